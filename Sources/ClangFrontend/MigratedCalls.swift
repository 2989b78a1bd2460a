import SourceModel

/// The uses of the target's API in a unit's code, by where they stand.
final class MigratedCalls {
  /// One use.
  struct Call {
    var use: MigratedUse
    /// What it does with which of the arguments that are written.
    var function: FamilyFunction
    var syntax: CallSyntax
  }

  private let files: UnitFiles
  private let vocabulary: Frontend.Vocabulary
  private var found: [Int: [Int: Call]] = [:]

  init(files: UnitFiles, vocabulary: Frontend.Vocabulary) {
    self.files = files
    self.vocabulary = vocabulary
  }

  /// The use whose name begins at an offset; `nil` in files that are left out, and when
  /// its text does not tell what it does.
  func call(at offset: Int, in file: Int) -> Call? {
    if let known = found[file] { return known[offset] }
    var calls: [Int: Call] = [:]
    if files.files[file].isInScope {
      let reader = MigratedUseReader(
        path: files.files[file].path, lexed: files.lexed(file), target: vocabulary.target)
      for (use, syntax) in reader.calls() {
        guard let function = vocabulary.classifier.function(of: use) else { continue }
        calls[use.location.offset] = Call(use: use, function: function, syntax: syntax)
      }
    }
    found[file] = calls
    return calls[offset]
  }
}
