import Migration
import Reports

/// `allocmigrate finalize`: refactored copies take their originals' places.
struct FinalizeCommand: Command {
  private let dryRun = Parameter.flag(
    "dry-run", short: "n", help: "Say what would be done, and write nothing.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "finalize", abstract: "Put refactored copies in the places of their originals.",
      discussion: """
        foo.c gets the contents of foo_refactored.c, which is then removed; includes, \
        CMakeLists.txt, Makefiles and the compile database name foo.c again. Nothing is done, and \
        the reasons are named, when an original has changed since its copy was made, a file is \
        write-protected, or a build file mentions copies in a way that cannot be led back for \
        sure. 'allocmigrate revert' takes it back as a whole.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [ProjectOptions.group, .init("Output", [dryRun.specification])],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate finalize -n", "Look at what would be done."),
        .init("allocmigrate finalize", "End a migration that was made with copies."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let scanned = try arguments.scan(terminal, decides: false)
    // A changed original is a reason to do nothing, which is said then.
    scanned.explain(to: terminal, showsProblems: true, showsChanges: false)
    let report = try Finalize.run(
      scanned, request: arguments.scanRequest, isPreview: arguments.has(dryRun))
    try terminal.write(report.text)
    return report.unwritten.isEmpty && !scanned.isPartial ? .done : .partial
  }
}
