import Synchronization

/// A file's path as the project's users write it: relative to the project's
/// root with `/` separators when the file lies inside it, absolute otherwise.
///
/// The string is the identity: two paths are the same file only if their
/// strings are equal, so producers canonicalise (no `.`/`..`, links resolved)
/// before they make one.
///
/// Millions of locations name a few hundred files, so a path is a number: that of
/// its string among all that the process has met.
package struct FilePath: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  private let number: Int32

  /// The path's text.
  package var string: String { Self.known.withLock { $0.strings[Int(number)] } }

  /// Wraps an already canonical path.
  package init(_ string: String) { number = Self.known.withLock { $0.number(of: string) } }

  private static let known = Mutex(Strings())

  /// The strings of all paths, and their numbers.
  private struct Strings {
    private(set) var strings: [String] = []
    private var numbers: [String: Int32] = [:]

    mutating func number(of string: String) -> Int32 {
      if let known = numbers[string] { return known }
      let number = Int32(strings.count)
      strings.append(string)
      numbers[string] = number
      return number
    }
  }

  /// Whether the file lies inside the project's root.
  package var isInProject: Bool { !string.hasPrefix("/") }

  /// The last component, `foo.c` of `src/foo.c`.
  package var lastComponent: String {
    guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")) else { return string }
    return String(string[string.utf8.index(after: slash)...])
  }

  /// Everything before the last `/`; empty for a file at the root.
  package var directory: String {
    guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(string[..<slash])
  }

  package var description: String { string }

  package static func < (left: FilePath, right: FilePath) -> Bool {
    left != right && left.string < right.string
  }

  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(string)
  }
}
