import Glibc
import SourceModel
import Synchronization

/// What all threads of a run share: the tokens of files and the canonical
/// paths of names. Both depend on the disk alone, so whoever asks first works
/// the answer out.
final class SharedCache: Sendable {
  private let lexed = Mutex<[FilePath: LexedFile]>([:])
  private let paths = Mutex<[String: FilePath]>([:])
  private let readFiles = Mutex<[ReadFile.Key: ReadFile]>([:])
  let root: String

  init(root: String) { self.root = root.hasSuffix("/") ? String(root.dropLast()) : root }

  /// The tokens of a file, from `make` if it has not been read yet. Two
  /// threads may both make them; the first to finish is kept.
  func lexed(_ path: FilePath, make: () -> LexedFile) -> LexedFile {
    if let known = lexed.withLock({ $0[path] }) { return known }
    let made = make()
    return lexed.withLock { cache in
      if let known = cache[path] { return known }
      cache[path] = made
      return made
    }
  }

  /// What a file held when a unit read it, from `make` the first time.
  func readFile(_ key: ReadFile.Key, make: () -> ReadFile) -> ReadFile {
    if let known = readFiles.withLock({ $0[key] }) { return known }
    let made = make()
    readFiles.withLock { $0[key] = made }
    return made
  }

  /// The canonical path of a file name, relative to the root where it lies
  /// inside it.
  func path(_ name: String) -> FilePath {
    if let known = paths.withLock({ $0[name] }) { return known }
    let path = relative(Self.resolved(name))
    paths.withLock { $0[name] = path }
    return path
  }

  private func relative(_ absolute: String) -> FilePath {
    guard absolute.hasPrefix(root + "/") else { return FilePath(absolute) }
    return FilePath(String(absolute.dropFirst(root.utf8.count + 1)))
  }

  private static func resolved(_ name: String) -> String {
    guard let resolved = realpath(name, nil) else { return name }
    defer { Glibc.free(resolved) }
    return String(cString: resolved)
  }
}
