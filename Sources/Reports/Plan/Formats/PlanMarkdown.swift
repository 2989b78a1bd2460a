/// The tables of the text format as GitHub-flavoured Markdown.
package struct PlanMarkdown: PlanFormat {
  package let name = "markdown"
  package let summary = "tables for a pull request (GitHub-flavoured)"

  package init() {}

  package func render(_ plan: PlanReport, options: RenderOptions) -> [UInt8] {
    var lines = ["# Migration Plan", "", MarkdownText.escaped(Wording.sentence(plan.headline))]
    for (title, note, table) in plan.tables {
      lines += ["", "## \(MarkdownText.escaped(title))", "", MarkdownText.escaped(note), ""]
      lines += MarkdownText.table(table)
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
