package import SourceModel

/// What loading rule files gives: the rules, and what a user wants to know of
/// where they come from.
package struct LoadedRules: Sendable {
  package var rules: RuleSet
  /// The project keys of the file that was loaded; empty for packs.
  package var project: ProjectSettings
  /// The examples of the files that were asked for, not of those they use.
  package var examples: [RuleExample]
  /// Every file that was read, used ones before their users.
  package var files: [RuleFileReference]
  /// What is doubtful but does no harm.
  package var warnings: [RuleProblem]
}

/// A rule file by name and path.
package struct RuleFileReference: Hashable, Sendable {
  /// The pack's name; `nil` for a file that was named by its path.
  package var pack: String?
  /// The path as it was given or found.
  package var path: String
  /// The first line of the comment that the file starts with; empty for none.
  package var summary: String
}
