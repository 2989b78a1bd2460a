package import SourceModel

/// The C files of a project's tree.
///
/// Links are not followed: what they lead to inside the root is found at its own
/// place, and what lies outside is none of the project's. So a link to a parent
/// cannot loop.
package struct SourceTree: Sendable {
  /// Files beyond this many bytes are named and left out.
  package static let largestFile = 16 << 20

  /// C sources, sorted.
  package var sources: [FilePath] = []
  /// Headers, sorted.
  package var headers: [FilePath] = []
  /// The refactored copy of each file that has one, by the original.
  package var copies: [FilePath: FilePath] = [:] {
    didSet { originals = Dictionary(copies.map { ($1, $0) }) { first, _ in first } }
  }
  /// The original of each copy.
  private(set) var originals: [FilePath: FilePath] = [:]
  /// Those of them whose originals have changed since.
  package var changedOriginals: [FilePath: FilePath] = [:]
  /// Files that are called as a copy would be and are none, sorted.
  package var namesakes: [FilePath] = []
  /// When each file was last changed, in nanoseconds since 1970.
  package var modified: [FilePath: Int] = [:]
  /// Folders that could not be read and files that are too large.
  package var unread: [MigrationError] = []
  /// How many C files and folders the rules' `exclude` leaves out.
  package var excluded = 0
  /// Build folders that were not searched.
  package var buildFolders: [FilePath] = []
  /// Folders that `runtime` wrote: not the project's own code.
  package var runtimeFolders: [FilePath] = []
  /// Links that were not followed.
  package var links: [FilePath] = []

  /// Sources and headers, sorted, each copy in place of its original.
  package var files: [FilePath] {
    (sources + headers).filter { copies[$0] == nil }.sorted()
  }

  /// Whether a file is part of an exported runtime.
  package func isRuntime(_ file: FilePath) -> Bool {
    runtimeFolders.contains { file.string.hasPrefix($0.string + "/") }
  }

  /// Walks the tree below `root`.
  ///
  /// - Parameters:
  ///   - exclude: globs of project paths, files or folders, to leave out.
  ///   - header: the target's, by which copies are told.
  package static func walk(
    root: String, exclude: [String], header: String? = nil
  ) -> SourceTree {
    var walker = TreeWalker(root: root, excluded: PathSet(exclude))
    walker.walk()
    var tree = walker.tree
    tree.sources.sort()
    tree.headers.sort()
    let pairing = CopyPairing(Set(tree.sources + tree.headers), root: root, header: header)
    tree.copies = pairing.copies
    tree.namesakes = pairing.namesakes
    tree.changedOriginals = pairing.changedOriginals(tree.modified)
    return tree
  }
}

/// The state of one walk.
private struct TreeWalker {
  let root: String
  let excluded: PathSet
  var tree = SourceTree()

  init(root: String, excluded: PathSet) {
    self.root = root
    self.excluded = excluded
  }

  mutating func walk() {
    var folders = [""]
    while let folder = folders.popLast() {
      let path = folder.isEmpty ? root : PathText.join(root, folder)
      do throws(MigrationError) {
        let names = try FileSystem.names(in: path)
        if !folder.isEmpty, names.contains("CMakeCache.txt") || names.contains("meson-private") {
          tree.buildFolders.append(FilePath(folder))
          continue
        }
        if names.contains(RuntimeManifest.name) {
          tree.runtimeFolders.append(FilePath(folder))
          continue
        }
        for name in names {
          visit(folder.isEmpty ? name : "\(folder)/\(name)", name: name, folders: &folders)
        }
      } catch {
        tree.unread.append(error)
      }
    }
  }

  private mutating func visit(_ path: String, name: String, folders: inout [String]) {
    let suffix = PathText.suffix(name)
    let isC = suffix == "c" || suffix == "h"
    guard !name.hasPrefix("."), name != "CMakeFiles",
      let status = FileSystem.status(PathText.join(root, path), followsLinks: false)
    else { return }
    if status.kind == .link {
      tree.links.append(FilePath(path))
    } else if excluded.contains(path) {
      tree.excluded += isC || status.kind == .directory ? 1 : 0
    } else if status.kind == .directory {
      folders.append(path)
    } else if status.kind == .file, isC {
      guard status.size <= SourceTree.largestFile else {
        tree.unread.append(.tooLarge(path: path, size: status.size))
        return
      }
      tree.modified[FilePath(path)] = status.modified
      if suffix == "c" {
        tree.sources.append(FilePath(path))
      } else {
        tree.headers.append(FilePath(path))
      }
    }
  }
}
