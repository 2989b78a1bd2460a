/// The plan for a person at a terminal.
package struct PlanText: PlanFormat {
  package let name = "text"
  package let summary = "aligned tables, for people"

  package init() {}

  package func render(_ plan: PlanReport, options: RenderOptions) -> [UInt8] {
    var lines = [plan.headline]
    for (title, note, table) in plan.tables {
      lines += ["", TerminalText.styled(title, .heading, color: options.color), "  \(note)"]
      lines += TerminalTable(table, options: options).lines(
        noun: ("class", "classes"), completeIn: "json")
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
