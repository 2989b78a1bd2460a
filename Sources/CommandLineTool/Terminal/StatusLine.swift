import Synchronization

/// A line on standard error that says what is being done. Draws nothing unless
/// standard error is a terminal.
final class StatusLine: Sendable {
  private let terminal: Terminal
  private let isDrawn = Mutex(false)

  init(terminal: Terminal) { self.terminal = terminal }

  /// Replaces the line. Callable from any thread.
  func show(_ text: String) {
    guard terminal.showsProgress else { return }
    isDrawn.withLock { isDrawn in
      isDrawn = true
      terminal.draw("\r\(text)\u{1B}[K")
    }
  }

  /// Takes the line off the screen.
  func clear() {
    isDrawn.withLock { isDrawn in
      if isDrawn { terminal.draw("\r\u{1B}[K") }
      isDrawn = false
    }
  }
}
