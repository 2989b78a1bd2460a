import Migration
import SourceModel

/// `allocmigrate scan`: every use of the family functions, counted and listed.
struct ScanCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "scan", abstract: "Count and list every use of the C allocation functions.",
      discussion: """
        Parses every C file with its own compile flags and explains each token that names an \
        allocation function: a call, a call in a macro, an address taken, code that the \
        preprocessor skips. The sum is printed, so that nothing is dropped silently.

        Without a compile database the include folders are guessed from the tree.
        """,
      arguments: [ProjectOptions.directory.specification], groups: [ProjectOptions.group],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate scan", "Scan the project in this directory."),
        .init(
          "allocmigrate scan -p build --format json -o scan.json", "Write a scan for programs."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let bar = ProgressBar("Parsing", terminal: terminal)
    defer { bar.clear() }
    let scanned = try ScannedProgram.scan(arguments.scanRequest) { bar.update(done: $0, total: $1) }
    bar.clear()
    try terminal.write("\(scanned.program.files.count) files\n")
    return .done
  }
}
