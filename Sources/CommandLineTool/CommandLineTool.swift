/// The tool as a function: everything but the process around it.
package enum CommandLineTool {
  /// Runs one command line.
  ///
  /// - Parameter words: the words behind the tool's name.
  /// - Returns: the process' exit code.
  package static func run(_ words: [String], terminal: Terminal) -> ExitCode {
    var terminal = terminal
    do {
      switch try ArgumentParser(root: RootCommand()).parse(words) {
      case .version:
        try terminal.write("allocmigrate \(Version.current)\n")
        return .done
      case .help(let command, let path):
        let help = HelpText(declaration: command.declaration, path: path, width: terminal.width)
        try terminal.write(help.text)
        return .done
      case .run(let command, let arguments):
        terminal = terminal.configured(by: arguments)
        return try command.run(arguments, terminal)
      }
    } catch {
      let failure = ErrorMessage(error)
      for diagnostic in failure.diagnostics { terminal.report(diagnostic) }
      return failure.exitCode
    }
  }
}

/// The tool itself: the parent of all commands.
struct RootCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "allocmigrate",
      abstract: "Migrate a C program from malloc/free to allocators with sized frees.",
      discussion: """
        allocmigrate finds every use of malloc, free and their relatives in a C program, \
        decides for each free which allocator its memory comes from and how large it is, and \
        rewrites the sources. What it cannot know it leaves alone, counts and explains.

        The usual order is init, scan, apply, report.
        """,
      examples: [
        .init("allocmigrate init", "Write allocmigrate.yml for the project in this directory."),
        .init("allocmigrate scan", "Count and list every use of the C allocation functions."),
        .init("allocmigrate apply --diff", "Show what would change, as a patch."),
        .init("allocmigrate report -o PROGRESS.md", "Write the progress report."),
      ],
      exitCodes: ExitCode.allCases, subcommands: CommandList.all)
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    throw UsageError.missingCommand(path: arguments.path)
  }
}
