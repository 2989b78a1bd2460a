/// Pieces of GitHub-flavoured Markdown, with what users wrote escaped.
package enum MarkdownText {
  /// Where a piece of code stands, which decides what can be written there.
  package enum Context: Sendable {
    case running
    /// In a table's cell, where `|` ends the cell even inside a code span.
    case cell
  }

  private static let special = Set<Character>("\\`*[]<&|~$")

  /// The text so that it is read as it is spelled; line breaks become blanks.
  package static func escaped(_ text: String) -> String {
    let characters = Array(TerminalText.oneLine(text))
    var result = ""
    for (index, character) in characters.enumerated() {
      if special.contains(character) {
        result.append("\\")
      } else if character == "_", !isInsideWord(characters, index) {
        result.append("\\")
      }
      result.append(character)
    }
    return result
  }

  /// Escaped text for the start of a line or a list item, where some characters
  /// would begin a quotation, a heading or a list.
  package static func lineStart(_ text: String) -> String {
    let text = escaped(text)
    guard let first = text.first else { return "" }
    if "#+->=".contains(first) { return "\\" + text }
    let rest = text.drop(while: \.isNumber)
    guard rest.startIndex > text.startIndex, let mark = rest.first, ".)".contains(mark) else {
      return text
    }
    return text[..<rest.startIndex] + "\\" + rest
  }

  /// Text of our own in which backticks mark code: the code stays code, the
  /// rest is escaped.
  package static func prose(_ text: String) -> String {
    inline(Prose(marked: text))
  }

  /// The text in a fixed-width font; empty for empty text.
  package static func code(_ text: String, in context: Context = .running) -> String {
    let text = TerminalText.oneLine(text)
    guard !text.isEmpty else { return "" }
    if context == .cell, text.contains("|") { return htmlCode(text) }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsPadding =
      text.hasPrefix("`") || text.hasSuffix("`")
      || (text.hasPrefix(" ") && text.hasSuffix(" "))
    let padding = needsPadding ? " " : ""
    return fence + padding + text + padding + fence
  }

  /// A block of code in the language, its lines as they are.
  package static func codeBlock(_ lines: [String], language: String) -> [String] {
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + language] + lines + [fence]
  }

  /// A numbered list; the further lines of an item are put inside it.
  package static func numbered(_ items: [[String]]) -> [String] {
    items.enumerated().flatMap { index, lines in
      let marker = "\(index + 1). "
      let indent = String(repeating: " ", count: marker.count)
      return lines.enumerated().map { line, text in
        line == 0 ? marker + text : text.isEmpty ? "" : indent + text
      }
    }
  }

  /// The table's lines.
  package static func table(_ table: ReportTable) -> [String] {
    let header = table.columns.map { escaped($0.title) }
    let rule = table.columns.map { $0.isNumber ? "---:" : "---" }
    let rows = table.rows.map { $0.map { cell($0) } }
    let total = table.total.map { [$0.map { bold(cell($0)) }] } ?? []
    return ([header, rule] + rows + total).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// Already escaped text in bold; empty for empty text.
  package static func bold(_ text: String) -> String {
    text.isEmpty ? "" : "**" + text + "**"
  }

  private static func cell(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let text): escaped(text)
    case .code(let text): code(text, in: .cell)
    case .codes(let items, let limit):
      Wording.cell(items.map { code($0, in: .cell) }, limit: limit)
    case .number(let value): Wording.number(value)
    case .empty: ""
    }
  }

  private static func isInsideWord(_ characters: [Character], _ index: Int) -> Bool {
    func isWord(_ index: Int) -> Bool {
      guard characters.indices.contains(index) else { return false }
      let character = characters[index]
      return character.isLetter || character.isNumber
    }
    return isWord(index - 1) && isWord(index + 1)
  }

  /// Inside a table's code span nothing can spell a backslash before a pipe, so
  /// entities have to.
  private static func htmlCode(_ text: String) -> String {
    var result = "<code>"
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "|": result += "&#124;"
      case "\\": result += "&#92;"
      case "`": result += "&#96;"
      case "*": result += "&#42;"
      case "_": result += "&#95;"
      case "[": result += "&#91;"
      case "]": result += "&#93;"
      case "~": result += "&#126;"
      default: result.append(character)
      }
    }
    return result + "</code>"
  }

  private static func longestRun(of wanted: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
