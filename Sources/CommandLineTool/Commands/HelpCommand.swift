/// `allocmigrate help`: help for a command, and the manual page.
struct HelpCommand: Command {
  private var command: Parameter<String> {
    // The own name would lead back here.
    let names = CommandList.all.filter { !($0 is HelpCommand) }.map(\.declaration.name)
    return Parameter.argument(
      "command", placeholder: "COMMAND", help: "The command to explain.",
      completion: .choices(names), isRepeatable: true)
  }
  private let manual = Parameter.flag("man", help: "Write the manual page, as roff.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "help", abstract: "Explain a command.",
      arguments: [command.specification],
      groups: [.init("Output", [manual.specification])],
      examples: [
        .init("allocmigrate help apply", "Explain the command apply."),
        .init("allocmigrate help --man | man -l -", "Read the manual page."),
      ])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let root = RootCommand()
    if arguments.has(manual) {
      try terminal.write(ManualPage(root: root).text)
      return .done
    }
    let words = arguments[all: command] + ["--help"]
    if case .help(let found, let path) = try ArgumentParser(root: root).parse(words) {
      let help = HelpText(declaration: found.declaration, path: path, width: terminal.width)
      try terminal.write(help.text)
    }
    return .done
  }
}
