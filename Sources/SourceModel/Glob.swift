/// Shell patterns over paths and names, with the meaning that `.gitignore`
/// gives them: `*` and `?` stay inside a path component, `**` crosses
/// components, `[a-z]` and `[!a-z]` are sets, `\` quotes.
package struct Glob: Sendable {
  private let pattern: [UInt8]

  package init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  /// Whether the whole of `text` matches.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { match(pattern[...], $0[...]) }
  }

  private func match(_ pattern: ArraySlice<UInt8>, _ text: Slice<UnsafeBufferPointer<UInt8>>)
    -> Bool
  {
    var pattern = pattern
    var text = text
    while let head = pattern.first {
      switch head {
      case UInt8(ascii: "*"): return matchStar(pattern, text)
      case UInt8(ascii: "?"):
        guard let byte = text.popFirst(), byte != UInt8(ascii: "/") else { return false }
        pattern.removeFirst()
      case UInt8(ascii: "["):
        guard let byte = text.first, let rest = Self.matchSet(pattern, byte) else { return false }
        text.removeFirst()
        pattern = rest
      default:
        if head == UInt8(ascii: "\\"), pattern.count > 1 { pattern.removeFirst() }
        guard let byte = text.popFirst(), byte == pattern.first else { return false }
        pattern.removeFirst()
      }
    }
    return text.isEmpty
  }

  private func matchStar(
    _ pattern: ArraySlice<UInt8>, _ text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    let stars = pattern.prefix { $0 == UInt8(ascii: "*") }.count
    var rest = pattern.dropFirst(stars)
    let crosses = stars > 1
    // `**/` also stands for no folder at all.
    if crosses, rest.first == UInt8(ascii: "/") {
      if match(rest.dropFirst(), text) { return true }
      rest = pattern.dropFirst(stars)
    }
    var text = text
    while true {
      if match(rest, text) { return true }
      guard let byte = text.popFirst(), crosses || byte != UInt8(ascii: "/") else { return false }
    }
  }

  /// The pattern after a set that admits `byte`; `nil` when it does not.
  private static func matchSet(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> ArraySlice<UInt8>? {
    var rest = pattern.dropFirst()
    let negated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if negated { rest.removeFirst() }
    var admitted = false
    var isFirst = true
    while let low = rest.first, isFirst || low != UInt8(ascii: "]") {
      isFirst = false
      rest.removeFirst()
      if rest.count > 1, rest.first == UInt8(ascii: "-"),
        rest.dropFirst().first != UInt8(ascii: "]")
      {
        rest.removeFirst()
        let high = rest.removeFirst()
        if low <= byte, byte <= high { admitted = true }
      } else if low == byte {
        admitted = true
      }
    }
    guard rest.first == UInt8(ascii: "]"), admitted != negated else { return nil }
    return rest.dropFirst()
  }
}
