import Migration
import SourceModel

/// `allocmigrate init`: writes a configuration for the project.
struct InitCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "init", abstract: "Write allocmigrate.yml for a project.",
      discussion: """
        Looks for the compile database and the folders with C sources, suggests a subsystem for \
        each folder, and writes a commented allocmigrate.yml. An existing one is never \
        overwritten.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [.init("Project", [ProjectOptions.build.specification])],
      examples: [
        .init("allocmigrate init", "Write the configuration of the project in this directory.")
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let made = try Initialisation.run(
      directory: arguments[ProjectOptions.directory] ?? ".", build: arguments[ProjectOptions.build])
    let names = made.subsystems.map(\.name)
    try terminal.write(
      """
      Wrote \(made.path)
        C files:           \(made.files)
        compile database:  \(made.database ?? "none found; \(ErrorMessage.makeDatabase)")
        subsystems:        \((names + [Subsystem.general]).joined(separator: ", "))

      Next: look through it, then run 'allocmigrate scan'.

      """)
    return .done
  }
}
