internal import Foundation

/// Reads rule files from disk, with limits, so that a wrong path cannot hang or
/// exhaust the process.
enum RuleFileText {
  /// The largest rule file that is read, in bytes.
  static let maximumSize = 4 << 20

  /// Why a file could not be read: what and what to do.
  struct Failure: Error {
    var message: String
  }

  /// The bytes of the regular file at `path`, without a byte order mark.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    // Not blocking: a named pipe without a writer must not hang the tool.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure(message: "this is a folder; name the rule file in it")
    default: throw Failure(message: "this is not a regular file; name a rule file")
    }
    guard status.st_size <= maximumSize else { throw tooLarge }
    return try readAll(descriptor)
  }

  /// The path with links and `..` resolved, which identifies the file.
  static func canonical(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static var tooLarge: Failure {
    Failure(message: "the file is larger than \(maximumSize >> 20) MB, which no rule file needs")
  }

  private static func readAll(_ descriptor: Int32) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(errno) }
      if count == 0 { break }
      bytes += chunk.prefix(count)
      guard bytes.count <= maximumSize else { throw tooLarge }
    }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  private static func failure(_ code: Int32) -> Failure {
    switch code {
    case ENOENT, ENOTDIR: Failure(message: "there is no such file; check the path")
    case EACCES, EPERM: Failure(message: "no permission to read the file; check its mode and owner")
    case ELOOP: Failure(message: "the path is a circle of links; check where it leads")
    default: Failure(message: "the file cannot be read: \(String(cString: strerror(code)))")
    }
  }
}
