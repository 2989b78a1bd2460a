/// `allocmigrate completions`: the completion script of a shell.
struct CompletionsCommand: Command {
  private let shell = Parameter<CompletionShell>.choiceArgument(
    "shell", placeholder: "SHELL", help: "The shell that reads the script.", isRequired: true)

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "completions", abstract: "Print a shell's completion script.",
      discussion: "'make install' puts the scripts where the shells look for them.",
      arguments: [shell.specification],
      examples: [
        .init("source <(allocmigrate completions bash)", "Complete in this bash session."),
        .init(
          "allocmigrate completions fish > ~/.config/fish/completions/allocmigrate.fish",
          "Complete in every fish session."),
      ])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let shell = arguments[shell] else { return .usage }
    try terminal.write(shell.script(for: RootCommand()))
    return .done
  }
}
