/// Looks for the `compile_commands.json` of a project.
struct DatabaseSearch {
  /// The file's name, the same for every build system.
  static let name = "compile_commands.json"

  /// The database to use, absolute; `nil` when there is none.
  var chosen: String?
  /// Others that are as near but older.
  var others: [String] = []

  /// Looks in the wanted directory, in its build folders and then the same in
  /// each parent, up to the boundary: the nearest wins, and of several build
  /// folders the one whose database is the newest.
  static func search(from directory: String) -> DatabaseSearch {
    for folder in ProjectLocation.upwards(from: directory) {
      let direct = PathText.join(folder, name)
      if FileSystem.isFile(direct) { return DatabaseSearch(chosen: direct) }
      let names = (try? FileSystem.names(in: folder)) ?? []
      let built = names.filter(isBuildFolder).map { PathText.join(folder, "\($0)/\(name)") }
        .filter { FileSystem.isFile($0) }
        .sorted { modified($0) > modified($1) }
      if let newest = built.first {
        return DatabaseSearch(chosen: newest, others: Array(built.dropFirst()))
      }
    }
    return DatabaseSearch()
  }

  /// The database that `-p` means: a build folder or the file itself.
  static func named(_ path: String) throws(MigrationError) -> DatabaseSearch {
    let file = FileSystem.isDirectory(path) ? PathText.join(path, name) : path
    guard let canonical = FileSystem.canonical(file), FileSystem.isFile(canonical) else {
      throw .noDatabase(directory: path)
    }
    return DatabaseSearch(chosen: canonical)
  }

  private static func isBuildFolder(_ name: String) -> Bool {
    name.hasPrefix("build") || name.hasPrefix("cmake-build") || name == "out" || name == "_build"
      || name == ".build"
  }

  private static func modified(_ path: String) -> Int {
    FileSystem.status(path)?.modified ?? 0
  }
}
