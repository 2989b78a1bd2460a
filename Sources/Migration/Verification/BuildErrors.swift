/// What a failed build's output says of its first error.
enum BuildErrors {
  private static let words = [
    ": error: ", ": fatal error: ", "undefined reference to", "multiple definition of",
    "CMake Error",
  ]

  /// The first error of a compiler or linker with what follows it, which a long
  /// build may have printed far from its end; the last lines if there is none.
  static func read(_ log: String, lines limit: Int = 15) -> [String] {
    var lines: [String] = []
    LogLines.read(log) { line in
      guard lines.count < limit else { return }
      let text = String(decoding: line.prefix(4096), as: UTF8.self)
      if !lines.isEmpty || words.contains(where: text.contains) { lines.append(text) }
    }
    return lines.isEmpty ? ShellRun.tail(of: log, lines: limit) : lines
  }
}
