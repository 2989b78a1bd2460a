import Glibc
import Synchronization

/// The signal that asked the process to end; 0 while none has.
private let received = Atomic<Int32>(0)

/// Ctrl-C and its like, turned into an error that staged trees can be removed on.
package enum Interruption {
  /// From now on the first SIGINT, SIGTERM or SIGHUP is only noted; a second one
  /// of the same kind ends the process at once.
  package static func watch() {
    received.store(0, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { received.store($0, ordering: .relaxed) }
    action.sa_flags = SA_RESTART | Int32(bitPattern: UInt32(SA_RESETHAND))
    // Whoever started the process may have blocked them.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      sigaction(signal, &action, nil)
      sigaddset(&unblocked, signal)
    }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

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
