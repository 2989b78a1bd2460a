/// For a person at a terminal: problems as compilers print them, then tables.
package struct VerifyText: VerifyFormat {
  package let name = "text"
  package let summary = "diagnostics as compilers print them and tables, for people"

  package init() {}

  package func render(_ report: VerifyReport, options: RenderOptions) -> [UInt8] {
    var lines = report.problems.flatMap { Self.lines($0, options) }
    if !lines.isEmpty { lines.append("") }
    let style: TerminalText.Style = report.isRight ? .good : .bad
    lines.append(TerminalText.styled(report.headline, style, color: options.color))
    for step in report.steps where !step.isGood {
      lines.append("  \(step.work.rawValue) of the \(step.tree.rawValue) copy: \(step.outcome)")
      lines += step.tail.map { "    | " + TerminalText.printable($0) }
      if let log = step.log { lines.append("    the whole output: \(log)") }
    }
    lines += report.bisectionLines.map { "  " + TerminalText.printable($0) }
    lines += report.notes.map { "  note: " + TerminalText.printable($0) }
    for (title, note, noun, table) in report.tables {
      lines += ["", TerminalText.styled(title, .heading, color: options.color), "  " + note]
      lines += TerminalTable(table, options: options).lines(noun: noun, completeIn: "json")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func lines(
    _ problem: VerifyReport.Problem, _ options: RenderOptions
  ) -> [String] {
    func line(
      _ place: VerifyReport.Place?, _ word: String, _ style: TerminalText.Style, _ text: String
    ) -> String {
      let start = place.map { TerminalText.printable($0.description) } ?? "allocmigrate"
      return TerminalText.styled(start + ":", .heading, color: options.color) + " "
        + TerminalText.styled(word + ":", style, color: options.color) + " "
        + TerminalText.printable(text)
    }
    let text = "\(VerifyReport.text(problem)) [\(problem.kind)]"
    return [line(problem.place, "error", .bad, text)]
      + problem.trail.map { line($0.place ?? problem.place, "note", .faint, $0.text) }
  }
}
