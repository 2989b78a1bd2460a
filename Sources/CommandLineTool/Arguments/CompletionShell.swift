/// A shell for which a completion script can be made.
enum CompletionShell: String, CaseIterable, Sendable {
  case bash, fish, zsh

  /// The script that completes the tool's commands and options.
  func script(for root: any Command) -> String {
    let commands = CompletionNode.all(below: root)
    return switch self {
    case .bash: BashCompletion(commands: commands).script
    case .fish: FishCompletion(commands: commands).script
    case .zsh: ZshCompletion(commands: commands).script
    }
  }
}

/// A command at its place in the tree, as completion scripts need it.
struct CompletionNode {
  let declaration: CommandDeclaration
  /// The names that lead to it, the tool's own first.
  let path: [String]

  /// The command and all that can be reached from it, parents first.
  static func all(below command: any Command, path: [String] = []) -> [CompletionNode] {
    let declaration = command.declaration
    let path = path + [declaration.name]
    return [CompletionNode(declaration: declaration, path: path)]
      + declaration.visibleSubcommands.flatMap { all(below: $0, path: path) }
  }

  /// What follows the command: subcommands, else what its first argument takes.
  var argumentCompletion: ParameterSpecification.Completion {
    let names = declaration.visibleSubcommands.map(\.declaration.name)
    return names.isEmpty ? declaration.arguments.first?.completion ?? .nothing : .choices(names)
  }
}
