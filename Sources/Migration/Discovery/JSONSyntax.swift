/// Finds the first place at which a text is not JSON (RFC 8259), for messages
/// about files that another reader has refused.
struct JSONSyntax {
  /// What is wrong and where; line and column count from 1, columns in bytes.
  struct Problem: Error, Hashable {
    var line: Int
    var column: Int
    var message: String
  }

  /// The first problem of `bytes`, or `nil` when they are JSON.
  static func problem(in bytes: [UInt8]) -> Problem? {
    var syntax = JSONSyntax(bytes: bytes)
    do throws(Problem) {
      try syntax.readAll()
      return nil
    } catch {
      return error
    }
  }

  private let bytes: [UInt8]
  private var offset = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The deepest nesting that is taken; a compile database needs three levels,
  /// and its other readers have no limit but their stack.
  private static let deepest = 100

  /// Containers that are still open, as their closing bytes.
  private var open: [UInt8] = []

  private mutating func readAll() throws(Problem) {
    skipBlanks()
    try readValue()
    while let closing = open.last {
      skipBlanks()
      switch current {
      case closing:
        open.removeLast()
        offset += 1
      case UInt8(ascii: ","):
        offset += 1
        skipBlanks()
        try readMember(closing)
      default:
        throw problem("expected ',' or '\(Character(UnicodeScalar(closing)))'")
      }
    }
    skipBlanks()
    if current != nil { throw problem("text behind the end of the value") }
  }

  /// A value, or the opening of a container and its first member.
  private mutating func readValue() throws(Problem) {
    switch current {
    case UInt8(ascii: "["): try open(UInt8(ascii: "]"))
    case UInt8(ascii: "{"): try open(UInt8(ascii: "}"))
    case UInt8(ascii: "\""): try readString()
    case nil: throw problem("the text ends where a value is expected")
    default: try readWord()
    }
  }

  private mutating func open(_ closing: UInt8) throws(Problem) {
    if open.count == Self.deepest { throw problem("nested more than \(Self.deepest) levels deep") }
    offset += 1
    open.append(closing)
    skipBlanks()
    if current != closing { try readMember(closing) }
  }

  private mutating func readMember(_ closing: UInt8) throws(Problem) {
    if closing == UInt8(ascii: "}") {
      guard current == UInt8(ascii: "\"") else { throw problem("expected a key in quotes") }
      try readString()
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw problem("expected ':'") }
      offset += 1
      skipBlanks()
    }
    try readValue()
  }

  private mutating func readString() throws(Problem) {
    let start = offset
    offset += 1
    while let byte = current, byte != UInt8(ascii: "\"") {
      if byte < 0x20 { throw problem("a control character inside a string") }
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard current != nil else {
      offset = start
      throw problem("a string that does not end")
    }
    offset += 1
  }

  private mutating func readWord() throws(Problem) {
    let start = offset
    while let byte = current, Self.wordBytes.contains(byte) { offset += 1 }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    if ["true", "false", "null"].contains(word) || Double(word) != nil { return }
    offset = start
    throw problem("expected a value")
  }

  private static let wordBytes = Set("abcdefghijklmnopqrstuvwxyzE0123456789+-.".utf8)

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { offset += 1 }
  }

  private func problem(_ message: String) -> Problem {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return Problem(line: line, column: column, message: message)
  }
}
