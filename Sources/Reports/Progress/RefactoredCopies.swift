package import SourceModel

/// Which files of a tree count when some have a refactored copy beside them.
///
/// `apply` writes `foo_refactored.c` beside `foo.c` and leaves `foo.c` as it
/// was, so while both exist the tree holds every site twice. A report counts
/// the copy and not the original:
/// - sites and occurrences of `foo.c` are not counted while
///   `foo_refactored.c` exists in the same folder; what is left raw in `foo.c`
///   is what is raw in the copy;
/// - what the copy holds is shown under the original's name, because that is
///   the name it will have in the place of the original;
/// - a file called `foo_refactored.c` without a `foo.c` is an ordinary file.
///
/// The same holds for headers. A caller that knows which files are copies, or that
/// leaves originals out of the program's files, names the pairs itself.
package struct RefactoredCopies: Hashable, Sendable {
  private var originals: [FilePath: FilePath] = [:]
  private var copies: [FilePath: FilePath] = [:]

  /// - Parameters:
  ///   - files: every file in scope.
  ///   - known: copies by their originals, also of originals out of scope; `nil`
  ///     when names alone tell.
  package init(files: some Sequence<FilePath>, known: [FilePath: FilePath]? = nil) {
    if let known {
      copies = known
      originals = Dictionary(known.map { ($1, $0) }) { first, _ in first }
      return
    }
    let all = Set(files)
    for file in all {
      guard let original = file.unrefactored, all.contains(original) else {
        continue
      }
      originals[file] = original
      copies[original] = file
    }
  }

  /// How many originals have a copy.
  package var count: Int { copies.count }

  /// The copies, sorted.
  package var files: [FilePath] { originals.keys.sorted() }

  /// The refactored copy of a file; `nil` when it has none.
  package func copy(of file: FilePath) -> FilePath? { copies[file] }

  /// Whether the file's contents count: it has no copy that stands for it.
  package func counts(_ file: FilePath) -> Bool { copies[file] == nil }

  /// The name that the file is reported under: the original's for a copy.
  package func reported(_ file: FilePath) -> FilePath { originals[file] ?? file }
}
