import SourceModel

/// The sites and uses of a program that count, each with the file and the
/// subsystem that it is reported under.
struct ProgressCounts {
  /// A raw site.
  struct RawSite {
    var site: Site
    var decision: Decision?
    var state: SiteState
    /// The file that it is reported under.
    var file: FilePath
    var subsystem: String? { decision?.subsystem }

    var blocker: Blocker? {
      if case .leave(let blocker) = decision?.action { blocker } else { nil }
    }
  }

  /// A migrated site.
  struct Use {
    var use: MigratedUse
    /// The template that it comes from.
    var kind: TemplateKind
    var subsystem: String?
    /// The file that it is reported under.
    var file: FilePath

    var pattern: RefactoringPattern { RefactoringPattern(kind) }
  }

  let input: ProgressInput
  let copies: RefactoredCopies
  /// The raw sites in source order.
  let raw: [RawSite]
  /// The migrated sites in source order.
  let uses: [Use]
  /// The occurrences of the files that count.
  let occurrences: [Occurrence]

  /// The raw sites that are still to move, by the file they are reported under.
  let remaining: [FilePath: [RawSite]]
  /// The migrated sites by the file they are reported under.
  let migrated: [FilePath: [Use]]

  init(_ input: ProgressInput) {
    let copies = RefactoredCopies(files: input.program.files, known: input.copies)
    let decisions = Dictionary(
      input.decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    let classifier = UseClassifier(rules: input.rules)
    raw = input.program.sites.filter { copies.counts($0.location.file) }.map { site in
      let decision = decisions[site.identity]
      return RawSite(
        site: site, decision: decision, state: SiteState(decision),
        file: copies.reported(site.location.file))
    }
    uses = input.program.migrated.filter { copies.counts($0.location.file) }.compactMap { use in
      classifier.kind(of: use).map { kind in
        Use(
          use: use, kind: kind, subsystem: classifier.subsystem(of: use),
          file: copies.reported(use.location.file))
      }
    }
    occurrences = input.program.occurrences.filter { copies.counts($0.location.file) }
    remaining = Dictionary(grouping: raw.filter(\.state.isRemaining), by: \.file)
    migrated = Dictionary(grouping: uses, by: \.file)
    self.input = input
    self.copies = copies
  }

  /// The subsystem that a file as a whole is filed under: the first with a
  /// condition on nothing but the path that matches, else the one with the most
  /// sites in the file; `nil` when there is neither.
  func home(of file: FilePath) -> Subsystem? {
    let byPath = input.rules.subsystems.first { subsystem in
      subsystem.match.contains { condition in
        guard let path = condition.path else { return false }
        return condition == Subsystem.Condition(path: path) && Glob(path).matches(file.string)
      }
    }
    if let byPath { return byPath }
    var counts: [String: Int] = [:]
    for use in migrated[file] ?? [] { use.subsystem.map { counts[$0, default: 0] += 1 } }
    for site in remaining[file] ?? [] { site.subsystem.map { counts[$0, default: 0] += 1 } }
    var best: Subsystem?
    for subsystem in input.rules.subsystems {
      if counts[subsystem.name] ?? 0 > best.map({ counts[$0.name] ?? 0 }) ?? 0 { best = subsystem }
    }
    return best
  }

  /// How the releases and resizes of these sites get their sizes.
  static func sizes(_ uses: [Use], raw: [RawSite]) -> SizeCounts {
    var sizes = SizeCounts()
    for use in uses { sizes.add(use.pattern) }
    for site in raw { sizes.addRaw(site.site.function.role, grade: site.decision?.grade) }
    return sizes
  }
}
