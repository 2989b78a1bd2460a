import Migration
import SourceModel

/// `allocmigrate runtime`: writes the allocators that a migrated program links.
struct RuntimeCommand: Command {
  private let directory = Parameter.argument(
    "directory", placeholder: "DIR", help: "Where to write them; made if it is missing.",
    completion: .directory, isRequired: true)
  private let force = Parameter.flag(
    "force", short: "f", help: "Overwrite files that have been edited.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "runtime", abstract: "Write the allocators that a migrated program links.",
      discussion: """
        Writes the C sources of the allocators into DIR, with a mem_config.h that names the \
        project's subsystems, with the target's prefix before the macros, a CMakeLists.txt, a Makefile fragment and a pkg-config template. \
        Running it again refreshes what has changed. When a file has been edited, nothing is \
        written.
        """,
      arguments: [directory.specification],
      groups: [
        .init("Project", [ProjectOptions.configuration.specification]),
        .init("Output", [force.specification]),
      ],
      examples: [
        .init("allocmigrate runtime third_party/mem", "Write or refresh the runtime there.")
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let directory = arguments[directory] else { return .usage }
    let project = try Project.open(
      directory: ".", configuration: arguments[ProjectOptions.configuration])
    let export = try RuntimeExport.run(
      directory: directory, share: ShareDirectory.find(),
      configuration: RuntimeConfiguration(rules: project.rules), isForced: arguments.has(force))
    for name in export.written { try terminal.write("wrote \(directory)/\(name)\n") }
    for name in export.removed { try terminal.write("removed \(directory)/\(name)\n") }
    terminal.note(
      "\(export.written.count) written, \(export.unchanged) unchanged, "
        + "\(export.removed.count) removed")
    return .done
  }
}
