/// For a pull request.
package struct VerifyMarkdown: VerifyFormat {
  package let name = "markdown"
  package let summary = "tables for a pull request (GitHub-flavoured)"

  package init() {}

  package func render(_ report: VerifyReport, options: RenderOptions) -> [UInt8] {
    var lines = ["# Verification", "", MarkdownText.escaped(Wording.sentence(report.headline))]
    if !report.problems.isEmpty {
      lines += ["", "## Problems", ""]
      for problem in report.problems {
        let place = problem.place.map { MarkdownText.code($0.description) + ": " } ?? ""
        lines.append("- \(place)\(MarkdownText.escaped(VerifyReport.text(problem)))")
        for step in problem.trail {
          let place = step.place.map { MarkdownText.code($0.description) + ": " } ?? ""
          lines.append("  - \(place)\(MarkdownText.escaped(step.text))")
        }
      }
    }
    if !report.bisectionLines.isEmpty {
      lines += ["", "## Cause", ""]
      lines += report.bisectionLines.map { "- " + MarkdownText.escaped(Wording.sentence($0)) }
    }
    if !report.notes.isEmpty {
      lines += ["", "## Notes", ""]
      lines += report.notes.map { "- " + MarkdownText.escaped(Wording.sentence($0)) }
    }
    for (title, note, _, table) in report.tables {
      lines += ["", "## \(title)", "", MarkdownText.escaped(Wording.sentence(note)), ""]
      lines += MarkdownText.table(table)
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
