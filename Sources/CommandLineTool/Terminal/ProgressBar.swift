import Synchronization

/// A bar on standard error that says how much of a run is done. Draws nothing
/// unless standard error is a terminal.
final class ProgressBar: Sendable {
  private let terminal: Terminal
  private let title: String
  /// The tenths of a percent last drawn, so that a bar of 100,000 units does not
  /// write 100,000 lines; -1 before the first.
  private let drawn = Mutex(-1)

  init(_ title: String, terminal: Terminal) {
    self.title = title
    self.terminal = terminal
  }

  /// Shows that `done` of `total` are finished. Callable from any thread.
  func update(done: Int, total: Int) {
    guard terminal.showsProgress, total > 0 else { return }
    let share = done * 1000 / total
    drawn.withLock { last in
      guard share > last else { return }
      last = share
      let filled = share * 24 / 1000
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      terminal.draw("\r\(title) \(bar) \(done)/\(total)\u{1B}[K")
    }
  }

  /// Takes the bar off the screen.
  func clear() {
    drawn.withLock { last in
      if last >= 0 { terminal.draw("\r\u{1B}[K") }
      last = -1
    }
  }
}
