package import SourceModel

/// The `#include` of the target's header in one edited file.
package struct HeaderInclude: Sendable {
  package let source: CText
  /// The file's directives and the place that the front end proposes.
  package let facts: IncludeFacts
  /// The header's name without delimiters.
  package let header: String
  package let isSystemHeader: Bool

  package init(source: CText, facts: IncludeFacts?, target: Target) {
    self.source = source
    self.facts = facts ?? IncludeFacts(directives: [], insertionOffset: 0)
    self.header = target.header
    self.isSystemHeader = target.isSystemHeader
  }

  /// The line to insert; `nil` when the file includes the header already.
  ///
  /// The line goes behind the file's own includes. Where these go on behind
  /// the first call that needs it, as in files that end with including
  /// another, it goes behind the last one before that call; where the last one
  /// fills in an array or a function, behind the last one outside of braces.
  ///
  /// - Parameter firstUse: the offset before which the header must be there.
  package func edit(before firstUse: Int) -> Edit? {
    let limit = min(firstUse, source.bytes.count)
    let proposed = min(facts.insertionOffset, source.bytes.count)
    let base = source.surroundings(at: [proposed]).first ?? Surroundings()
    let before = facts.directives.filter { $0.range.upper <= limit }
    let certain = zip(before, source.surroundings(at: before.map(\.range.lower)))
      .filter { base.conditionals.starts(with: $0.1.conditionals) }
    if certain.contains(where: { $0.0.name == header }) { return nil }
    var offset = source.lineStart(atOrAfter: proposed)
    if offset > limit || base.braces > 0 {
      offset =
        certain.last { $0.1.braces == 0 }.map { source.lineStart(atOrAfter: $0.0.range.upper) }
        ?? source.endOfLeadingComments()
    }
    if offset == 0 { offset = source.startOfText }
    return Edit(inserting: line(at: offset), at: offset, as: .prefix)
  }

  private func line(at offset: Int) -> String {
    let name = isSystemHeader ? "<\(header)>" : "\"\(header)\""
    let ending = source.lineEnding(near: offset)
    let isLineStart =
      offset == source.startOfText || source.bytes.endsLine(at: offset - 1)
    return isLineStart ? "#include \(name)\(ending)" : "\(ending)#include \(name)"
  }
}

extension CText {
  /// The offset behind the UTF-8 byte order mark, if there is one.
  package var startOfText: Int { bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0 }
}
