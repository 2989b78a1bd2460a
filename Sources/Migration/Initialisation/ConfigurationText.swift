import SourceModel

/// The text of a new `allocmigrate.yml`.
struct ConfigurationText {
  /// The build folder with the compile database, as the project would write it.
  var build: String?
  /// Folders of the root with C sources.
  var sources: [String]
  var subsystems: [SubsystemSuggestion]

  var text: String {
    """
    # How allocmigrate migrates this project. 'allocmigrate rules check' checks this
    # file, 'allocmigrate rules list' lists the packs that 'use:' can name.
    schema: 1

    # Rule packs: the allocation functions to look for, and what they become.
    use: [libc, posix, gnu, mem]

    \(buildText)

    # Where the sources are. Without this: the whole tree.
    \(sourcesText)

    # The programs, where the tree has several; '--program server' looks at one alone.
    # programs: {server: [server, common], client: [client, common]}

    # Files and folders to leave alone, as globs.
    # exclude: ["third_party/**"]

    # How sure a size must be to be written: proven, or inferred (then test with MEM_TRACE=1).
    sizes: {accept: proven}

    # Memory that functions such as getline and asprintf allocate: with 'leave', all that
    # shares a release with it stays raw; with 'adopt', it moves along where the subsystem is
    # backed by the platform. Decide before the first apply.
    foreign-memory: leave

    # Whether code that is not among these sources may use what their headers declare:
    # 'unseen' finds out, with care; 'none' for a program that is no library.
    clients: unseen

    # The allocators of the program. The first whose 'match:' holds wins; the last one
    # takes what is left. Besides 'path:' there are 'type:', 'function:', 'field:' and
    # 'kind:', and a subsystem can have a strategy, a priority and a phase:
    #   - {name: STRINGS, strategy: arena, priority: high, phase: 1, match: [{kind: string}]}
    subsystems:
    \(subsystemsText)

    """
  }

  private var buildText: String {
    if let build {
      return """
        # The folder of compile_commands.json.
        build: \(Self.quoted(build))
        """
    }
    return """
      # The folder of compile_commands.json. None was found: make one with
      # 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear -- make', and name its folder.
      # build: build
      """
  }

  private var sourcesText: String {
    let folders = "[" + sources.map(Self.quoted).joined(separator: ", ") + "]"
    return sources.isEmpty ? "# sources: [src]" : "sources: \(folders)"
  }

  private var subsystemsText: String {
    let lines = subsystems.filter { $0.name != Subsystem.general }.map { subsystem in
      let match = subsystem.paths.map { "{path: \(Self.quoted($0))}" }.joined(separator: ", ")
      return "  - name: \(subsystem.name)\n    match: [\(match)]\n"
    }
    return lines.joined() + "  - name: GENERAL"
  }

  /// A scalar that YAML reads as this text.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "_-/.".utf8.contains($0)
    }
    if isPlain, let first = text.utf8.first, first != UInt8(ascii: "-"), Double(text) == nil {
      return text
    }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
