package import SourceModel

/// What `finalize` did, or would do.
package struct FinalizeReport: Hashable, Sendable {
  /// A copy that takes its original's place.
  package struct Pair: Hashable, Sendable {
    package var original: FilePath
    package var copy: FilePath

    package init(original: FilePath, copy: FilePath) {
      self.original = original
      self.copy = copy
    }
  }

  /// Sorted by original.
  package var copies: [Pair]
  /// Other sources, whose includes name originals again.
  package var includers: [FilePath]
  /// Build files, which name originals again.
  package var buildFiles: [FilePath]
  package var isPreview: Bool
  /// Files that should have been changed and were not.
  package var unwritten: [ApplySummary.UnwrittenFile] = []

  package init(
    copies: [Pair], includers: [FilePath], buildFiles: [FilePath], isPreview: Bool
  ) {
    self.copies = copies
    self.includers = includers
    self.buildFiles = buildFiles
    self.isPreview = isPreview
  }

  /// What there is to say of an original that has changed since its copy was made.
  package static func changed(_ original: FilePath, copy: FilePath) -> String {
    "\(original) has changed since its copy \(copy) was made: bring the change into the copy, "
      + "then touch it, or remove it and apply again"
  }

  /// A line a file, and what to do next.
  package var text: String {
    var lines = copies.map { pair in
      isPreview
        ? "\(pair.original): would get the contents of \(pair.copy), which would go"
        : "\(pair.original): has the contents of \(pair.copy), which is gone"
    }
    lines += (includers + buildFiles).map {
      "\($0): \(isPreview ? "would name" : "names") the originals again"
    }
    lines += unwritten.map { "\($0.file): not changed: \($0.reason)" }
    lines.append(
      isPreview
        ? "nothing was written"
        : "\(Wording.count(copies.count, "original")) replaced; 'allocmigrate revert' brings them back"
    )
    return lines.map { TerminalText.printable($0) + "\n" }.joined()
  }
}
