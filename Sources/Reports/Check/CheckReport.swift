package import SourceModel

/// A project's raw sites compared with its baseline.
package struct CheckReport: Hashable, Sendable {
  /// A site that the baseline does not let pass.
  package struct Finding: Hashable, Sendable {
    package var location: SourceLocation
    /// The enclosing function or macro; empty at file scope.
    package var scope: String
    package var callee: String
    /// What the baseline says of the site; `nil` for a new one.
    package var before: Baseline.Standing?
    package var now: Baseline.Standing
  }

  /// In source order.
  package private(set) var findings: [Finding] = []
  /// How many sites are as the baseline has them, or better.
  package private(set) var kept = 0
  /// How many of the baseline's sites there are no more.
  package private(set) var gone = 0

  private typealias Raw = (site: Site, entry: Baseline.Entry)

  /// Compares.
  ///
  /// Sites are the same that have the same function in the same function of the
  /// same file; else of a file of the same name, which was moved; else of any
  /// file. Of several, equal ones are compared first, then those that are surer
  /// now, so that no more are findings than have to be.
  package init(sites: [Site], decisions: [Decision], baseline: Baseline) {
    var rest: [Raw] = Baseline.standings(sites, decisions)
    var known = baseline.entries
    let keys: [(Baseline.Entry) -> [String]?] = [
      { [$0.file.string, $0.scope, $0.callee] },
      { [String($0.file.string.split(separator: "/").last ?? ""), $0.scope, $0.callee] },
      { $0.scope.isEmpty ? nil : [$0.scope, $0.callee] },
    ]
    for key in keys { match(&rest, &known, by: key) }
    for (site, entry) in rest { add(site, entry, before: nil) }
    gone = known.count
    findings.sort { ($0.location, $0.callee) < ($1.location, $1.callee) }
  }

  /// Compares the sites that are the same by `key`; the others stay in `rest` and `known`.
  private mutating func match(
    _ rest: inout [Raw], _ known: inout [Baseline.Entry], by key: (Baseline.Entry) -> [String]?
  ) {
    var candidates = Dictionary(grouping: known.sorted { $0.standing < $1.standing }, by: key)
    let others = candidates.removeValue(forKey: nil) ?? []
    // Whoever takes the surest of those that it may take leaves the others the most.
    let passes: [(Baseline.Standing, Baseline.Standing) -> Bool] = [
      { now, before in now == before }, { now, before in now >= before }, { _, _ in true },
    ]
    for isSame in passes {
      rest = rest.filter { raw in
        guard let name = key(raw.entry), let same = candidates[name],
          let index = same.lastIndex(where: { isSame(raw.entry.standing, $0.standing) })
        else { return true }
        candidates[name]?.remove(at: index)
        if raw.entry.standing < same[index].standing {
          add(raw.site, raw.entry, before: same[index].standing)
        } else {
          kept += 1
        }
        return false
      }
    }
    known = others + candidates.values.joined()
  }

  private mutating func add(_ site: Site, _ entry: Baseline.Entry, before: Baseline.Standing?) {
    findings.append(
      Finding(
        location: site.location, scope: entry.scope, callee: entry.callee, before: before,
        now: entry.standing))
  }
}
