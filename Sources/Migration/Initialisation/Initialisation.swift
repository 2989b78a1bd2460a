import Glibc
import SourceModel

/// `init`: writes a configuration for a tree that has none.
package struct Initialisation: Sendable {
  /// The file that was written, absolute.
  package var path: String
  /// The compile database that was found, absolute; `nil` for none.
  package var database: String?
  /// How many C files are in scope.
  package var files: Int
  package var subsystems: [SubsystemSuggestion]

  /// Looks at a directory and writes `allocmigrate.yml` into it.
  ///
  /// - Parameter build: the build folder that `-p` names.
  package static func run(
    directory: String, build: String?
  ) throws(MigrationError) -> Initialisation {
    guard let root = FileSystem.canonical(directory) else { throw .noSuchDirectory(directory) }
    guard FileSystem.isDirectory(root) else { throw .notADirectory(directory) }
    let path = PathText.join(root, ProjectLocation.configurationName)
    if FileSystem.status(path, followsLinks: false) != nil {
      throw .configurationExists(path)
    }
    let tree = SourceTree.walk(root: root, exclude: [])
    guard !tree.files.isEmpty else {
      throw .noSources(root: root, excluded: 0, unread: tree.unread)
    }
    let database =
      if let build { try DatabaseSearch.named(build).chosen } else {
        DatabaseSearch.search(from: root).chosen
      }
    let subsystems = SubsystemSuggestion.suggest(for: tree.sources)
    let text = ConfigurationText(
      build: database.map { relative(PathText.parent($0), to: root) },
      sources: sourceFolders(tree.files), subsystems: subsystems)
    try FileSystem.create(Array(text.text.utf8), at: path)
    return Initialisation(
      path: path, database: database, files: tree.files.count, subsystems: subsystems)
  }

  /// The folders of the root that hold C files; empty when the root itself
  /// holds one, which makes the whole tree the scope.
  private static func sourceFolders(_ files: [FilePath]) -> [String] {
    if files.contains(where: { $0.directory.isEmpty }) { return [] }
    return Set(files.compactMap { $0.string.split(separator: "/").first.map(String.init) })
      .sorted()
  }

  private static func relative(_ folder: String, to root: String) -> String {
    guard let relative = PathText.relative(folder, to: root) else { return folder }
    return relative.isEmpty ? "." : relative
  }
}
