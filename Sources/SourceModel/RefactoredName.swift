extension FilePath {
  /// `src/foo_refactored.c` of `src/foo.c`, and of itself; a name without extension
  /// gets the word at its end.
  package var refactored: FilePath {
    let (stem, ending) = stemAndEnding
    return stem.hasSuffix(Self.word) ? self : sibling(stem + Self.word + ending)
  }

  /// `src/foo.c` of `src/foo_refactored.c`; `nil` when it is not the name of a copy.
  package var unrefactored: FilePath? {
    let (stem, ending) = stemAndEnding
    guard stem.hasSuffix(Self.word), stem != Self.word else { return nil }
    return sibling(stem.dropLast(Self.word.count) + ending)
  }

  private static let word = "_refactored"

  /// The parts of the last component around its last dot, which is none of the first.
  private var stemAndEnding: (stem: Substring, ending: Substring) {
    let name = lastComponent
    let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
    return (name[..<dot], name[dot...])
  }

  private func sibling(_ name: some StringProtocol) -> FilePath {
    FilePath((directory.isEmpty ? "" : directory + "/") + name)
  }
}
