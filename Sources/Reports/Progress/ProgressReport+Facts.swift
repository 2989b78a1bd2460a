import SourceModel

extension ProgressReport {
  /// Counts how far the migration has come.
  ///
  /// - Parameter base: the report of an earlier revision to compare with.
  package init(_ input: ProgressInput, base: ProgressReport? = nil) {
    let counts = ProgressCounts(input)
    let remaining = counts.raw.filter(\.state.isRemaining)
    self.init(
      tool: input.tool, project: input.project, revision: input.revision,
      totals: Self.totals(counts), accounting: Accounting(counts.occurrences),
      phases: Self.phases(counts), subsystems: Self.subsystems(counts),
      patterns: Self.patterns(counts), remaining: Self.remaining(counts),
      blocked: Self.reasons(counts.raw.filter { $0.state == .blocked }),
      staying: Self.reasons(counts.raw.filter { $0.state == .foreign || $0.state == .excluded }),
      inactive: Self.files(counts, .inactive), uncovered: Self.files(counts, .uncovered),
      unexplained: Self.files(counts, .unexplained),
      sizes: ProgressCounts.sizes(counts.uses, raw: remaining),
      assumptions: Self.assumptions(input.decisions),
      unseenCopies: Self.unseenCopies(counts),
      base: base.map {
        Base(
          revision: $0.revision ?? "the base", totals: $0.totals, subsystems: $0.subsystems,
          sizes: $0.sizes)
      })
  }

  private static func unseenCopies(_ counts: ProgressCounts) -> [FilePath] {
    let holders = Set(counts.input.program.sites.map(\.location.file))
    return counts.copies.files.filter { copy in
      let original = counts.copies.reported(copy)
      return counts.migrated[original] == nil && holders.contains(original)
    }
  }

  private static func totals(_ counts: ProgressCounts) -> Totals {
    func number(_ state: SiteState) -> Int { counts.raw.count { $0.state == state } }
    let refactored = counts.migrated.keys
    let lines = refactored.map { file in
      counts.input.lineCounts[counts.copies.copy(of: file) ?? file]
    }
    let known = lines.compactMap(\.self)
    return Totals(
      migrated: counts.uses.count, ready: number(.ready), blocked: number(.blocked),
      undecided: number(.undecided), foreign: number(.foreign), excluded: number(.excluded),
      files: counts.input.program.files.count(where: counts.copies.counts),
      copies: counts.copies.count,
      refactoredFiles: refactored.count,
      completeFiles: refactored.count { counts.remaining[$0] == nil },
      refactoredLines: known.count == lines.count ? known.reduce(0, +) : nil)
  }

  private static func subsystems(_ counts: ProgressCounts) -> [SubsystemProgress] {
    let uses = Dictionary(grouping: counts.uses, by: \.subsystem)
    let raw = Dictionary(grouping: counts.raw.filter(\.state.isRemaining), by: \.subsystem)
    func row(_ name: String?, _ allocator: String?) -> SubsystemProgress {
      SubsystemProgress(
        name: name, allocator: allocator, migrated: uses[name]?.count ?? 0,
        raw: raw[name]?.count ?? 0, files: Set((uses[name] ?? []).map(\.file)).sorted())
    }
    let rules = counts.input.rules.subsystems
    let known = Set(rules.map(\.name))
    let others = Set(uses.keys).union(raw.keys).compactMap(\.self).filter { !known.contains($0) }
    var rows = rules.map { row($0.name, $0.allocator) } + others.sorted().map { row($0, nil) }
    if uses.keys.contains(nil) || raw.keys.contains(nil) { rows.append(row(nil, nil)) }
    return rows
  }

  private static func reasons(_ sites: [ProgressCounts.RawSite]) -> [ReasonGroup] {
    ReasonGroup.groups(
      sites.compactMap { site in site.blocker.map { ($0, site.site.location) } })
  }

  private static func files(
    _ counts: ProgressCounts, _ category: Occurrence.Category
  ) -> [FileCount] {
    Dictionary(
      grouping: counts.occurrences.filter { $0.category == category },
      by: { counts.copies.reported($0.location.file) }
    ).map { FileCount(file: $0.key, occurrences: $0.value.count) }
      .sorted { ($1.occurrences, $0.file) < ($0.occurrences, $1.file) }
  }

  private static func assumptions(_ decisions: [Decision]) -> [Assumption] {
    var counts: [String: Int] = [:]
    for decision in decisions {
      for name in Set(decision.assumptions) { counts[name, default: 0] += 1 }
    }
    return counts.map { Assumption(name: $0.key, sites: $0.value) }
      .sorted { ($1.sites, $0.name) < ($0.sites, $1.name) }
  }
}
