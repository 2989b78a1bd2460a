import CLibClang
import SourceModel

/// Reads a file that no compile command covers, by its tokens alone.
struct TokenReader {
  let path: FilePath
  let vocabulary: Frontend.Vocabulary

  /// The file's facts: every family name in it is uncovered.
  func facts(_ unit: TranslationUnit) -> FileFacts {
    var facts = FileFacts(source: path, files: [path])
    guard
      let file = clang_getFile(
        unit.raw, String(disposing: clang_getTranslationUnitSpelling(unit.raw)))
    else { return facts }
    let lexed = LexedFile(unit: unit, file: file, names: vocabulary.names)
    facts.occurrences = lexed.candidates.filter { vocabulary.families[$0.name] != nil }.map {
      Occurrence(
        name: $0.name, location: lexed.location($0.offset, in: path), category: .uncovered)
    }
    facts.migrated = MigratedUseReader(path: path, lexed: lexed, target: vocabulary.target).uses()
      .map(\.use)
    facts.includes = [path: lexed.includes]
    facts.inputs = UnitInputs(files: [path: Digest(lexed.bytes)])
    return facts
  }
}
