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
  /// file. Of several, the surest ones are compared first.
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

  private mutating func match(
    _ rest: inout [Raw], _ known: inout [Baseline.Entry], by key: (Baseline.Entry) -> [String]?
  ) {
    var candidates = Dictionary(grouping: known.filter { key($0) != nil }) { key($0) }
    for (name, entries) in candidates {
      candidates[name] = entries.sorted { $0.standing < $1.standing }
    }
    var left: [Raw] = []
    for raw in rest.sorted(by: { $1.entry.standing < $0.entry.standing }) {
      guard let name = key(raw.entry), let match = candidates[name]?.popLast() else {
        left.append(raw)
        continue
      }
      if raw.entry.standing < match.standing {
        add(raw.site, raw.entry, before: match.standing)
      } else {
        kept += 1
      }
    }
    rest = left
    known = known.filter { key($0) == nil } + candidates.values.joined()
  }

  private mutating func add(_ site: Site, _ entry: Baseline.Entry, before: Baseline.Standing?) {
    findings.append(
      Finding(
        location: site.location, scope: entry.scope, callee: entry.callee, before: before,
        now: entry.standing))
  }
}
