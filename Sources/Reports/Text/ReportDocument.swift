/// A report for people before it is Markdown or HTML: both write the same one.
package struct ReportDocument: Hashable, Sendable {
  package var title: Prose
  package var blocks: [Block]

  /// A part that stands by itself.
  package indirect enum Block: Hashable, Sendable {
    /// A heading below the title, whose level is 1.
    case heading(Int, Prose)
    case paragraph(Prose)
    case table(ReportTable)
    /// Lines of code as they are.
    case code([String], language: String)
    case bullets([Prose])
    case numbered([Item])
    /// The parts of a whole.
    case chart(String, [Slice])
  }

  /// One item of a numbered list.
  package struct Item: Hashable, Sendable {
    package var text: Prose
    /// What belongs to it, below its text.
    package var blocks: [Block] = []
  }

  /// One part of a chart.
  package struct Slice: Hashable, Sendable {
    package var name: String
    package var value: Int
  }

  /// The blocks under a heading; nothing when there are none.
  package static func section(_ level: Int, _ title: Prose, _ blocks: [Block]) -> [Block] {
    blocks.isEmpty ? [] : [.heading(level, title)] + blocks
  }
}
