package import SourceModel

extension CText {
  /// The first offset in `offset..<limit` at which no blank or line's end
  /// stands; `limit` when there is none.
  package func skipBlanks(from offset: Int, to limit: Int) -> Int {
    var offset = offset
    while offset < limit {
      let next = element(at: offset)
      guard next.kind == .blank || next.kind == .newline else { return offset }
      offset = next.end
    }
    return limit
  }

  /// `range` without the blanks and line's ends on either side.
  package func trimmed(_ range: ByteRange) -> ByteRange {
    let lower = skipBlanks(from: range.lower, to: range.upper)
    var upper = lower
    for element in elements(in: ByteRange(lower, range.upper))
    where element.kind != .blank && element.kind != .newline {
      upper = element.range.upper
    }
    return ByteRange(lower, upper)
  }

  /// What stands in `range`, in order.
  package func elements(in range: ByteRange) -> [(kind: Element, range: ByteRange)] {
    var result: [(kind: Element, range: ByteRange)] = []
    var offset = range.lower
    while offset < range.upper {
      let next = element(at: offset)
      result.append((next.kind, ByteRange(offset, min(next.end, range.upper))))
      offset = next.end
    }
    return result
  }

  /// The comments in `range`, in order.
  package func comments(in range: ByteRange) -> [ByteRange] {
    elements(in: range).filter { $0.kind == .comment }.map(\.range)
  }

  /// Whether the comment at `range` runs to its line's end.
  package func isLineComment(_ range: ByteRange) -> Bool {
    at(range.lower + 1) == UInt8(ascii: "/")
  }

  /// The offsets of the commas in `range` that stand in no parentheses: where
  /// the preprocessor sees the arguments of a macro end. Braces and brackets
  /// do not protect a comma from it.
  package func topLevelCommas(in range: ByteRange) -> [Int] {
    var depth = 0
    var result: [Int] = []
    for element in elements(in: range) where element.kind == .punctuator {
      switch bytes[element.range.lower] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: result.append(element.range.lower)
      default: break
      }
    }
    return result
  }

  /// Whether a preprocessor directive starts on one of the lines that begin
  /// in `range`.
  package func containsDirective(in range: ByteRange) -> Bool {
    var isAtLineStart = false
    for element in elements(in: range) {
      switch element.kind {
      case .newline: isAtLineStart = true
      case .blank, .comment: break
      case .punctuator where isAtLineStart && bytes[element.range.lower] == UInt8(ascii: "#"):
        return true
      default: isAtLineStart = false
      }
    }
    return false
  }

  /// The offset of the first line that is neither empty nor part of the
  /// comments at the top of the file; the byte order mark counts as comment.
  package func endOfLeadingComments() -> Int {
    var offset = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var line = offset
    while offset < bytes.count {
      let next = element(at: offset)
      switch next.kind {
      case .newline: line = next.end
      case .blank, .comment: break
      default: return line
      }
      offset = next.end
    }
    return line
  }

  /// The start of the first line that starts at or behind `offset`; the
  /// text's end when there is none.
  package func lineStart(atOrAfter offset: Int) -> Int {
    if offset == 0 || bytes.endsLine(at: offset - 1) { return offset }
    let end = (min(offset, bytes.count)..<bytes.count).first(where: bytes.endsLine)
    return end.map { $0 + 1 } ?? bytes.count
  }

  /// The line's end that the text uses before `offset`, else the one that it
  /// uses first, else a line feed.
  package func lineEnding(near offset: Int) -> String {
    let end =
      (0..<min(offset, bytes.count)).last(where: bytes.endsLine)
      ?? bytes.indices.first(where: bytes.endsLine)
    guard let end else { return "\n" }
    if bytes[end] == UInt8(ascii: "\r") { return "\r" }
    return at(end - 1) == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }
}
