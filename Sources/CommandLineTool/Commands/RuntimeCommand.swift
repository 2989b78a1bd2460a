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
        project's subsystems, with the target's prefix before the macros, a CMakeLists.txt, a file \
        that gives them to every target of a CMake project, a Makefile fragment and a pkg-config \
        template. \
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
    let path = FileSystem.canonical(directory) ?? directory
    let library = PathText.join(FileSystem.currentDirectory, "build/mem/libmem.a")
    terminal.note(
      """
      to build with it, the project's files as they are:
        cmake      cmake -S . -B build -DCMAKE_PROJECT_INCLUDE=\(path)/mem_project.cmake
        make       make -f \(path)/mem.mk MEM_DIR=\(path)
                   make CPPFLAGS=-I\(path)/include LIBS='\(library) -pthread'
        configure  the same make -f, then ./configure with that CPPFLAGS and LIBS
      """)
    return .done
  }
}
