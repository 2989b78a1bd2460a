package import SourceModel

/// Why the sites of one source line are treated as they are.
package struct Explanation: Sendable {
  /// One site with what was decided.
  package struct Entry: Sendable {
    package var site: Site
    package var decision: Decision
    /// The macro's expansions on the line, for a site in its body.
    package var expansions: [SiteUse]
  }

  /// The sites in source order; empty when the line has none.
  package var entries: [Entry]
  /// What the scan made of the line's other mentions of family functions.
  package var occurrences: [Occurrence]
  /// The line's calls of the target's API.
  package var migrated: [MigratedUse]
  /// Whether there is nothing to explain.
  package var isEmpty: Bool { entries.isEmpty && occurrences.isEmpty && migrated.isEmpty }

  /// - Parameters:
  ///   - decisions: one a site, in the order of the program's sites.
  ///   - column: the column that a mention must cover, or at which an expansion begins;
  ///     `nil` for all of the line.
  package init(
    program: ProgramFacts, decisions: [Decision], file: FilePath, line: Int, column: Int?
  ) {
    func isMeant(_ location: SourceLocation, _ name: String) -> Bool {
      guard location.file == file, location.line == line else { return false }
      guard let column else { return true }
      return (location.column..<location.column + name.utf8.count).contains(column)
    }
    entries = zip(program.sites, decisions).compactMap { site, decision in
      let expansions = site.expansions.filter { isMeant($0.location, " ") }
      return isMeant(site.location, site.function.name) || !expansions.isEmpty
        ? Entry(site: site, decision: decision, expansions: expansions) : nil
    }
    let explained = Set(entries.map(\.site.location))
    occurrences = program.occurrences.filter {
      isMeant($0.location, $0.name) && !explained.contains($0.location)
    }
    migrated = program.migrated.filter { isMeant($0.location, $0.name) }
  }

  /// The explanation as text for people.
  ///
  /// - Parameter sourceLine: the text of a line of a file; `nil` when it cannot
  ///   be read.
  package func text(sourceLine: (FilePath, Int) -> String?) -> String {
    let parts =
      entries.map { Self.lines($0, sourceLine) } + migrated.map { Self.lines($0, sourceLine) }
      + occurrences.map(Self.lines)
    return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func lines(_ occurrence: Occurrence) -> [String] {
    let reason = occurrence.reason.isEmpty ? "" : ": \(occurrence.reason)"
    return [
      "\(occurrence.location): \(occurrence.name)",
      "  not a site: \(occurrence.category.rawValue)\(reason)",
    ]
  }

  private static func lines(
    _ use: MigratedUse, _ sourceLine: (FilePath, Int) -> String?
  ) -> [String] {
    let scope = use.enclosingFunction.isEmpty ? "" : " in \(use.enclosingFunction)"
    var lines = ["\(use.location): \(use.name)\(scope)"]
    if let source = sourceLine(use.location.file, use.location.line) {
      lines.append("    | \(source)")
    }
    let kinds = use.kinds.map(\.rawValue).joined(separator: " or ")
    return lines + [
      "  migrated already, as \(kinds); what led to it is explained before apply, or after "
        + "'allocmigrate revert'"
    ]
  }

  private static func lines(
    _ entry: Entry, _ sourceLine: (FilePath, Int) -> String?
  ) -> [String] {
    let alias = entry.site.alias.map { ", by its other name \($0)," } ?? ""
    var lines = [
      "\(entry.site.location): \(entry.site.function.name)\(alias)\(scope(entry.site))"
    ]
    if let source = sourceLine(entry.site.location.file, entry.site.location.line) {
      lines.append("    | \(source)")
    }
    lines += expansions(entry, sourceLine)
    lines += verdict(entry.decision).map { "  " + $0 }
    lines += reasoning(entry.decision.evidence, sourceLine)
    if !entry.decision.assumptions.isEmpty { lines.append("  holds only") }
    lines += entry.decision.assumptions.map { "    \($0)" }
    if !entry.decision.remedies.isEmpty { lines.append("  what you can do") }
    lines += entry.decision.remedies.map { "    \(text($0))" }
    return lines
  }

  /// Where a macro is expanded: on the line itself, with its text, and elsewhere.
  private static func expansions(
    _ entry: Entry, _ sourceLine: (FilePath, Int) -> String?
  ) -> [String] {
    var lines: [String] = []
    let here = places(entry.expansions)
    if let first = entry.expansions.first?.location {
      lines.append("  expanded here, at \(Wording.list(here))")
      if let source = sourceLine(first.file, first.line) { lines.append("    | \(source)") }
    }
    let others = places(entry.site.expansions).filter { !here.contains($0) }
    if !others.isEmpty {
      let also = lines.isEmpty ? "" : "also "
      lines.append("  \(also)expanded at \(Wording.list(others, limit: 8))")
    }
    return lines
  }

  /// Each once, though a macro may expand another several times.
  private static func places(_ uses: [SiteUse]) -> [String] {
    uses.reduce(into: []) { places, use in
      let scope = use.enclosingFunction.isEmpty ? "" : " in \(use.enclosingFunction)"
      let place = "\(use.location)\(scope)"
      if !places.contains(place) { places.append(place) }
    }
  }

  /// The steps that led to a decision. Hundreds in a row can say the same of other places,
  /// such as all calls that release foreign memory: the first ones are shown.
  private static func reasoning(
    _ evidence: [Evidence], _ sourceLine: (FilePath, Int) -> String?
  ) -> [String] {
    var lines = evidence.isEmpty ? [] : ["  because"]
    var rest = evidence[...]
    while let text = rest.first?.text {
      let alike = rest.prefix { $0.text == text }
      rest = rest.dropFirst(alike.count)
      for step in alike.prefix(mostAlike) {
        lines.append("    " + (step.location.map { "\($0): " } ?? "") + text)
        if let place = step.location, let source = sourceLine(place.file, place.line) {
          lines.append("      | \(source)")
        }
      }
      if alike.count > mostAlike {
        lines.append("    and so in \(Wording.count(alike.count - mostAlike, "more place"))")
      }
    }
    return lines
  }

  private static let mostAlike = 5

  private static func text(_ remedy: Remedy) -> String {
    switch remedy {
    case .acceptInferred:
      "'sizes: {accept: inferred}' in allocmigrate.yml writes what is inferred; verify then"
    case .noClients:
      "'clients: none' in allocmigrate.yml, if no other code uses what the headers declare"
    case .description(let name):
      "say in a rule file what \(name) does; 'allocmigrate rules suggest' begins the entry"
    }
  }

  private static func scope(_ site: Site) -> String {
    switch site.form {
    case .macroBody(let body): " in the body of macro \(body.name)"
    case .addressTaken: ", its address taken"
    case .call: site.identity.scope.isEmpty ? "" : " in \(site.identity.scope)"
    }
  }

  private static func verdict(_ decision: Decision) -> [String] {
    switch decision.action {
    case .leave(let blocker):
      return ["stays as it is (\(blocker.reason.rawValue)): \(blocker.detail)"]
    case .migrate(let kind):
      let subsystem = decision.subsystem.map { ", subsystem \($0)" } ?? ""
      var lines = ["becomes \(kind.rawValue)\(subsystem)"]
      if let grade = decision.grade {
        let strategy = decision.strategy.isEmpty ? "" : " by the \(decision.strategy) strategy"
        lines.append("size: \(decision.sizeText ?? "not written"), \(grade.rawValue)\(strategy)")
      }
      return lines
    }
  }
}
