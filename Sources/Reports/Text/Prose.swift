/// Text for people before it is Markdown or HTML: which parts are code or bold.
package struct Prose: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A run of characters that look alike.
  package struct Span: Hashable, Sendable {
    package var text: String
    package var isCode = false
    package var isBold = false
  }

  package var spans: [Span]

  /// Plain text.
  package init(_ text: String) { spans = text.isEmpty ? [] : [Span(text: text)] }

  package init(stringLiteral value: String) { self.init(value) }

  /// Text of our own in which backticks mark code.
  package init(marked text: String) {
    spans = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { Span(text: String($1), isCode: !$0.isMultiple(of: 2)) }
      .filter { !$0.text.isEmpty }
  }

  /// A piece of code or a path.
  package static func code(_ text: String) -> Prose {
    var prose = Prose(text)
    for index in prose.spans.indices { prose.spans[index].isCode = true }
    return prose
  }

  /// The same in bold.
  package var bold: Prose {
    var prose = self
    for index in prose.spans.indices { prose.spans[index].isBold = true }
    return prose
  }

  package static func + (left: Prose, right: Prose) -> Prose {
    var prose = left
    prose.spans += right.spans
    return prose
  }
}
