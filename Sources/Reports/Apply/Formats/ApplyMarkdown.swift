/// The summary for a pull request.
package struct ApplyMarkdown: ApplyFormat {
  package let name = "markdown"
  package let summary = "tables for a pull request (GitHub-flavoured)"

  package init() {}

  package func render(_ summary: ApplySummary, options: RenderOptions) -> [UInt8] {
    var lines = ["# Migration Summary", "", MarkdownText.escaped(summary.headline + ".")]
    for (title, _, table) in summary.tables {
      lines += ["", "## \(title)", ""] + MarkdownText.table(table)
    }
    lines += ["", "## Next Steps", ""]
    lines += MarkdownText.numbered(
      summary.nextSteps.map { [MarkdownText.prose(Wording.sentence($0))] })
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
