import SourceModel

extension ProgressReport {
  /// The patterns that were applied, each with an example if there is one.
  static func patterns(_ counts: ProgressCounts) -> [PatternProgress] {
    patternCounts(counts.uses).map { count in
      PatternProgress(
        pattern: count.pattern, sites: count.sites, example: example(of: count.pattern, counts))
    }
  }

  /// A migrated call of which it is known what it was, else any of the pattern.
  private static func example(
    of pattern: RefactoringPattern, _ counts: ProgressCounts
  ) -> RefactoringExample? {
    let uses = counts.uses.filter { $0.pattern == pattern }
    for use in uses {
      guard let before = counts.input.before(use.use, use.kind, pattern.role) else { continue }
      return example(use, before: before)
    }
    return uses.first.map { example($0, before: nil) }
  }

  private static func example(_ use: ProgressCounts.Use, before: String?) -> RefactoringExample {
    let arguments = use.use.arguments.map(CTokens.tidied).joined(separator: ", ")
    return RefactoringExample(
      kind: use.kind, before: before, after: "\(use.use.name)(\(arguments))",
      location: use.use.location)
  }
}
