import ClangFrontend
package import SourceModel

/// The compile commands of a run, and what was left out on the way.
package struct CommandSelection: Sendable {
  /// Where the commands come from.
  package enum Origin: Hashable, Sendable {
    /// A compile database; `others` were as near but older.
    case database(path: String, others: [String])
    /// None was found: the include flags are guessed from the tree.
    case guessed(flags: [String])
  }

  package var origin: Origin
  /// In the order of the database, those of copies in place of their originals.
  package var commands: [CompileCommand] = []
  /// Those of units without sites that belong to the program all the same: their
  /// files are left out by the rules or lie outside the wanted folder.
  package var others: [CompileCommand] = []
  /// The files and working directories that are gone, each once, as the
  /// database names them.
  package var stale: [String] = []
  /// How many entries they spoil.
  package var staleEntries = 0
  /// Entries whose file lies outside the project's root.
  package var outside = 0
  /// Entries of files in other languages.
  package var otherLanguages = 0
  /// Entries of files that are too large to be read.
  package var tooLarge = 0
  /// Entries of the tree's other programs.
  package var otherPrograms = 0
  /// Entries of what CMake compiled while it configured.
  package var probes = 0
  /// Entries that repeat another word for word.
  package var repeated = 0
  /// C files and folders that the rules leave out where there is no database to tell
  /// how they are compiled.
  package var excluded = 0
  /// Whether there are units that are not read and may use the program's memory.
  var hasOtherUnits: Bool { outside + otherLanguages + tooLarge + excluded > 0 }
  /// Whether an entry names a refactored copy: the build has been switched to
  /// the copies.
  package var namesCopies = false

  /// Selects the commands of a project.
  ///
  /// - Parameters:
  ///   - search: the database to use, or none.
  ///   - mapping: moves the commands to another copy of the tree first.
  static func select(
    project: Project, tree: SourceTree, search: DatabaseSearch, mapping: CommandMapping? = nil
  ) throws(MigrationError) -> CommandSelection {
    guard let database = search.chosen else { return guess(project: project, tree: tree) }
    var listed = try load(database)
    if let mapping { listed = listed.compactMap { mapping.map($0) } }
    var selection = CommandSelection(origin: .database(path: database, others: search.others))
    selection.add(listed, filter: CommandFilter(project: project, tree: tree))
    let copies = Set(tree.copies.values.map { PathText.join(project.root, $0.string) })
    selection.namesCopies = listed.contains {
      !copies.isEmpty && copies.contains(FileSystem.canonical($0.file) ?? $0.file)
    }
    if selection.commands.isEmpty, !selection.stale.isEmpty, selection.outside == 0 {
      throw .staleDatabase(
        path: database, examples: Array(selection.stale.prefix(3)), count: selection.stale.count)
    }
    return selection
  }

  private static func load(_ database: String) throws(MigrationError) -> [CompileCommand] {
    let bytes = try FileSystem.read(database)
    if let problem = JSONSyntax.problem(in: bytes) {
      throw .badDatabase(
        path: "\(database):\(problem.line):\(problem.column)", message: problem.message)
    }
    if let problem = DatabaseShape.problem(in: bytes) {
      throw .badDatabase(path: database, message: problem)
    }
    do {
      return try CompilationDatabase.load(directory: PathText.parent(database))
    } catch {
      throw .unusableDatabase(message: error.message)
    }
  }

  private mutating func add(_ listed: [CompileCommand], filter: CommandFilter) {
    var known: Set<CompileCommand> = []
    for command in listed {
      switch filter.judge(command) {
      case .stale(let missing):
        staleEntries += 1
        if !stale.contains(missing) { stale.append(missing) }
      case .outside: outside += 1
      case .otherLanguage: otherLanguages += 1
      case .tooLarge: tooLarge += 1
      case .otherProgram: otherPrograms += 1
      case .probe: probes += 1
      case .runtime: break
      case .use(let usable, let hasSites):
        if !known.insert(usable.withoutOutput).inserted {
          repeated += 1
        } else if hasSites {
          commands.append(usable)
        } else {
          others.append(usable)
        }
      }
    }
  }

  private static func guess(
    project: Project, tree: SourceTree
  ) -> CommandSelection {
    let flags = IncludeGuess.flags(root: project.root, tree: tree)
    var selection = CommandSelection(origin: .guessed(flags: flags), excluded: tree.excluded)
    for file in tree.files where PathText.suffix(file.string) == "c" {
      let original = tree.originals[file] ?? file
      if project.isOfOtherProgram(original) {
        selection.otherPrograms += 1
        continue
      }
      let path = PathText.join(project.root, file.string)
      let command = CompileCommand(
        directory: project.root, file: path, arguments: ["cc"] + flags + ["-c", path])
      if project.isWanted(original) {
        selection.commands.append(command)
      } else {
        selection.others.append(command)
      }
    }
    return selection
  }
}

/// Decides about one entry of a database.
private struct CommandFilter {
  enum Verdict {
    case use(CompileCommand, hasSites: Bool)
    case stale(missing: String)
    case outside, otherLanguage, otherProgram, probe, tooLarge, runtime
  }

  let project: Project
  let tree: SourceTree

  func judge(_ command: CompileCommand) -> Verdict {
    if isProbe(command) { return .probe }
    guard PathText.suffix(command.file) == "c" else { return .otherLanguage }
    guard FileSystem.isDirectory(command.directory) else {
      return .stale(missing: command.directory)
    }
    guard let status = FileSystem.status(command.file), status.kind == .file,
      let path = FileSystem.canonical(command.file)
    else { return .stale(missing: command.file) }
    guard let relative = PathText.relative(path, to: project.root) else { return .outside }
    let file = FilePath(relative)
    if tree.isRuntime(file) { return .runtime }
    let original = tree.originals[file] ?? file
    if project.isOfOtherProgram(original) { return .otherProgram }
    guard status.size <= SourceTree.largestFile else { return .tooLarge }
    let current = tree.copies[file] ?? file
    return .use(
      CompileCommand(
        directory: command.directory, file: PathText.join(project.root, current.string),
        arguments: command.arguments),
      hasSites: project.isWanted(original) && !project.isExcluded(file))
  }

  /// Whether CMake ran the command to find out about the compiler, which `bear` records where it
  /// watches the configuring, too. CMake does so in folders of its own; what it builds for the
  /// project is compiled in the build's folders, be its source generated in `CMakeFiles`.
  private func isProbe(_ command: CompileCommand) -> Bool {
    command.directory.split(separator: "/").contains("CMakeFiles")
  }
}

extension ProjectLocation {
  /// Whether a project file lies in the wanted folder.
  package func contains(_ file: FilePath) -> Bool {
    scope.isEmpty || file.string.hasPrefix(scope + "/")
  }
}

extension CompileCommand {
  /// The command without the name of its output, to recognise repetitions.
  var withoutOutput: CompileCommand {
    var copy = self
    if let flag = copy.arguments.firstIndex(of: "-o"), flag + 1 < copy.arguments.count {
      copy.arguments.removeSubrange(flag...flag + 1)
    }
    return copy
  }
}
