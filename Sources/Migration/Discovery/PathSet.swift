import SourceModel

/// Some of a project's files, named by globs: a path is in the set when it or a
/// folder above it matches one.
package struct PathSet: Sendable {
  private let globs: [Glob]

  /// - Parameter patterns: globs of paths relative to the project's root; a `/`
  ///   at the end is ignored.
  package init(_ patterns: [String]) {
    globs = patterns.map { Glob($0.hasSuffix("/") ? String($0.dropLast()) : $0) }
  }

  /// Whether there is no pattern, so that no path is in the set.
  package var isEmpty: Bool { globs.isEmpty }

  /// Whether a path relative to the root is in the set.
  package func contains(_ path: String) -> Bool {
    if globs.isEmpty { return false }
    var end = path.endIndex
    while true {
      let part = String(path[..<end])
      if globs.contains(where: { $0.matches(part) }) { return true }
      guard let slash = part.lastIndex(of: "/") else { return false }
      end = slash
    }
  }
}
