extension MarkdownText {
  /// The document as GitHub-flavoured Markdown, with a newline at the end; its
  /// charts are Mermaid's, which GitHub and GitLab draw.
  package static func document(_ document: ReportDocument) -> String {
    let blocks = [.heading(1, document.title)] + document.blocks
    return blocks.map { lines($0).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private static func lines(_ block: ReportDocument.Block) -> [String] {
    switch block {
    case .heading(let level, let text):
      [String(repeating: "#", count: level) + " " + inline(text)]
    case .paragraph(let text): [start(text)]
    case .table(let content): table(content)
    case .code(let lines, let language): codeBlock(lines, language: language)
    case .bullets(let items): items.map { "- " + start($0) }
    case .numbered(let items):
      numbered(items.map { item in [start(item.text)] + item.blocks.flatMap(lines) })
    case .chart(let title, let slices):
      // Mermaid refuses slices of nothing.
      codeBlock(
        ["pie showData", "  title \(title)"]
          + slices.filter { $0.value > 0 }.map { "  \"\($0.name)\" : \($0.value)" },
        language: "mermaid")
    }
  }

  /// The text inside a line.
  static func inline(_ text: Prose) -> String { text.spans.map(span).joined() }

  /// The text at the start of a line or an item.
  private static func start(_ text: Prose) -> String {
    guard let first = text.spans.first, !first.isCode, !first.isBold else { return inline(text) }
    return lineStart(first.text) + text.spans.dropFirst().map(span).joined()
  }

  private static func span(_ span: Prose.Span) -> String {
    let text = span.isCode ? code(span.text) : escaped(span.text)
    return span.isBold ? bold(text) : text
  }
}
