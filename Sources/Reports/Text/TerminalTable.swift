/// Draws a table for a terminal: columns aligned, two blanks between them, the
/// widest text column cut where the terminal is too narrow.
package struct TerminalTable: Sendable {
  /// The blanks in front of every line.
  private static let indent = 2
  /// The blanks between two columns.
  private static let gap = 2
  /// The least width that a column is cut to.
  private static let leastWidth = 24

  private let table: ReportTable
  private let options: RenderOptions
  /// The titles of columns that there is no room for.
  private let dropped: [String]

  package init(_ table: ReportTable, options: RenderOptions) {
    var shown = table
    if let width = options.width {
      while Self.leastWidth(of: shown) > width,
        let last = shown.columns.lastIndex(where: \.isOptional)
      {
        shown = shown.keeping(shown.columns.indices.filter { $0 != last })
      }
    }
    self.table = shown
    self.options = options
    dropped = table.columns.map(\.title).filter { title in
      !shown.columns.contains { $0.title == title }
    }
  }

  /// The width that the table takes when its text is cut as far as it may be.
  private static func leastWidth(of table: ReportTable) -> Int {
    let widths = naturalWidths(of: table).enumerated().map { index, width in
      table.columns[index].isNumber ? width : min(width, leastWidth)
    }
    return indent + gap * (widths.count - 1) + widths.reduce(0, +)
  }

  private static func naturalWidths(of table: ReportTable) -> [Int] {
    let rows =
      [table.columns.map(\.title)] + (table.rows + [table.total ?? []]).map { $0.map(text) }
    return table.columns.indices.map { column in
      rows.lazy.filter { !$0.isEmpty }.map { TerminalText.width($0[column]) }.max() ?? 0
    }
  }

  /// The lines, header first. Rows beyond the limit are replaced by one line
  /// that counts them.
  ///
  /// - Parameters:
  ///   - noun: what a row is, and what several are, for that line.
  ///   - format: what `--format` calls the one that has all rows.
  package func lines(
    noun: (one: String, many: String), completeIn format: String
  ) -> [String] {
    let shown = options.rowLimit.map { Array(table.rows.prefix($0)) } ?? table.rows
    let header = table.columns.map { ReportTable.Cell.text($0.title) }
    let widths = fit()
    var lines = [TerminalText.styled(line(header, widths), .heading, color: options.color)]
    lines += shown.map { line($0, widths) }
    let hidden = table.rows.count - shown.count
    if hidden > 0 {
      let rows = Wording.count(hidden, "more " + noun.one, "more " + noun.many)
      let text = "... and \(rows) (--format \(format) has all)"
      lines.append(String(repeating: " ", count: Self.indent) + text)
    }
    if !dropped.isEmpty {
      let text = "(no room for: " + dropped.joined(separator: ", ") + ")"
      lines.append(String(repeating: " ", count: Self.indent) + text)
    }
    if let total = table.total {
      lines.append(TerminalText.styled(line(total, widths), .heading, color: options.color))
    }
    return lines
  }

  private static func text(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let text), .code(let text): TerminalText.printable(text)
    case .codes(let items, let limit): TerminalText.printable(Wording.list(items, limit: limit))
    case .number(let value): Wording.number(value)
    case .empty: ""
    }
  }

  private func fit() -> [Int] {
    var widths = Self.naturalWidths(of: table)
    guard let available = options.width else { return widths }
    let fixed = Self.indent + Self.gap * (widths.count - 1)
    var excess = fixed + widths.reduce(0, +) - available
    while excess > 0 {
      let flexible = widths.indices.filter { !table.columns[$0].isNumber }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.leastWidth
      else { break }
      let cut = min(excess, widths[widest] - Self.leastWidth)
      widths[widest] -= cut
      excess -= cut
    }
    return widths
  }

  private func line(_ cells: [ReportTable.Cell], _ widths: [Int]) -> String {
    let padded = cells.indices.map { column in
      var keepsEnd = false
      if case .code = cells[column] { keepsEnd = true }
      let cell = TerminalText.clipped(
        Self.text(cells[column]), to: widths[column], keepsEnd: keepsEnd)
      let blanks = String(repeating: " ", count: widths[column] - TerminalText.width(cell))
      return table.columns[column].isNumber ? blanks + cell : cell + blanks
    }
    var text =
      String(repeating: " ", count: Self.indent)
      + padded.joined(separator: String(repeating: " ", count: Self.gap))
    while text.last == " " { text.removeLast() }
    return text
  }
}
