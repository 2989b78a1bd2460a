import SourceModel

extension ProgressReport {
  /// The patterns that were applied, each with an example if there is one.
  static func patterns(_ counts: ProgressCounts) -> [PatternProgress] {
    patternCounts(counts.uses).map { count in
      PatternProgress(
        pattern: count.pattern, sites: count.sites, example: example(of: count.pattern, counts))
    }
  }

  /// A migrated call that can be told to come from a certain call of an
  /// original, else an example that was passed in, else any migrated call of
  /// the pattern.
  private static func example(
    of pattern: RefactoringPattern, _ counts: ProgressCounts
  ) -> RefactoringExample? {
    let uses = counts.uses.filter { $0.pattern == pattern }
    let originals = Dictionary(
      grouping: counts.input.program.sites.filter { !counts.copies.counts($0.location.file) },
      by: \.location.file)
    for use in uses {
      let sites = (originals[use.file] ?? []).filter { isOrigin($0, of: use) }
      guard let site = sites.first, sites.count == 1, let before = text(site) else { continue }
      return example(use, before: before)
    }
    return counts.input.examples.first { RefactoringPattern($0.kind) == pattern }
      ?? uses.first.map { example($0, before: nil) }
  }

  /// Whether a call of the original can have become the use: the same function
  /// and role, and each argument of it is an argument there.
  private static func isOrigin(_ site: Site, of use: ProgressCounts.Use) -> Bool {
    guard let syntax = site.syntax, !syntax.arguments.isEmpty,
      site.function.role == use.pattern.role,
      site.identity.scope == use.use.enclosingFunction
    else { return false }
    let arguments = Set(use.use.arguments.map { $0.filter { !$0.isWhitespace } })
    return syntax.arguments.allSatisfy { argument in
      arguments.contains(argument.text.filter { !$0.isWhitespace })
    }
  }

  private static func example(_ use: ProgressCounts.Use, before: String?) -> RefactoringExample {
    let arguments = use.use.arguments.map(CTokens.tidied).joined(separator: ", ")
    return RefactoringExample(
      kind: use.kind, before: before, after: "\(use.use.name)(\(arguments))",
      location: use.use.location)
  }

  private static func text(_ site: Site) -> String? {
    site.syntax.map { syntax in
      let arguments = syntax.arguments.map { CTokens.tidied($0.text) }
      return site.identity.callee + "(" + arguments.joined(separator: ", ") + ")"
    }
  }
}
