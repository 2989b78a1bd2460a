package import SourceModel

extension Terminal {
  /// Writes a diagnostic to standard error as compilers do:
  /// `file:line:col: error: …`, or `allocmigrate: error: …` without a place.
  package func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .note, isQuiet { return }
    let place = diagnostic.location.map { "\($0)" } ?? "allocmigrate"
    message("\(bold(place + ":")) \(colored(diagnostic.severity)) \(diagnostic.message)")
  }

  /// Writes a warning about the run as a whole.
  package func warn(_ text: String) { report(Diagnostic(severity: .warning, message: text)) }

  private func bold(_ text: String) -> String {
    colorsMessages ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  private func colored(_ severity: Diagnostic.Severity) -> String {
    let word = severity.rawValue + ":"
    guard colorsMessages else { return word }
    let color =
      switch severity {
      case .error: "31"
      case .warning: "35"
      case .note: "36"
      }
    return "\u{1B}[1;\(color)m\(word)\u{1B}[0m"
  }
}
