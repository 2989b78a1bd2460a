/// Text for a terminal: widths, colours and what must not reach it.
package enum TerminalText {
  /// A colour or weight, by its role in a report.
  package enum Style: Sendable {
    case plain, heading, good, warning, bad, faint

    fileprivate var code: String {
      switch self {
      case .plain: ""
      case .heading: "1"
      case .good: "32"
      case .warning: "33"
      case .bad: "31"
      case .faint: "2"
      }
    }
  }

  /// The text in the style, as ANSI escape sequences.
  package static func styled(_ text: String, _ style: Style, color: Bool) -> String {
    guard color, style != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(style.code)m\(text)\u{1B}[0m"
  }

  /// The text with control characters as `\xHH`, so that a file's name cannot
  /// steer the terminal.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { scalar in
      guard isControl(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }

  /// The printable text on one line: line breaks and tabs are blanks.
  package static func oneLine(_ text: String) -> String {
    printable(
      text.split(whereSeparator: \.isNewline).joined(separator: " ")
        .split(separator: "\t", omittingEmptySubsequences: false).joined(separator: " "))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// How many terminal cells the text takes.
  package static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text cut to at most `width` cells, with `...` for what is cut: the end,
  /// or the start where the end tells more, as in a path.
  package static func clipped(_ text: String, to width: Int, keepsEnd: Bool) -> String {
    guard self.width(text) > width else { return text }
    var kept: [Character] = []
    var used = 3
    for character in keepsEnd ? Array(text.reversed()) : Array(text) {
      let next = self.width(String(character))
      if used + next > max(width, 3) { break }
      used += next
      kept.append(character)
    }
    return keepsEnd ? "..." + String(kept.reversed()) : String(kept) + "..."
  }
}
