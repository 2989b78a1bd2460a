import Migration
import Reports
import RuleFiles

/// `allocmigrate rules test`: runs the examples of rule files.
struct RulesTestCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "test", abstract: "Run the examples of rule files.",
      discussion: """
        Every example of a rule file is parsed and rewritten as sources are, and compared with \
        what the file says. Without FILE: the project's allocmigrate.yml, and every pack where \
        there is none.
        """,
      arguments: [RuleFileArgument.files.specification],
      examples: [
        .init("allocmigrate rules test", "Run the examples of this project's rules."),
        .init("allocmigrate rules test mem talloc", "Run those of two packs."),
      ],
      exitCodes: [.done, .found, .usage])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let library = try RuleLibrary.find()
    var files: [String]
    do {
      files = try arguments.ruleFiles(in: library)
    } catch MigrationError.noConfiguration {
      files = library.loader.availablePacks().map(\.path)
    }
    var failed = 0
    var count = 0
    for file in files {
      let outcomes = try RuleExamples.run(file: file)
      count += outcomes.count
      for outcome in outcomes where !outcome.passes {
        failed += 1
        try terminal.write(description(outcome))
      }
      terminal.detail("\(file): \(Wording.count(outcomes.count, "example"))")
    }
    try terminal.write(
      "\(Wording.count(count, "example")) in \(Wording.count(files.count, "file")), "
        + "\(failed) failed\n")
    return failed == 0 ? .done : .found
  }

  private func description(_ outcome: RuleExamples.Outcome) -> String {
    let head = "\(outcome.example.position): "
    if let failure = outcome.failure { return head + failure + "\n" }
    return head + "the example became something else\n"
      + indented("expected", RuleExamples.tidy(outcome.example.after))
      + indented("actual", outcome.actual)
  }

  private func indented(_ title: String, _ text: String) -> String {
    "  \(title):\n"
      + text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "    \($0)\n" }.joined()
  }
}
