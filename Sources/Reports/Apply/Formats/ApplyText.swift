/// The summary for a person at a terminal.
package struct ApplyText: ApplyFormat {
  package let name = "text"
  package let summary = "aligned tables, for people"

  package init() {}

  package func render(_ summary: ApplySummary, options: RenderOptions) -> [UInt8] {
    let style: TerminalText.Style = summary.unwritten.isEmpty ? .good : .bad
    var lines = [TerminalText.styled(summary.headline, style, color: options.color)]
    for (title, noun, table) in summary.tables {
      lines += ["", TerminalText.styled(title, .heading, color: options.color)]
      lines += TerminalTable(table, options: options).lines(
        noun: (noun, noun + "s"), completeIn: "json")
    }
    lines += ["", TerminalText.styled("Next", .heading, color: options.color)]
    lines += summary.nextSteps.map { "  - " + TerminalText.printable($0) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
