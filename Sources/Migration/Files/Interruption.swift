import Glibc
import Synchronization

/// The signal that asked the process to end; 0 while none has.
private let received = Atomic<Int32>(0)

/// What is to be removed before a signal ends the process.
private let temporary = Mutex<[String]>([])

/// Wakes the thread that removes it: a handler may not.
private nonisolated(unsafe) let waking = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

/// Ctrl-C and its like, turned into an error that staged trees can be removed on.
package enum Interruption {
  /// From now on the first SIGINT, SIGTERM or SIGHUP is only noted; a second one
  /// of the same kind ends the process at once. One that is ignored stays ignored, as
  /// SIGHUP under `nohup`.
  package static func watch() {
    received.store(0, ordering: .relaxed)
    for signal in signals where disposition(of: signal) != ignored {
      handle(signal) { received.store($0, ordering: .relaxed) }
    }
  }

  /// Whether a signal has a handler, and which.
  private static func disposition(of signal: Int32) -> Int {
    var now = sigaction()
    sigaction(signal, nil, &now)
    return unsafeBitCast(now.__sigaction_handler.sa_handler, to: Int.self)
  }

  /// `SIG_DFL` and `SIG_IGN`, which Swift does not import.
  private static let (byDefault, ignored) = (0, 1)

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private static func handle(
    _ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND))
    sigaction(signal, &action, nil)
    // Whoever started the process may have blocked it.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    sigaddset(&unblocked, signal)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// Makes and fills a directory that is removed before one of the signals ends the
  /// process, unless it is watched or ignored. None ends it meanwhile.
  static func removing(
    _ make: () throws(MigrationError) -> String,
    filledBy fill: (String) throws(MigrationError) -> Void
  ) throws(MigrationError) -> String {
    _ = removal
    return try temporary.withLock { directories throws(MigrationError) in
      let directory = try make()
      directories.append(directory)
      do throws(MigrationError) {
        try fill(directory)
      } catch {
        TemporaryDirectory.remove(directory)
        throw error
      }
      return directory
    }
  }

  /// The thread that waits for a signal, and its handler.
  private static let removal: Void = {
    sem_init(waking, 0, 0)
    for signal in signals where disposition(of: signal) == byDefault {
      handle(signal) {
        received.store($0, ordering: .relaxed)
        sem_post(waking)
      }
    }
    // With the signals that are open now.
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        while sem_wait(waking) != 0 {}
        for directory in temporary.withLock({ $0 }) { TemporaryDirectory.remove(directory) }
        end(by: received.load(ordering: .relaxed))
      }, nil)
  }()

  /// Throws once a signal has come.
  static func check() throws(MigrationError) {
    let signal = received.load(ordering: .relaxed)
    if signal != 0 { throw .interrupted(signal: signal) }
  }

  /// Ends the process as the signal would have.
  package static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    raise(number)
    exit(128 + number)
  }
}
