internal import Glibc

/// A call to the operating system that failed.
struct SystemFailure: Error, Hashable {
  /// What was to be done, such as `write`.
  var action: String
  var path: String
  /// The value of `errno`.
  var code: Int32
}

/// The few file operations that writing safely needs, with errors as values.
///
/// Foundation's own atomic writing syncs nothing to the disk and follows links,
/// so the calls are made directly.
enum SystemCalls {
  /// What `stat` tells of a file.
  struct Status {
    var mode: mode_t
    var owner: uid_t
    var group: gid_t
    var isRegular: Bool
    var isDirectory: Bool
    var isLink: Bool

    init(_ status: stat) {
      mode = status.st_mode & 0o7777
      owner = status.st_uid
      group = status.st_gid
      isRegular = status.st_mode & S_IFMT == S_IFREG
      isDirectory = status.st_mode & S_IFMT == S_IFDIR
      isLink = status.st_mode & S_IFMT == S_IFLNK
    }
  }

  /// The status of the file, of a link itself; `nil` when there is none.
  static func status(ofLink path: String) throws(SystemFailure) -> Status? {
    var status = stat()
    if lstat(path, &status) == 0 { return Status(status) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemFailure(action: "read", path: path, code: errno)
  }

  /// The path without links; `nil` when it leads nowhere.
  static func canonical(_ path: String) throws(SystemFailure) -> String? {
    guard let resolved = realpath(path, nil) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFailure(action: "read", path: path, code: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The bytes of the file; `nil` when there is none.
  static func read(_ path: String) throws(SystemFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFailure(action: "read", path: path, code: errno)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw SystemFailure(action: "read", path: path, code: errno)
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var count = 0
    while true {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw SystemFailure(action: "read", path: path, code: errno)
      }
      if got == 0 { break }
      count += got
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Writes a new file, which `sync` then has to bring to the disk. There must
  /// be no file of this name; what was written is removed when it fails.
  ///
  /// - Parameter owner: the file whose owner it gets, where that is permitted.
  static func create(
    _ path: String, bytes: [UInt8], mode: UInt32 = 0o644, owner: Status? = nil
  ) throws(SystemFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure(action: "create", path: path, code: errno) }
    var failure = writeAll(bytes, to: file)
    if let owner {
      // Only root may give files away; the mode comes after, for chown clears bits.
      _ = fchown(file, owner.owner, owner.group)
    }
    if failure == 0, fchmod(file, mode) != 0 { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    guard failure != 0 else { return }
    unlink(path)
    throw SystemFailure(action: "write", path: path, code: failure)
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
    var count = 0
    while count < bytes.count {
      let put = bytes.withUnsafeBytes { buffer in
        write(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if put < 0 {
        if errno == EINTR { continue }
        return errno
      }
      count += put
    }
    return 0
  }

  /// Puts the file in the place of another in one step.
  static func rename(_ path: String, to other: String) throws(SystemFailure) {
    guard Glibc.rename(path, other) == 0 else {
      throw SystemFailure(action: "replace", path: other, code: errno)
    }
  }

  /// Removes the file or link, if there is one.
  static func remove(_ path: String) throws(SystemFailure) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SystemFailure(action: "remove", path: path, code: errno)
    }
  }

  /// Makes sure that the folder exists and is no link.
  static func makeFolder(_ path: String, mode: UInt32 = 0o777) throws(SystemFailure) {
    if mkdir(path, mode) == 0 { return }
    let code = errno
    let status = try status(ofLink: path)
    if status?.isDirectory == true { return }
    throw SystemFailure(
      action: "create", path: path, code: code == EEXIST ? ENOTDIR : code)
  }

  /// Brings to the disk whatever was written on the file systems that hold
  /// these folders. One such call took a tenth of the time of one `fsync` a file
  /// (200 files, ext4).
  static func sync(_ folders: Set<String>) throws(SystemFailure) {
    var done: Set<dev_t> = []
    for folder in folders.sorted() {
      let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard file >= 0 else { throw SystemFailure(action: "read", path: folder, code: errno) }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0, done.insert(status.st_dev).inserted else { continue }
      if syncFileSystem(file) != 0 {
        throw SystemFailure(action: "write", path: folder, code: errno)
      }
    }
  }

  /// `syncfs`, which the C library has but its headers hide from Swift.
  private static func syncFileSystem(_ file: Int32) -> Int32 {
    guard let symbol = dlsym(nil, "syncfs") else {
      Glibc.sync()
      return 0
    }
    typealias Function = @convention(c) (Int32) -> Int32
    return unsafeBitCast(symbol, to: Function.self)(file)
  }

  /// The names in the folder, sorted; none when it does not exist.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder that holds only files.
  static func removeFolder(_ path: String) {
    for name in names(in: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// The operating system's words for an error.
  static func words(for code: Int32) -> String { String(cString: strerror(code)) }

  /// Opens the file and takes its lock until it is closed. The file then holds
  /// the process' number.
  ///
  /// - Returns: the open file; `nil` when another process holds the lock.
  static func lock(_ path: String) throws(SystemFailure) -> Int32? {
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemFailure(action: "create", path: path, code: errno) }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(file)
      if code == EWOULDBLOCK { return nil }
      throw SystemFailure(action: "lock", path: path, code: code)
    }
    if ftruncate(file, 0) == 0 { _ = writeAll(Array("\(getpid())\n".utf8), to: file) }
    return file
  }

  /// Gives the lock of an open file back and closes it.
  ///
  /// Closing alone would leave the lock to a child process that another thread
  /// has just forked, until that child runs its program.
  static func unlock(_ file: Int32) {
    flock(file, LOCK_UN)
    close(file)
  }
}
