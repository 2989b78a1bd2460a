import Glibc

/// A directory that is removed with its owner, and when a signal ends the process.
package final class TemporaryDirectory: Sendable {
  /// Its absolute, canonical path.
  package let path: String

  /// - Parameter fill: writes what is to be in the directory of a path.
  package init(
    _ fill: (String) throws(MigrationError) -> Void = { _ in }
  ) throws(MigrationError) {
    path = try Interruption.removing(Self.make, filledBy: fill)
  }

  /// Makes a directory that its caller removes; its absolute, canonical path.
  static func make() throws(MigrationError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(parent)/allocmigrate-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else {
      throw .unwritable(path: parent, reason: FileSystem.lastError())
    }
    let made = name.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? parent
    }
    return FileSystem.canonical(made) ?? made
  }

  deinit { Self.remove(path) }

  /// Removes a file, or a directory with all that is in it.
  static func remove(_ path: String) {
    if FileSystem.status(path, followsLinks: false)?.kind == .directory {
      chmod(path, 0o700)
      for name in (try? FileSystem.names(in: path)) ?? [] {
        remove(PathText.join(path, name))
      }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
