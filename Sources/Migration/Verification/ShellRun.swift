import Glibc

/// A shell command of the user's that runs under limits, its output in a file.
///
/// It gets a process group of its own. When it has ended, what is left of it is
/// ended too: the group, and every process that still carries the mark which the
/// command's environment has been given.
package struct ShellRun: Sendable {
  /// What the command may use.
  package struct Limits: Sendable {
    /// Wall time in seconds.
    package var seconds: Int
    /// The largest size of each watched file in bytes.
    package var fileSize: Int

    package init(seconds: Int, fileSize: Int = 2 << 30) {
      self.seconds = seconds
      self.fileSize = fileSize
    }
  }

  /// How a command came to its end.
  enum Ending: Hashable, Sendable {
    /// With this code; 128 and more for a signal.
    case exited(Int32)
    /// It was stopped at the limit of so many seconds.
    case timedOut(Int)
    /// It was stopped because this file had grown beyond the limit.
    case outputTooLarge(path: String)
  }

  var ending: Ending
  var seconds: Double

  /// The variable that marks the processes of one stage.
  private static let mark = "ALLOCMIGRATE_STAGE"
  /// How long a group may take to end after SIGTERM, in microseconds.
  private static let grace: UInt32 = 2_000_000
  private static let pause: UInt32 = 20_000

  /// Runs the command by `sh -c` and waits for it.
  ///
  /// - Parameters:
  ///   - stage: the folder whose path marks the processes, and that holds their
  ///     temporary files.
  ///   - log: where output and errors go; replaced.
  ///   - watched: more files whose size counts, such as the runtime's log.
  ///   - observe: called a few times a second with the seconds so far.
  static func run(
    _ command: String, in directory: String, environment: [String: String], stage: String,
    log: String, watched: [String] = [], limits: Limits, observe: (Int) -> Void
  ) throws(MigrationError) -> ShellRun {
    let start = now()
    let temporary = stage + "/tmp"
    try FileSystem.makeDirectory(temporary)
    let process = try spawn(
      command, in: directory,
      environment: environment.merging([mark: stage, "TMPDIR": temporary]) { $1 }, log: log)
    defer { endMarked(stage) }
    var waits = 0
    while true {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        kill(-process, SIGKILL)
        return ShellRun(
          ending: .exited(Subprocess.exitCode(ofStatus: status)), seconds: now() - start)
      }
      do throws(MigrationError) {
        try Interruption.check()
      } catch {
        end(process)
        throw error
      }
      let seconds = now() - start
      var ending: Ending?
      if Int(seconds) >= limits.seconds { ending = .timedOut(limits.seconds) }
      for path in [log] + watched {
        guard let size = FileSystem.status(path)?.size, size > limits.fileSize else { continue }
        ending = .outputTooLarge(path: path)
      }
      if let ending {
        end(process)
        return ShellRun(ending: ending, seconds: now() - start)
      }
      if waits % 10 == 0 { observe(Int(seconds)) }
      waits += 1
      usleep(pause)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func spawn(
    _ command: String, in directory: String, environment: [String: String], log: String
  ) throws(MigrationError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o666)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that whoever started us blocks or ignores: a shell waits for SIGCHLD.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = ["sh", "-c", #"cd -- "$1" && exec sh -c "$2""#, "sh", directory, command]
    let variables = Subprocess.environment(adding: environment)
    var process = pid_t()
    let failure = Subprocess.withCStrings(words) { arguments in
      Subprocess.withCStrings(variables) {
        posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, $0)
      }
    }
    guard failure == 0 else {
      throw .unreadable(path: "/bin/sh", reason: String(cString: strerror(failure)))
    }
    return process
  }

  /// Ends a group: first by SIGTERM, so that compilers remove what they have begun.
  private static func end(_ process: pid_t) {
    kill(-process, SIGTERM)
    var status: Int32 = 0
    var hasEnded = false
    var waited: UInt32 = 0
    // The shell goes at once; what it has started may need a moment longer.
    while waited < grace, !hasEnded || kill(-process, 0) == 0 {
      if !hasEnded { hasEnded = waitpid(process, &status, WNOHANG) == process }
      usleep(pause)
      waited += pause
    }
    kill(-process, SIGKILL)
    if !hasEnded { waitpid(process, &status, 0) }
  }

  /// Kills processes that left the group but carry the mark, and waits until they
  /// are gone.
  private static func endMarked(_ stage: String) {
    let wanted = Array("\(mark)=\(stage)".utf8)
    var waited: UInt32 = 0
    // A process that forks while the list is read is found in the next round.
    while killMarked(wanted), waited < grace {
      usleep(pause)
      waited += pause
    }
  }

  /// Whether there was a process with the mark to kill.
  private static func killMarked(_ wanted: [UInt8]) -> Bool {
    var isFound = false
    for name in (try? FileSystem.names(in: "/proc")) ?? [] {
      guard let process = pid_t(name), process != getpid(),
        let environment = try? FileSystem.read("/proc/\(name)/environ"),
        environment.split(separator: 0).contains(where: { $0.elementsEqual(wanted) })
      else { continue }
      kill(process, SIGKILL)
      isFound = true
    }
    return isFound
  }

  /// The last lines of a log, control characters and all; empty for none.
  static func tail(of log: String, lines: Int = 15) -> [String] {
    let descriptor = open(log, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    let start = max(0, size - 16_384)
    var bytes = [UInt8](repeating: 0, count: Int(size - start))
    let count = pread(descriptor, &bytes, bytes.count, start)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .split(separator: "\n").suffix(lines).map(String.init)
  }
}
