import CLibClang
import SourceModel

/// A macro expansion in a project file.
struct MacroExpansion {
  var name: String
  /// From the macro's name to its last token: the closing parenthesis of a
  /// function-like macro's arguments.
  var range: ByteRange
  /// Where the macro is defined; `nil` outside the project's files.
  var definition: (file: Int, nameOffset: Int)?
}

/// The project files that a unit reads, with their tokens, skipped ranges and
/// macro expansions.
final class UnitFiles {
  struct File {
    let path: FilePath
    let handle: CXFile
    /// Whether its sites count; its flow facts do in any case.
    let isInScope: Bool
    /// The macro expansions that start in the file, by offset.
    var expansions: [Int: MacroExpansion] = [:]
    /// The files that its include directives read, by the directive's offset.
    var includes: [Int: FilePath] = [:]
  }

  let unit: TranslationUnit
  private(set) var files: [File] = []
  private var indices: [UnsafeMutableRawPointer: Int] = [:]
  private var skipped: [Int: [ByteRange]] = [:]
  private var lexedFiles: [Int: LexedFile] = [:]
  private let cache: SharedCache
  private let names: Set<String>
  private let isInScope: @Sendable (FilePath) -> Bool
  /// The compile command's working directory, which relative names start at.
  private let directory: String

  init(
    unit: TranslationUnit, directory: String, cache: SharedCache, names: Set<String>,
    isInScope: @escaping @Sendable (FilePath) -> Bool
  ) {
    self.unit = unit
    self.directory = directory
    self.cache = cache
    self.names = names
    self.isInScope = isInScope
  }

  /// The index of a file, or `nil` when it lies outside the project.
  func index(of file: CXFile?) -> Int? {
    guard let file else { return nil }
    if let known = indices[file] { return known < 0 ? nil : known }
    let name = String(disposing: clang_getFileName(file))
    let path = cache.path(name.hasPrefix("/") ? name : directory + "/" + name)
    guard path.isInProject else {
      indices[file] = -1
      return nil
    }
    // libclang can have several handles for one file.
    if let same = files.firstIndex(where: { $0.path == path }) {
      indices[file] = same
      return same
    }
    files.append(File(path: path, handle: file, isInScope: isInScope(path)))
    indices[file] = files.count - 1
    return files.count - 1
  }

  /// The file and offset of a location in the project.
  func position(_ location: CXSourceLocation) -> (file: Int, offset: Int)? {
    let (file, offset) = location.filePosition
    return index(of: file).map { ($0, offset) }
  }

  /// The tokens of a file.
  func lexed(_ index: Int) -> LexedFile {
    if let known = lexedFiles[index] { return known }
    let file = files[index]
    let result = cache.lexed(file.path) {
      LexedFile(unit: unit, file: file.handle, names: names) { file.includes[$0] }
    }
    lexedFiles[index] = result
    return result
  }

  func location(_ file: Int, _ offset: Int) -> SourceLocation {
    lexed(file).location(offset, in: files[file].path)
  }

  /// The ranges of a file that the preprocessor skipped, sorted.
  func skippedRanges(_ index: Int) -> [ByteRange] {
    if let known = skipped[index] { return known }
    // Clang's ranges begin at the `#` of the directive whose condition failed;
    // the condition itself was read.
    let ends = lexed(index).directiveEnds
    let ranges = unit.skippedRanges(of: files[index].handle).map {
      ByteRange(min(ends[$0.lower] ?? $0.lower, $0.upper), $0.upper)
    }
    skipped[index] = ranges
    return ranges
  }

  func isSkipped(_ file: Int, _ offset: Int) -> Bool {
    skippedRanges(file).contains { $0.contains(offset) }
  }

  func record(_ expansion: MacroExpansion, in file: Int) {
    files[file].expansions[expansion.range.lower] = expansion
  }

  func record(include: FilePath, at offset: Int, in file: Int) {
    files[file].includes[offset] = include
  }

  /// The definition of a macro that is in force somewhere in the unit: the
  /// last one in the project's files that no skipped range holds.
  func activeMacro(named name: String) -> (file: Int, macro: Int)? {
    for file in files.indices {
      let lexed = lexed(file)
      if let macro = lexed.macros.lastIndex(where: {
        $0.name == name && !isSkipped(file, $0.nameOffset)
      }) {
        return (file, macro)
      }
    }
    return nil
  }

  /// The innermost function-like macro whose arguments hold the whole range.
  func macroArgument(holding range: ByteRange, in file: Int) -> String? {
    files[file].expansions.values
      .filter { $0.range.lower < range.lower && range.upper < $0.range.upper }
      .min { $0.range.count < $1.range.count }?.name
  }
}
