import SourceModel

/// The uses of the target's API in a unit's files, by where they stand.
final class MigratedUses {
  /// A use that is no part of a macro's body.
  struct Call {
    var use: MigratedUse
    /// What it does with which of the arguments that are written.
    var function: FamilyFunction
    var syntax: CallSyntax
  }

  private let files: UnitFiles
  private let vocabulary: Frontend.Vocabulary
  private var found: [Int: [MigratedUseReader.Found]] = [:]

  init(files: UnitFiles, vocabulary: Frontend.Vocabulary) {
    self.files = files
    self.vocabulary = vocabulary
  }

  /// The uses in a file that the preprocessor does not skip, in source order; none in
  /// files that are left out.
  func uses(in file: Int) -> [MigratedUse] {
    found(in: file).map(\.use).filter { !files.isSkipped(file, $0.location.offset) }
  }

  /// The use whose name begins at an offset; `nil` in files that are left out, and when
  /// its text does not tell what it does.
  func call(at offset: Int, in file: Int) -> Call? {
    let uses = found(in: file)
    let index = uses.partitioningIndex { $0.use.location.offset >= offset }
    guard index < uses.count, uses[index].use.location.offset == offset, !uses[index].isInMacro,
      let function = vocabulary.classifier.function(of: uses[index].use)
    else { return nil }
    return Call(use: uses[index].use, function: function, syntax: uses[index].syntax)
  }

  private func found(in file: Int) -> [MigratedUseReader.Found] {
    if let known = found[file] { return known }
    let uses =
      files.files[file].isInScope
      ? MigratedUseReader(
        path: files.files[file].path, lexed: files.lexed(file), target: vocabulary.target
      ).uses() : []
    found[file] = uses
    return uses
  }
}
