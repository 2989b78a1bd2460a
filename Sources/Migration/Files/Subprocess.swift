import Glibc

/// Runs another program and waits for it.
enum Subprocess {
  /// What a program left behind.
  struct Result: Sendable {
    /// Its exit code; 128 and more for a signal.
    var status: Int32
    var output: [UInt8]
    /// What it wrote to standard error, as text.
    var messages: String
  }

  /// Runs a program found on the `PATH`.
  ///
  /// - Parameters:
  ///   - environment: variables added to those of this process.
  /// - Returns: `nil` when the program cannot be started.
  static func run(_ words: [String], environment: [String: String] = [:]) -> Result? {
    // Two files instead of two pipes: nothing can block on a full pipe.
    guard let output = TemporaryFile(), let messages = TemporaryFile() else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.descriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, messages.descriptor, STDERR_FILENO)
    let variables = Self.environment(adding: environment)
    var process = pid_t()
    let failure = withCStrings(words) { arguments in
      withCStrings(variables) { posix_spawnp(&process, words[0], &actions, nil, arguments, $0) }
    }
    guard failure == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Result(
      status: exitCode(ofStatus: status), output: output.contents(),
      messages: String(decoding: messages.contents(), as: UTF8.self))
  }

  /// What a shell would say of the status that `waitpid` gave.
  static func exitCode(ofStatus status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// This process' environment with some variables added or replaced.
  static func environment(adding variables: [String: String]) -> [String] {
    var entries: [String] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(String(cString: entry))
      next += 1
    }
    return entries.filter { entry in !variables.keys.contains { entry.hasPrefix($0 + "=") } }
      + variables.map { "\($0)=\($1)" }
  }

  /// Hands the strings to C as an array that a null pointer ends.
  static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// An open file without a name.
private final class TemporaryFile {
  private let file: UnsafeMutablePointer<FILE>
  var descriptor: Int32 { fileno(file) }

  init?() {
    guard let file = tmpfile() else { return nil }
    self.file = file
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  func contents() -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  deinit { fclose(file) }
}
