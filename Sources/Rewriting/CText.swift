package import SourceModel

/// C source text as bytes, with the little lexical knowledge that editing
/// needs: what is a blank, a comment, a literal.
///
/// Bytes are never decoded, so any encoding that keeps ASCII passes through.
package struct CText: Sendable {
  /// What stands at an offset.
  package enum Element: Sendable {
    /// Spaces, tabs, carriage returns and backslash-newline splices.
    case blank
    case newline
    /// `/* */`, or `//` up to the line's end.
    case comment
    /// A string or character literal.
    case literal
    case identifier
    case number
    /// Any other single byte.
    case punctuator
  }

  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init(_ text: String) { self.bytes = Array(text.utf8) }

  /// The element that starts at `offset` and the offset behind it.
  ///
  /// - Parameter offset: less than the number of bytes.
  package func element(at offset: Int) -> (kind: Element, end: Int) {
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      return (bytes.endsLine(at: offset) ? .newline : .blank, offset + 1)
    case UInt8(ascii: "\\"):
      if let end = spliceEnd(offset) { return (.blank, end) }
      return (.punctuator, offset + 1)
    case UInt8(ascii: "/"):
      if let end = commentEnd(offset) { return (.comment, end) }
      return (.punctuator, offset + 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return (.literal, literalEnd(offset))
    case UInt8(ascii: "."):
      if at(offset + 1).map(Self.isDigit) == true { return (.number, numberEnd(offset)) }
      return (.punctuator, offset + 1)
    default: break
    }
    if Self.isBlank(byte) { return (.blank, offset + 1) }
    if Self.isDigit(byte) { return (.number, numberEnd(offset)) }
    if Self.isIdentifier(byte) {
      var end = offset + 1
      while let next = at(end), Self.isIdentifier(next) { end += 1 }
      return (.identifier, end)
    }
    return (.punctuator, offset + 1)
  }

  /// The byte at `offset`, `nil` outside the text.
  package func at(_ offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  /// The bytes of `range` as text; only for ranges known to be ASCII or UTF-8.
  package func string(_ range: ByteRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  /// The whole range of the text.
  package var range: ByteRange { ByteRange(0, bytes.count) }

  /// The offset behind a backslash that continues its line; `nil` for other bytes.
  func spliceEnd(_ offset: Int) -> Int? {
    guard bytes[offset] == UInt8(ascii: "\\") else { return nil }
    guard let next = at(offset + 1) else { return nil }
    if bytes.endsLine(at: offset + 1) { return offset + 2 }
    return next == UInt8(ascii: "\r") ? offset + 3 : nil
  }

  private func commentEnd(_ offset: Int) -> Int? {
    if at(offset + 1) == UInt8(ascii: "*") {
      var end = offset + 2
      while end < bytes.count {
        if bytes[end] == UInt8(ascii: "*"), at(end + 1) == UInt8(ascii: "/") { return end + 2 }
        end += 1
      }
      return end
    }
    guard at(offset + 1) == UInt8(ascii: "/") else { return nil }
    var end = offset + 2
    while end < bytes.count, !bytes.endsLine(at: end) { end = spliceEnd(end) ?? end + 1 }
    // A carriage return belongs to the line's end, not to the comment.
    if bytes[end - 1] == UInt8(ascii: "\r"), at(end) == UInt8(ascii: "\n") { end -= 1 }
    return end
  }

  /// An unterminated literal ends at its line's end: in a skipped arm an
  /// apostrophe is just an apostrophe.
  private func literalEnd(_ offset: Int) -> Int {
    let quote = bytes[offset]
    var end = offset + 1
    while let byte = at(end), !bytes.endsLine(at: end) {
      if byte == quote { return end + 1 }
      end = byte == UInt8(ascii: "\\") ? (spliceEnd(end) ?? min(end + 2, bytes.count)) : end + 1
    }
    return end
  }

  private func numberEnd(_ offset: Int) -> Int {
    var end = offset + 1
    while let byte = at(end) {
      let sign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let exponent = [UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "p"), UInt8(ascii: "P")]
      let isHexadecimal = at(offset + 1).map { $0 | 0x20 } == UInt8(ascii: "x")
      if sign, exponent.contains(bytes[end - 1]),
        !isHexadecimal || bytes[end - 1] | 0x20 == UInt8(ascii: "p")
      {
        end += 1
      } else if Self.isIdentifier(byte) || byte == UInt8(ascii: ".") {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0b || byte == 0x0c
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
  }

  /// Letters, digits, `_`, `$` and every byte beyond ASCII.
  private static func isIdentifier(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
      || (UInt8(ascii: "a") <= byte | 0x20 && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
