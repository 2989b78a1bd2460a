/// A file's path as the project's users write it: relative to the project's
/// root with `/` separators when the file lies inside it, absolute otherwise.
///
/// The string is the identity: two paths are the same file only if their
/// strings are equal, so producers canonicalise (no `.`/`..`, links resolved)
/// before they make one.
package struct FilePath: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The path's text.
  package let string: String

  /// Wraps an already canonical path.
  package init(_ string: String) { self.string = string }

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

  package static func < (left: FilePath, right: FilePath) -> Bool { left.string < right.string }

  package init(from decoder: any Decoder) throws {
    string = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(string)
  }
}
