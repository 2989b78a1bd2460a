/// `allocmigrate rules`: the commands about rule files.
struct RulesCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "rules", abstract: "List, check, show, suggest and test rule files.",
      examples: [
        .init("allocmigrate rules list", "List the packs that 'use:' can name."),
        .init("allocmigrate rules check", "Check this project's allocmigrate.yml."),
      ],
      subcommands: [
        RulesCheckCommand(), RulesListCommand(), RulesShowCommand(), RulesSuggestCommand(),
        RulesTestCommand(),
      ])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    throw UsageError.missingCommand(path: arguments.path)
  }
}
