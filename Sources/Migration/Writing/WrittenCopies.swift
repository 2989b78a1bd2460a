import SourceModel

/// What a project's journals say of refactored copies. They are read without the
/// lock, so that scans need not wait.
struct WrittenCopies {
  /// The digest of what each copy was made from, if it is known, by the copy.
  private var sources: [FilePath: Digest?] = [:]

  /// What the journals of a project say; nothing when they cannot be read.
  init(root: String) {
    guard let root = try? ProjectRoot(root) else { return }
    for journal in JournalStore.journals(in: root) {
      for entry in journal.entries {
        let path = FilePath(entry.target)
        if entry.written == nil {
          sources[path] = nil
        } else if entry.source != nil || entry.backup == nil || hold(path) {
          // Any other file was there before, and was edited in place.
          sources[path] = .some(entry.source ?? sources[path] ?? nil)
        }
      }
    }
  }

  /// All files that the tool wrote and has not removed.
  var files: some Sequence<FilePath> { sources.keys }

  /// Whether the tool wrote a file of this path, and has not removed it.
  func hold(_ copy: FilePath) -> Bool { sources[copy] != nil }

  /// The digest of the original that a copy was made from; `nil` when that is not
  /// known.
  func source(of copy: FilePath) -> Digest? { sources[copy] ?? nil }
}
