import Glibc

/// Where a command's results, notes and messages go.
///
/// Results go to standard output, everything else to standard error, so that a
/// pipe carries results alone.
package struct Terminal: Sendable {
  /// Writes bytes somewhere; throws `TerminalError`.
  package typealias Sink = @Sendable ([UInt8]) throws -> Void

  private let results: Sink
  private let messages: Sink
  /// Whether results may carry colours.
  package var colorsResults: Bool
  /// Whether messages may carry colours.
  package var colorsMessages: Bool
  /// Whether a progress bar may be drawn.
  package var showsProgress: Bool
  package var isQuiet = false
  package var isVerbose = false
  /// Whether results go to a screen.
  package var isInteractive = false
  /// How many columns help may take.
  package var width: Int

  /// A terminal that writes to the given sinks, without colour or progress.
  package init(results: @escaping Sink, messages: @escaping Sink, width: Int = 80) {
    self.results = results
    self.messages = messages
    colorsResults = false
    colorsMessages = false
    showsProgress = false
    self.width = width
  }

  /// The process' own output and error.
  package static func standard() -> Terminal {
    var terminal = Terminal(
      results: { try writeAll($0, to: STDOUT_FILENO, name: "standard output") },
      // When nobody listens to the messages any more the work still counts.
      messages: { try? writeAll($0, to: STDERR_FILENO, name: "standard error") },
      width: columns())
    terminal.showsProgress = isatty(STDERR_FILENO) == 1
    terminal.isInteractive = isatty(STDOUT_FILENO) == 1
    return terminal
  }

  /// The terminal with `--color`, `-q` and `-v` applied.
  package func configured(by arguments: ParsedArguments) -> Terminal {
    var copy = self
    copy.isQuiet = arguments.has(GeneralOptions.quiet)
    copy.isVerbose = arguments.has(GeneralOptions.verbose)
    copy.showsProgress = showsProgress && !copy.isQuiet
    switch arguments[GeneralOptions.color] ?? .auto {
    case .always: (copy.colorsResults, copy.colorsMessages) = (true, true)
    case .never: (copy.colorsResults, copy.colorsMessages) = (false, false)
    case .auto:
      let isWanted = Self.environment("NO_COLOR") == nil && Self.environment("TERM") != "dumb"
      copy.colorsResults = isWanted && isatty(STDOUT_FILENO) == 1
      copy.colorsMessages = isWanted && isatty(STDERR_FILENO) == 1
    }
    return copy
  }

  /// Writes a result as it is.
  package func write(_ text: String) throws { try results(Array(text.utf8)) }

  /// Writes result bytes as they are.
  package func write(_ bytes: [UInt8]) throws { try results(bytes) }

  /// Says something that `-q` silences.
  package func note(_ text: String) {
    if !isQuiet { message(text) }
  }

  /// Says something that only `-v` wants.
  package func detail(_ text: String) {
    if isVerbose { message(text) }
  }

  /// Writes one line to standard error.
  package func message(_ text: String) { try? messages(Array((text + "\n").utf8)) }

  /// Writes to standard error without ending the line.
  func draw(_ text: String) { try? messages(Array(text.utf8)) }

  /// A non-empty environment variable.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private static func columns() -> Int {
    var size = winsize()
    if isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 20
    {
      return min(Int(size.ws_col), 100)
    }
    return environment("COLUMNS").flatMap { Int($0) }.map { min(max($0, 40), 100) } ?? 80
  }
}

/// Standard output that cannot be written.
package enum TerminalError: Error, Equatable {
  /// The reader has gone, as `head` does: nothing to complain about.
  case closed
  /// The system's reason, such as a full disk.
  case failed(name: String, reason: String)
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32, name: String) throws {
  try bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        throw TerminalError.closed
      } else if errno != EINTR {
        throw TerminalError.failed(name: name, reason: String(cString: strerror(errno)))
      }
    }
  }
}
