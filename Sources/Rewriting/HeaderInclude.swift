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
  /// another, it goes behind the last one before that call.
  ///
  /// - Parameter firstUse: the offset before which the header must be there.
  package func edit(before firstUse: Int) -> Edit? {
    let limit = min(firstUse, source.bytes.count)
    let proposed = min(facts.insertionOffset, source.bytes.count)
    let before = facts.directives.filter { $0.range.upper <= limit }
    let groups = source.conditionals(at: before.map(\.range.lower))
    let base = source.conditionals(at: [proposed]).first ?? []
    let certain = zip(before, groups).filter { base.starts(with: $0.1) }.map(\.0)
    if certain.contains(where: { $0.name == header }) { return nil }
    var offset = source.lineStart(atOrAfter: proposed)
    if offset > limit {
      offset =
        certain.last.map { source.lineStart(atOrAfter: $0.range.upper) }
        ?? source.endOfLeadingComments()
    }
    if offset == 0 { offset = source.startOfText }
    return Edit(inserting: line(at: offset), at: offset, as: .prefix)
  }

  private func line(at offset: Int) -> String {
    let name = isSystemHeader ? "<\(header)>" : "\"\(header)\""
    let ending = source.lineEnding(near: offset)
    let isLineStart =
      offset == source.startOfText || source.at(offset - 1) == UInt8(ascii: "\n")
    return isLineStart ? "#include \(name)\(ending)" : "\(ending)#include \(name)"
  }
}

extension CText {
  /// The offset behind the UTF-8 byte order mark, if there is one.
  package var startOfText: Int { bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0 }
}
