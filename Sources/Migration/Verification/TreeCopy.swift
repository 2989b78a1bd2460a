import Glibc

/// Copies a tree with modes, times and links, so that an incremental build goes
/// on in the copy.
struct TreeCopy {
  /// Sockets, pipes and devices, which are not copied; paths below the source.
  private(set) var skipped: [String] = []
  private let source: String
  private let excluded: Set<String>
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  /// Copies what is below `source` to the new directory `target`.
  ///
  /// - Parameter excluded: paths below the source to leave out.
  /// - Returns: what could not be copied by its nature.
  static func copy(
    _ source: String, to target: String, excluding excluded: Set<String>
  ) throws(MigrationError) -> [String] {
    var copy = TreeCopy(source: source, excluded: excluded)
    try copy.copyFolder("", to: target)
    return copy.skipped
  }

  private init(source: String, excluded: Set<String>) {
    self.source = source
    self.excluded = excluded
  }

  private mutating func copyFolder(_ folder: String, to target: String) throws(MigrationError) {
    let path = folder.isEmpty ? source : PathText.join(source, folder)
    try FileSystem.makeDirectory(target)
    for name in try FileSystem.names(in: path) {
      try Interruption.check()
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      if excluded.contains(relative) { continue }
      try copyEntry(relative, to: PathText.join(target, name))
    }
    var raw = stat()
    if stat(path, &raw) == 0 { chmod(target, raw.st_mode & 0o7777 | 0o700) }
  }

  private mutating func copyEntry(_ relative: String, to target: String) throws(MigrationError) {
    let path = PathText.join(source, relative)
    switch FileSystem.status(path, followsLinks: false)?.kind {
    case .directory: try copyFolder(relative, to: target)
    case .link: try copyLink(path, to: target)
    case .file: try copyFile(path, to: target)
    case .other: skipped.append(relative)
    case nil: break
    }
  }

  private func copyLink(_ path: String, to target: String) throws(MigrationError) {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(path, &name, name.count - 1) >= 0 else {
      throw .unreadable(path: path, reason: FileSystem.lastError())
    }
    guard symlink(name, target) == 0 else {
      throw .unwritable(path: target, reason: FileSystem.lastError())
    }
  }

  private mutating func copyFile(_ path: String, to target: String) throws(MigrationError) {
    let input = open(path, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw .unreadable(path: path, reason: FileSystem.lastError()) }
    defer { close(input) }
    let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw .unwritable(path: target, reason: FileSystem.lastError()) }
    defer { close(output) }
    while true {
      let count = read(input, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: FileSystem.lastError())
      }
      if let reason = FileSystem.writeAll(buffer[..<count], to: output) {
        throw .unwritable(path: target, reason: reason)
      }
    }
    var raw = stat()
    guard fstat(input, &raw) == 0 else { return }
    fchmod(output, raw.st_mode & 0o7777)
    futimens(output, [raw.st_atim, raw.st_mtim])
  }
}
