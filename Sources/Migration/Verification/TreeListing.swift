import Glibc

/// What a tree looks like from outside: enough to notice that something was
/// written, made or removed in it.
struct TreeListing: Sendable {
  private struct Entry: Hashable, Sendable {
    var inode: UInt
    var mode: UInt32
    var size: Int
    var modified: Int
  }

  private var entries: [String: Entry] = [:]

  /// The paths below the root of files and directories.
  var paths: Set<String> { Set(entries.keys) }

  /// Lists a tree. The tool's own folder, and times of directories, do not count.
  ///
  /// - Parameter excluded: the absolute path of a folder to leave out.
  init(_ root: String, excluding excluded: String? = nil) {
    var folders = [""]
    while let folder = folders.popLast() {
      let path = folder.isEmpty ? root : PathText.join(root, folder)
      for name in (try? FileSystem.names(in: path)) ?? [] where name != ".allocmigrate" {
        let relative = folder.isEmpty ? name : "\(folder)/\(name)"
        var raw = stat()
        let full = PathText.join(root, relative)
        guard full != excluded, lstat(full, &raw) == 0 else { continue }
        let isFolder = raw.st_mode & S_IFMT == S_IFDIR
        if isFolder { folders.append(relative) }
        entries[relative] = Entry(
          inode: UInt(raw.st_ino), mode: raw.st_mode, size: isFolder ? 0 : Int(raw.st_size),
          modified: isFolder ? 0 : raw.st_mtim.tv_sec * 1_000_000_000 + raw.st_mtim.tv_nsec)
      }
    }
  }

  /// The paths that are otherwise in a later listing, sorted.
  func changes(to later: TreeListing) -> [String] {
    Set(entries.keys).union(later.entries.keys)
      .filter { entries[$0] != later.entries[$0] }.sorted()
  }
}
