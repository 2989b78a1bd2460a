package import SourceModel

/// What a tree becomes when refactored copies take the places of their
/// originals.
package struct FinalizedTree: Sendable {
  /// A file with its new bytes.
  package struct File: Sendable {
    package var path: FilePath
    /// The file whose bytes it gets, includes led back: its copy, or itself.
    package var source: FilePath
    package var bytes: [UInt8]
  }

  /// Originals with their copies' contents, and files whose includes named a
  /// copy; sorted by path.
  package var files: [File] = []
  /// The copies, which then are gone; sorted.
  package var removed: [FilePath] = []
  /// Copies that cannot take their originals' places.
  package var diagnostics: [Diagnostic] = []
}

/// The inverse of `refactoredTree`: every copy's bytes go to its original, and
/// every include that names a copy names the original again.
///
/// - Parameters:
///   - copies: the copy of each original that has one.
///   - includes: of every file that the scan read.
///   - contents: the bytes of a file; `nil` when it cannot be read.
package func finalizedTree(
  copies: [FilePath: FilePath], includes: [FilePath: IncludeFacts],
  contents: (FilePath) -> [UInt8]?
) -> FinalizedTree {
  var tree = FinalizedTree(removed: copies.values.sorted())
  let originals = Dictionary(copies.map { ($1, $0) }) { first, _ in first }
  let includers = includes.filter { path, facts in
    path.isInProject && originals[path] == nil && copies[path] == nil
      && facts.directives.contains { $0.resolved.map { originals[$0] != nil } ?? false }
  }
  for source in (tree.removed + includers.keys).sorted() {
    guard let bytes = contents(source) else {
      tree.diagnostics.append(
        Diagnostic(
          severity: .error, message: "\(source) cannot be read; check its permissions"))
      continue
    }
    let (edits, problems) = leadBack(includes[source], of: source, bytes, originals: originals)
    tree.diagnostics += problems
    tree.files.append(
      .init(path: originals[source] ?? source, source: source, bytes: apply(edits, to: bytes)))
  }
  tree.files.sort { $0.path < $1.path }
  return tree
}

/// The edits that take the word out of the names of included copies.
private func leadBack(
  _ facts: IncludeFacts?, of path: FilePath, _ bytes: [UInt8], originals: [FilePath: FilePath]
) -> (edits: [TextEdit], problems: [Diagnostic]) {
  var edits: [TextEdit] = []
  var problems: [Diagnostic] = []
  let folder = path.directory.isEmpty ? "" : path.directory + "/"
  for directive in facts?.directives ?? [] {
    // In a skipped arm nothing is resolved; what stands beside is meant.
    let target = directive.resolved ?? FilePath(folder + directive.name)
    guard let original = originals[target] else { continue }
    guard let range = directive.lastComponent(target, in: bytes) else {
      problems.append(
        Diagnostic(
          severity: .error,
          message: "\(path): the include '\(directive.name)' reads \(target) by another name; "
            + "change it by hand"))
      continue
    }
    edits.append(TextEdit(range: range, bytes: Array(original.lastComponent.utf8)))
  }
  return (edits, problems)
}
