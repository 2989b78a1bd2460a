/// Where a project is: its root, the part of it that is wanted and its
/// configuration.
package struct ProjectLocation: Hashable, Sendable, Codable {
  /// The name of a configuration that is found by itself.
  package static let configurationName = "allocmigrate.yml"

  /// The absolute, canonical path that project paths are relative to: the
  /// configuration's folder if it is above the wanted directory, else that.
  package var root: String
  /// The wanted directory relative to the root; empty for the root itself.
  package var scope: String
  /// The configuration's absolute path; `nil` when there is none.
  package var configuration: String?

  /// Finds the project that `directory` is in.
  ///
  /// - Parameter configuration: the file that `--config` names; the nearest
  ///   `allocmigrate.yml` up to the repository's root otherwise.
  package static func find(
    directory: String, configuration: String?
  ) throws(MigrationError) -> ProjectLocation {
    guard let status = FileSystem.status(directory), let path = FileSystem.canonical(directory)
    else { throw .noSuchDirectory(directory) }
    guard status.kind == .directory else { throw .notADirectory(directory) }
    if let configuration {
      guard FileSystem.isFile(configuration), let file = FileSystem.canonical(configuration) else {
        throw .noSuchFile(configuration)
      }
      return ProjectLocation(root: path, scope: "", configuration: file)
    }
    for folder in upwards(from: path) {
      let file = PathText.join(folder, configurationName)
      if FileSystem.isFile(file) {
        return ProjectLocation(
          root: folder, scope: PathText.relative(path, to: folder) ?? "", configuration: file)
      }
    }
    return ProjectLocation(root: path, scope: "", configuration: nil)
  }

  /// A canonical directory and its parents, up to the first that holds `.git`
  /// or lies at the top of a file system.
  static func upwards(from directory: String) -> [String] {
    var folders = [directory]
    var folder = directory
    while FileSystem.status(PathText.join(folder, ".git")) == nil, folder != "/" {
      let parent = PathText.parent(folder)
      guard FileSystem.status(parent)?.device == FileSystem.status(folder)?.device else { break }
      folders.append(parent)
      folder = parent
    }
    return folders
  }
}
