/// Reads the characters of a string literal of `char` as clang spells it: between quotes,
/// with escapes for what has no form of its own.
enum LiteralSpelling {
  /// The characters up to the first that is zero; `nil` for what is no such literal or no
  /// UTF-8.
  static func text(_ spelling: String) -> String? {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(spelling.utf8)
    guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
    var characters: [UInt8] = []
    var rest = bytes[1..<bytes.count - 1]
    while let next = rest.popFirst() {
      guard next == UInt8(ascii: "\\") else {
        characters.append(next)
        continue
      }
      guard let character = escaped(&rest) else { return nil }
      if character == 0 { break }
      characters.append(character)
    }
    return String(validating: characters, as: UTF8.self)
  }

  /// What stands behind a backslash: three octal digits or the letter of a character.
  private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let first = rest.popFirst() else { return nil }
    switch first {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): return first
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      var value = first - UInt8(ascii: "0")
      for _ in 0..<2 {
        guard let digit = rest.popFirst(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit)
        else { return nil }
        value = value * 8 + (digit - UInt8(ascii: "0"))
      }
      return value
    default: return nil
    }
  }
}
