package import SourceModel

extension PlanReport {
  /// Orders what was decided about a program's sites.
  ///
  /// - Parameter decisions: at most one a site, in any order; sites without one
  ///   are left out.
  package init(
    program: ProgramFacts, decisions: [Decision], rules: RuleSet
  ) {
    let rows = Self.rows(program, decisions)
    let ready = Dictionary(grouping: rows.filter { $0.blocker == nil }) { $0.subsystem ?? "" }
    let order = rules.subsystems.enumerated().sorted {
      ($0.element.phase, $0.element.priority.rank, $0.offset)
        < ($1.element.phase, $1.element.priority.rank, $1.offset)
    }
    let left = rows.filter { $0.blocker != nil }
    self.init(
      phases: order.compactMap { _, subsystem in
        ready[subsystem.name].map {
          Phase(
            number: subsystem.phase, subsystem: subsystem.name, priority: subsystem.priority,
            strategy: subsystem.strategy, classes: $0)
        }
      },
      blocked: left.filter { !$0.isToStay }, staying: left.filter(\.isToStay))
  }

  /// One row a class and one for each site without one, largest first.
  private static func rows(_ program: ProgramFacts, _ decisions: [Decision]) -> [ClassRow] {
    let bySite = Dictionary(
      decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    let members = program.sites.filter { $0.function.role != .query }.compactMap { site in
      bySite[site.identity].map { (site, $0) }
    }
    return Dictionary(grouping: members) { $0.1.ownershipClass ?? $0.0.identity }
      .flatMap { identity, members in Self.parts(identity, members) }
      .sorted { ($1.sites, $0.identity) < ($0.sites, $1.identity) }
  }

  /// The class as one row; as two when only a part of it can be migrated.
  private static func parts(
    _ identity: SiteIdentity, _ members: [(Site, Decision)]
  ) -> [ClassRow] {
    let ready = members.filter { $0.1.blocker == nil }
    let left = members.filter { $0.1.blocker != nil }
    return [ready, left].compactMap { members in
      members.isEmpty ? nil : ClassRow(identity, members)
    }
  }
}

extension PlanReport.ClassRow {
  fileprivate init(_ identity: SiteIdentity, _ members: [(site: Site, decision: Decision)]) {
    func count(_ grade: SizeGrade) -> Int { members.count { $0.decision.grade == grade } }
    let first = members.min { $0.site.location < $1.site.location }
    self.init(
      identity: identity, location: first?.site.location ?? SourceLocation.none,
      sites: members.count, roles: RoleCounts(members.map(\.site.function.role)),
      files: Set(members.map(\.site.location.file)).sorted(),
      subsystem: members.lazy.compactMap(\.decision.subsystem).first, proven: count(.proven),
      inferred: count(.inferred), unsized: count(.unsized), blocker: first?.decision.blocker)
  }

  /// Whether it is left for good, as far as the rules go.
  fileprivate var isToStay: Bool {
    blocker?.reason == .foreignMemory || blocker?.reason == .filtered
  }
}

extension Decision {
  /// Why the site is left as it is; `nil` when it is rewritten.
  fileprivate var blocker: Blocker? {
    if case .leave(let blocker) = action { blocker } else { nil }
  }
}

extension SourceLocation {
  /// The place of nothing.
  fileprivate static let none = SourceLocation(file: FilePath(""), line: 0, column: 0, offset: 0)
}

extension Subsystem.Priority {
  /// The more urgent, the smaller.
  fileprivate var rank: Int {
    switch self {
    case .high: 0
    case .medium: 1
    case .low: 2
    }
  }
}
