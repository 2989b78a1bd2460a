import Glibc

/// The file system as far as the use cases need it.
package enum FileSystem {
  /// What a path leads to.
  package struct Status: Sendable {
    package enum Kind: Sendable {
      case file, directory, link, other
    }

    package var kind: Kind
    /// In bytes.
    package var size: Int
    /// Nanoseconds since 1970.
    package var modified: Int
    /// The file system that it is on.
    var device: UInt
  }

  /// The status of what `path` leads to (or of a link itself); `nil` when there
  /// is nothing or it cannot be asked.
  package static func status(_ path: String, followsLinks: Bool = true) -> Status? {
    var raw = stat()
    guard (followsLinks ? stat(path, &raw) : lstat(path, &raw)) == 0 else { return nil }
    let kind: Status.Kind =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .other
      }
    return Status(
      kind: kind, size: Int(raw.st_size),
      modified: raw.st_mtim.tv_sec * 1_000_000_000 + raw.st_mtim.tv_nsec, device: raw.st_dev)
  }

  /// Whether `path` leads to a regular file.
  package static func isFile(_ path: String) -> Bool { status(path)?.kind == .file }

  /// Whether `path` leads to a directory.
  package static func isDirectory(_ path: String) -> Bool { status(path)?.kind == .directory }

  /// The absolute path without links, `.` and `..`; `nil` when nothing is there.
  package static func canonical(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The directory that relative paths start from.
  package static var currentDirectory: String { canonical(".") ?? "/" }

  /// The names in a directory without `.` and `..`, sorted by bytes.
  package static func names(in directory: String) throws(MigrationError) -> [String] {
    guard let stream = opendir(directory) else {
      throw .unreadable(path: directory, reason: lastError())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of a file.
  package static func read(_ path: String) throws(MigrationError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: lastError()) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(status(path)?.size ?? 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw .unreadable(path: path, reason: lastError())
      }
    }
  }

  /// The lines of a file without their ends; `nil` when it cannot be read. What
  /// stands behind the last end, be it nothing, is a line too.
  static func lines(of path: String) -> [ArraySlice<UInt8>]? {
    (try? read(path))?.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Puts bytes into a file that is whole, old or new, at any moment.
  package static func write(_ bytes: [UInt8], to path: String) throws(MigrationError) {
    // A device such as /dev/full or a pipe is written as it is.
    let isPlain = status(path).map { $0.kind == .file } ?? true
    let target = isPlain ? canonical(path) ?? path : path
    let name = isPlain ? "\(target).\(getpid()).tmp" : target
    let mode = isPlain ? O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC : O_WRONLY | O_CLOEXEC
    let descriptor = open(name, mode, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError()) }
    var failure = writeAll(bytes[...], to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = lastError() }
    if isPlain, failure == nil, rename(name, target) != 0 { failure = lastError() }
    if let failure {
      if isPlain { unlink(name) }
      throw .unwritable(path: path, reason: failure)
    }
  }

  /// Writes a new file; fails when there is one.
  package static func create(_ bytes: [UInt8], at path: String) throws(MigrationError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastError()) }
    var failure = writeAll(bytes[...], to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = lastError() }
    if let failure {
      unlink(path)
      throw .unwritable(path: path, reason: failure)
    }
  }

  /// Makes a directory and its parents where they are missing.
  package static func makeDirectory(_ path: String) throws(MigrationError) {
    if isDirectory(path) { return }
    let parent = PathText.parent(path)
    if parent != path, !parent.isEmpty { try makeDirectory(parent) }
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw .unwritable(path: path, reason: lastError())
    }
  }

  /// The system's words for the last error.
  static func lastError() -> String { String(cString: strerror(errno)) }

  /// Writes all bytes to an open file.
  ///
  /// - Returns: the reason of the failure, if there is one.
  static func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> String? {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return lastError()
        }
      }
      return nil
    }
  }
}
