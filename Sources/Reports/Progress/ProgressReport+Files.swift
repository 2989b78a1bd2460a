import SourceModel

extension ProgressReport {
  /// The files with migrated uses, by phase and subsystem.
  static func phases(_ counts: ProgressCounts) -> [Phase] {
    let order = Dictionary(
      counts.input.rules.subsystems.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    let files = counts.migrated.keys.sorted().map { ($0, counts.home(of: $0)) }
    let phases = Dictionary(grouping: files) { $0.1?.phase }
    var raw: [Int?: Int] = [:]
    for (file, sites) in counts.remaining {
      raw[counts.home(of: file)?.phase, default: 0] += sites.count
    }
    return phases.map { number, files in
      let groups = Dictionary(grouping: files) { $0.1?.name }.map { name, files in
        PhaseGroup(subsystem: name, files: files.map { progress(of: $0.0, counts) })
      }
      return Phase(
        number: number, raw: raw[number] ?? 0,
        groups: groups.sorted {
          rank($0.subsystem, order) < rank($1.subsystem, order)
        })
    }.sorted { ($0.number ?? 0) > ($1.number ?? 0) }
  }

  private static func rank(_ name: String?, _ order: [String: Int]) -> Int {
    name.flatMap { order[$0] } ?? .max
  }

  private static func progress(of file: FilePath, _ counts: ProgressCounts) -> FileProgress {
    let uses = counts.migrated[file] ?? []
    let raw = counts.remaining[file] ?? []
    let allocators = Dictionary(
      counts.input.rules.subsystems.map { ($0.name, $0.allocator) },
      uniquingKeysWith: { first, _ in first })
    let shares = Dictionary(grouping: uses, by: \.subsystem).map { name, uses in
      Share(subsystem: name, allocator: name.flatMap { allocators[$0] }, sites: uses.count)
    }
    return FileProgress(
      file: file, copy: counts.copies.copy(of: file), roles: RoleCounts(uses.map(\.pattern.role)),
      subsystems: shares.sorted {
        ($1.sites, $0.subsystem ?? "~") < ($0.sites, $1.subsystem ?? "~")
      },
      patterns: patternCounts(uses), sizes: ProgressCounts.sizes(uses, raw: raw),
      ready: raw.count { $0.state == .ready }, blocked: raw.count { $0.state == .blocked },
      undecided: raw.count { $0.state == .undecided })
  }

  /// How often each pattern occurs among the uses, most frequent first.
  static func patternCounts(_ uses: [ProgressCounts.Use]) -> [PatternCount] {
    RefactoringPattern.allCases.enumerated().map { index, pattern in
      (index, PatternCount(pattern: pattern, sites: uses.count { $0.pattern == pattern }))
    }.filter { $0.1.sites > 0 }.sorted { ($1.1.sites, $0.0) < ($0.1.sites, $1.0) }.map(\.1)
  }

  /// The files with raw sites, by the highest priority among their sites.
  static func remaining(_ counts: ProgressCounts) -> [RemainingGroup] {
    let subsystems = Dictionary(
      counts.input.rules.subsystems.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let files = counts.remaining.map { file, sites in
      let names = Set(sites.compactMap(\.subsystem))
      let found = Set(names.compactMap { subsystems[$0]?.priority })
      return (
        Subsystem.Priority.allCases.first(where: found.contains),
        remaining(file, sites, names: names.sorted(), counts)
      )
    }
    let groups = Dictionary(grouping: files) { $0.0 }
    let priorities = Subsystem.Priority.allCases.map(Optional.some) + [nil]
    return priorities.compactMap { priority in
      groups[priority].map { files in
        RemainingGroup(
          priority: priority,
          files: files.map(\.1).sorted {
            ($1.roles.total, $0.file) < ($0.roles.total, $1.file)
          })
      }
    }
  }

  private static func remaining(
    _ file: FilePath, _ sites: [ProgressCounts.RawSite], names: [String], _ counts: ProgressCounts
  ) -> RemainingFile {
    let reasons = Dictionary(grouping: sites.filter { $0.state == .blocked }) {
      $0.blocker?.reason
    }
    let blockers = reasons.compactMap { reason, sites in
      reason.map { ReasonCount(reason: $0, sites: sites.count) }
    }
    return RemainingFile(
      file: file, lines: counts.input.lineCounts[counts.copies.copy(of: file) ?? file],
      subsystems: names, roles: RoleCounts(sites.map(\.site.function.role)),
      ready: sites.count { $0.state == .ready }, undecided: sites.count { $0.state == .undecided },
      blockers: blockers.sorted {
        ($1.sites, $0.reason.rawValue) < ($0.sites, $1.reason.rawValue)
      })
  }
}
