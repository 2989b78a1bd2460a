package import SourceModel

/// A project's raw uses compared with its baseline.
package struct CheckReport: Hashable, Sendable {
  /// A use that the baseline does not let pass.
  package struct Finding: Hashable, Sendable {
    package var location: SourceLocation
    /// The enclosing function or macro; empty at file scope and for what was not
    /// compiled.
    package var scope: String
    package var callee: String
    /// What the baseline says of the use; `nil` for a new one.
    package var before: Baseline.Standing?
    package var now: Baseline.Standing
  }

  /// In source order.
  package private(set) var findings: [Finding] = []
  /// How many uses are as the baseline has them, or better.
  package private(set) var kept = 0
  /// How many of the baseline's uses there are no more.
  package private(set) var gone = 0
  /// Originals whose changes do not count, because their copies were made before; by
  /// the originals, the copies.
  package private(set) var changedOriginals: [FilePath: FilePath] = [:]

  /// Whether there is nothing to find fault with.
  package var isRight: Bool { findings.isEmpty && changedOriginals.isEmpty }

  private typealias Raw = (location: SourceLocation, entry: Baseline.Entry)

  /// Compares.
  ///
  /// Sites are the same that have the same function in the same function of the
  /// same file; else in a function of the file that was renamed; else in one of a file
  /// of the same name, which was moved; else of any file. Of several, equal ones are compared first, then those that are surer
  /// now, so that no more are findings than have to be.
  ///
  /// What was not compiled has no function: it is compared by file, callee and
  /// why it was not.
  package init(
    _ program: ProgramFacts, decisions: [Decision], copies: RefactoredCopies, baseline: Baseline,
    changedOriginals: [FilePath: FilePath] = [:]
  ) {
    self.changedOriginals = changedOriginals
    var rest: [Raw] = Baseline.uses(program, decisions: decisions, copies: copies)
    var known = baseline.entries
    let now = rest.map(\.entry)
    match(&rest, &known) { [$0.file.string, $0.place, $0.callee] }
    let renamed = Self.renamed(
      Self.unmatched(rest.map(\.entry), of: now), Self.unmatched(known, of: baseline.entries))
    let keys: [(Baseline.Entry) -> [String]?] = [
      { entry in renamed[entry.function].map { [entry.file.string, entry.callee] + $0 } },
      { [$0.file.lastComponent, $0.place, $0.callee] },
      { $0.scope.isEmpty ? nil : [$0.place, $0.callee] },
    ]
    for key in keys { match(&rest, &known, by: key) }
    for raw in rest { add(raw, before: nil) }
    gone = known.count
    findings.sort { ($0.location, $0.callee) < ($1.location, $1.callee) }
  }

  /// The functions of which nothing was matched, with what they call, sorted.
  private static func unmatched(
    _ rest: [Baseline.Entry], of all: [Baseline.Entry]
  ) -> [[String]: [String]] {
    let counts = Dictionary(grouping: all, by: \.function).mapValues(\.count)
    return Dictionary(grouping: rest, by: \.function)
      .filter { !$0.key.isEmpty && $0.value.count == counts[$0.key] }
      .mapValues { $0.map(\.callee).sorted() }
  }

  /// Those that are only there now and those that are gone, which may be the same ones
  /// under another name.
  private static func renamed(
    _ now: [[String]: [String]], _ before: [[String]: [String]]
  ) -> [[String]: [String]] {
    now.filter { before[$0.key] == nil }.merging(before.filter { now[$0.key] == nil }) { $1 }
  }

  /// Compares the uses that are the same by `key`; the others stay in `rest` and `known`.
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
          add(raw, before: same[index].standing)
        } else {
          kept += 1
        }
        return false
      }
    }
    known = others + candidates.values.joined()
  }

  private mutating func add(_ raw: Raw, before: Baseline.Standing?) {
    let entry = raw.entry
    findings.append(
      Finding(
        location: raw.location, scope: entry.scope, callee: entry.callee, before: before,
        now: entry.standing))
  }
}

extension Baseline.Entry {
  /// The file and the function of a site; empty for what is in none.
  fileprivate var function: [String] {
    standing.isSite && !scope.isEmpty ? [file.string, scope] : []
  }

  /// The function of a site, and what else stands for it; no function has a blank in
  /// its name.
  fileprivate var place: String { standing.isSite ? scope : "not compiled: \(standing.rawValue)" }
}
