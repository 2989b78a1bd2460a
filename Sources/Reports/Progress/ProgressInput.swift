package import SourceModel

/// What a progress report is made from.
package struct ProgressInput: Sendable {
  package var tool: ToolDescription
  /// The project's name, for the title.
  package var project: String
  package var program: ProgramFacts
  /// At most one a site, in any order.
  package var decisions: [Decision]
  package var rules: RuleSet
  /// The number of lines of each file in scope; files may be missing.
  package var lineCounts: [FilePath: Int]
  /// The revision of the sources, as git names it.
  package var revision: String?
  /// Refactored copies by their originals; `nil` when names alone tell them (see
  /// `RefactoredCopies`).
  package var copies: [FilePath: FilePath]?
  /// What a migrated use was before, as C text; `nil` when it is not known.
  package var before: @Sendable (MigratedUse, TemplateKind, Role) -> String?

  package init(
    tool: ToolDescription, project: String, program: ProgramFacts, decisions: [Decision],
    rules: RuleSet, lineCounts: [FilePath: Int] = [:], revision: String? = nil,
    copies: [FilePath: FilePath]? = nil,
    before: @escaping @Sendable (MigratedUse, TemplateKind, Role) -> String? = { _, _, _ in nil }
  ) {
    self.tool = tool
    self.project = project
    self.program = program
    self.decisions = decisions
    self.rules = rules
    self.lineCounts = lineCounts
    self.revision = revision
    self.copies = copies
    self.before = before
  }
}
