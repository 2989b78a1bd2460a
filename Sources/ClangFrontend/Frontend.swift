package import SourceModel

/// Turns C sources into `FileFacts`.
package struct Frontend: Sendable {
  /// The names that the front end looks for.
  package struct Vocabulary: Sendable {
    /// The families' functions by name.
    package var families: [String: FamilyFunction]
    /// Names of the target's API, with the templates that produce them.
    package var target: [String: [TemplateKind]]

    package init(rules: RuleSet) {
      families = Dictionary(rules.families.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
      target = [:]
    }
  }

  /// The absolute, canonical path of the project's root.
  package let root: String
  package let vocabulary: Vocabulary

  package init(root: String, vocabulary: Vocabulary) {
    self.root = root
    self.vocabulary = vocabulary
  }

  /// The facts of every command's unit, in the order of `commands`. Units that
  /// fail or crash clang have facts with an error in `diagnostics`.
  ///
  /// - Parameters:
  ///   - jobs: how many units are parsed at once, each on a thread of its own.
  ///   - isInScope: whether sites in this project file count.
  ///   - progress: called after each unit, from any thread, with the number of
  ///     units done.
  package func facts(
    for commands: [CompileCommand], jobs: Int,
    isInScope: @escaping @Sendable (FilePath) -> Bool,
    progress: @escaping @Sendable (Int) -> Void
  ) -> [FileFacts] {
    commands.map { FileFacts(source: FilePath($0.file)) }
  }

  /// The facts of files that no command covers, from their tokens alone: every
  /// family name is an occurrence of category `uncovered`.
  package func tokenFacts(for files: [FilePath], jobs: Int) -> [FileFacts] {
    files.map { FileFacts(source: $0) }
  }
}
