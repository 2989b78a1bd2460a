/// The report to put into a pull request: GitHub-flavoured Markdown with a
/// Mermaid chart, which GitHub and GitLab draw.
package struct ProgressMarkdown: ProgressFormat {
  package let name = "markdown"
  package let summary = "for a pull request (GitHub-flavoured, with a Mermaid chart)"

  package init() {}

  package func render(_ report: ProgressReport) -> [UInt8] {
    Array(MarkdownText.document(report.document).utf8)
  }
}
