import CLibClang
import SourceModel

/// A macro expansion in a project file.
struct MacroExpansion {
  fileprivate let cursor: CXCursor
  /// From the macro's name to its last token: the closing parenthesis of a
  /// function-like macro's arguments.
  let range: ByteRange

  var name: String { cursor.spelling }

  init(_ cursor: CXCursor, range: ByteRange) {
    self.cursor = cursor
    self.range = range
  }
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
  /// The project's root.
  var root: String { cache.root }
  private(set) var files: [File] = []
  private var indices: [UnsafeMutableRawPointer: Int] = [:]
  private var standardHeaders: [UnsafeMutableRawPointer: Bool] = [:]
  private var skipped: [Int: [ByteRange]] = [:]
  private var outsideMacroCursors: [CXCursor] = []
  /// The tokens of the first of `files`, as far as they were asked for.
  private var lexedFiles: [LexedFile?] = []
  private var nesting: [Int: MacroNesting] = [:]
  /// The definitions of each macro in the first `macroFiles` files, those of one
  /// file together.
  private var macroDefinitions: [String: [(file: Int, macros: [Int])]] = [:]
  private var macroFiles = 0
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
    let path = path(of: file)
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

  /// Whether a file is a header of the C library.
  func isStandardHeader(_ file: CXFile) -> Bool {
    if let known = standardHeaders[file] { return known }
    let result = StandardHeaders.contains(String(disposing: clang_getFileName(file)))
    standardHeaders[file] = result
    return result
  }

  private func path(of file: CXFile) -> FilePath {
    cache.path(absolute(String(disposing: clang_getFileName(file))))
  }

  /// A name that may start at the compile command's working directory.
  func absolute(_ name: String) -> String {
    name.hasPrefix("/") ? name : directory + "/" + name
  }

  /// Whether a location stands in the unit's main file; for one in a macro, the
  /// expansion.
  func isInMainFile(_ location: CXSourceLocation) -> Bool { location.filePosition.file == mainFile }

  /// Whether a file is the unit's main one.
  func isMainFile(_ index: Int) -> Bool { self.index(of: mainFile) == index }

  private lazy var mainFile = clang_getFile(
    unit.raw, String(disposing: clang_getTranslationUnitSpelling(unit.raw)))

  /// The file and offset of a location in the project.
  func position(_ location: CXSourceLocation) -> (file: Int, offset: Int)? {
    let (file, offset) = location.filePosition
    return index(of: file).map { ($0, offset) }
  }

  /// The tokens of a file.
  func lexed(_ index: Int) -> LexedFile {
    if index < lexedFiles.count, let known = lexedFiles[index] { return known }
    let file = files[index]
    let result = lexed(file.handle, at: file.path)
    if index >= lexedFiles.count {
      lexedFiles += Array(repeating: nil, count: files.count - lexedFiles.count)
    }
    lexedFiles[index] = result
    return result
  }

  /// The tokens of a file inside or outside the project.
  func lexed(_ file: CXFile, at path: FilePath) -> LexedFile {
    cache.lexed(path) { LexedFile(unit: unit, file: file, names: names) }
  }

  /// What a file inside or outside the project held.
  func readFile(_ file: CXFile, at path: FilePath) -> ReadFile {
    cache.readFile(ReadFile.Key(path: path, modified: clang_getFileTime(file))) {
      ReadFile(unit.contents(of: file), at: path) { lexed(file, at: path) }
    }
  }

  /// The canonical path of an absolute name.
  func path(_ name: String) -> FilePath { cache.path(name) }

  func location(_ file: Int, _ offset: Int) -> SourceLocation {
    lexed(file).location(offset, in: files[file].path)
  }

  /// The ranges of a file that the preprocessor skipped, sorted.
  func skippedRanges(_ index: Int) -> [ByteRange] {
    if let known = skipped[index] { return known }
    let conditions = lexed(index).conditions
    let ranges = unit.skippedRanges(of: files[index].handle).flatMap { range in
      Self.skipped(ByteRange(range.lower, range.upper), conditions: conditions[range.lower] ?? [])
    }
    skipped[index] = ranges
    return ranges
  }

  /// What is left of a skipped range without the conditions in it that clang
  /// has read: a range that begins at an `#if` holds its condition and those of
  /// its `#elif`s up to the arm that is taken.
  private static func skipped(_ range: ByteRange, conditions: [ByteRange]) -> [ByteRange] {
    var rest = range
    var result: [ByteRange] = []
    for condition in conditions where range.contains(condition.lower) {
      if rest.lower < condition.lower { result.append(ByteRange(rest.lower, condition.lower)) }
      rest.lower = min(condition.upper, range.upper)
    }
    if rest.lower < rest.upper { result.append(rest) }
    return result
  }

  func isSkipped(_ file: Int, _ offset: Int) -> Bool {
    let ranges = skippedRanges(file)
    let position = ranges.partitioningIndex { $0.upper > offset }
    return position < ranges.count && ranges[position].contains(offset)
  }

  func record(_ expansion: MacroExpansion, in file: Int) {
    files[file].expansions[expansion.range.lower] = expansion
    nesting[file] = nil
  }

  func record(include: FilePath, at offset: Int, in file: Int) {
    files[file].includes[offset] = include
  }

  // MARK: Macros

  /// Where the macro of an expansion is defined; `nil` outside the project's
  /// files.
  func definition(of expansion: MacroExpansion) -> (file: Int, nameOffset: Int)? {
    position(clang_getCursorLocation(expansion.cursor.referenced)).map { ($0.file, $0.offset) }
  }

  /// The definition of a macro that is in force somewhere in the unit: the
  /// last one in the project's files that no skipped range holds.
  func activeMacro(named name: String) -> (file: Int, macro: Int)? {
    for (file, macros) in definitions(of: name) {
      let lexed = lexed(file)
      if let macro = macros.last(where: { !isSkipped(file, lexed.macros[$0].nameOffset) }) {
        return (file, macro)
      }
    }
    return nil
  }

  /// How many definitions of a macro there are in the project's files, skipped
  /// ranges aside.
  func countDefinitions(of name: String) -> Int {
    definitions(of: name).reduce(0) { count, definition in
      let lexed = lexed(definition.file)
      return count
        + definition.macros.count { !isSkipped(definition.file, lexed.macros[$0].nameOffset) }
    }
  }

  /// Whether a macro has one definition in the project's files, skipped ranges included.
  func isDefinedOnce(macro name: String) -> Bool {
    definitions(of: name).reduce(0) { $0 + $1.macros.count } == 1
  }

  /// The digests of the macros that have one definition, ascending.
  func fixedMacros() -> [UInt64] {
    readDefinitions()
    return macroDefinitions.values.compactMap { definitions in
      var only: UInt64?
      for (file, macros) in definitions {
        let lexed = lexed(file)
        for macro in macros where !isSkipped(file, lexed.macros[macro].nameOffset) {
          guard only == nil else { return nil }
          only = lexed.macros[macro].digest
        }
      }
      return only
    }.sorted()
  }

  /// The names that the unit replaces somewhere, of variables and members, and of what
  /// sizes call; ascending.
  func macroNames(among names: [String]) -> [String] {
    let hidden = Set(names).filter { name in
      activeMacro(named: name).map { lexed($0.file).macros[$0.macro].parameters == nil } ?? false
    }
    return hidden.union(["strlen"].filter { activeMacro(named: $0) != nil }).sorted()
  }

  private func definitions(of name: String) -> [(file: Int, macros: [Int])] {
    readDefinitions()
    return macroDefinitions[name] ?? []
  }

  private func readDefinitions() {
    while macroFiles < files.count {
      for (name, macros) in lexed(macroFiles).definitions {
        macroDefinitions[name, default: []].append((macroFiles, macros))
      }
      macroFiles += 1
    }
  }

  /// Whether what an object-like macro stands for needs no parentheses around it:
  /// it is one number or name, or has parentheses of its own.
  func isOperand(_ expansion: MacroExpansion) -> Bool {
    let (file, offset) = clang_getCursorLocation(expansion.cursor.referenced).filePosition
    // The compiler's own are numbers.
    guard let file else { return true }
    let lexed = lexed(file, at: path(of: file))
    guard let macro = lexed.macro(at: offset) else { return false }
    let body = lexed.macros[macro].body.filter { lexed.tokens[$0].kind != .comment }
    guard body.count == 1, let only = body.first else {
      return lexed.isParenthesised(lexed.macros[macro].body)
    }
    // Another macro's name may stand for a sum.
    return lexed.tokens[only].kind == .literal
  }

  /// The macro whose name is defined at an offset.
  func macro(at nameOffset: Int, in file: Int) -> Int? {
    lexed(file).macro(at: nameOffset)
  }

  /// The innermost function-like macro whose arguments hold the whole range.
  func macroArgument(holding range: ByteRange, in file: Int) -> String? {
    expansion(around: range, in: file)?.name
  }

  private func expansion(around range: ByteRange, in file: Int) -> MacroExpansion? {
    tree(of: file).innermost(around: range)
  }

  private func tree(of file: Int) -> MacroNesting {
    if let known = nesting[file] { return known }
    let tree = MacroNesting(files[file].expansions.values)
    nesting[file] = tree
    return tree
  }

  /// The outermost expansion that starts at an offset or whose arguments hold it.
  func outermostExpansion(at offset: Int, in file: Int) -> MacroExpansion? {
    tree(of: file).outermost(at: offset)
  }

  /// Notes a macro that is defined outside of the project.
  func noteOutside(macro: CXCursor) { outsideMacroCursors.append(macro) }

  /// Whether the unit defines a macro, somewhere, whose name is like that.
  func hasMacro(_ isMeant: (String) -> Bool) -> Bool {
    readDefinitions()
    return macroDefinitions.keys.contains(where: isMeant) || outsideMacros.contains(where: isMeant)
  }

  /// Whether the unit defines a macro of a name outside of the project.
  func isOutside(macro name: String) -> Bool { outsideMacros.contains(name) }

  private lazy var outsideMacros = Set(outsideMacroCursors.map(\.spelling))

  /// Whether a comma parts the arguments of a macro.
  func partsMacroArguments(_ comma: LexedFile.Token, in file: Int) -> Bool {
    let range = ByteRange(comma.lower, comma.upper)
    guard let expansion = expansion(around: range, in: file) else { return false }
    let lexed = lexed(file)
    let before = lexed.tokens(in: ByteRange(expansion.range.lower, comma.lower))
    let depth = lexed.tokens[before].reduce(0) { depth, token in
      depth + (lexed.isSpelled(token, "(") ? 1 : lexed.isSpelled(token, ")") ? -1 : 0)
    }
    return depth == 1
  }

  /// A project macro that may paste a token or make a string of it: the token is
  /// all of one of its arguments. Where it stands in an expression the string is
  /// one for people.
  func macroRespelling(token: Int, in file: Int) -> String? {
    guard let name = lexed(file).callee(ofArgument: token), let macro = activeMacro(named: name),
      lexed(macro.file).macros[macro.macro].parameters != nil
    else { return nil }
    return macroRespelling(argumentsOf: macro.macro, in: macro.file)
  }

  /// The macro itself or one that its body names, if it pastes tokens or makes
  /// strings of them.
  private func macroRespelling(argumentsOf macro: Int, in file: Int) -> String? {
    for next in macrosNamed(by: macro, in: file).macros {
      let lexed = lexed(next.file)
      let definition = lexed.macros[next.macro]
      let respells = definition.body.contains {
        lexed.isSpelled(lexed.tokens[$0], "##") || lexed.isSpelled(lexed.tokens[$0], "#")
      }
      if respells { return definition.name }
    }
    return nil
  }

  /// A macro and those that its body and theirs name, and the other names in their
  /// bodies.
  func macrosNamed(
    by macro: Int, in file: Int
  ) -> (macros: [(file: Int, macro: Int)], others: Set<String>) {
    var seen: Set<String> = []
    var others: Set<String> = []
    var macros = [(file: file, macro: macro)]
    var next = 0
    while next < macros.count {
      let lexed = lexed(macros[next].file)
      let definition = lexed.macros[macros[next].macro]
      next += 1
      for index in definition.body where lexed.tokens[index].kind == .identifier {
        let name = lexed.identifier(lexed.tokens[index])
        guard definition.parameters?.contains(name) != true, seen.insert(name).inserted else {
          continue
        }
        if let inner = activeMacro(named: name) {
          macros.append(inner)
        } else {
          others.insert(name)
        }
      }
    }
    return (macros, others)
  }

  /// Whether neither end of a range comes out of a macro.
  func isSpelled(_ range: ByteRange, in file: Int) -> Bool {
    [range.lower, range.upper - 1].allSatisfy {
      files[file].expansions[$0] == nil
        && macroArgument(holding: ByteRange($0, $0 + 1), in: file) == nil
    }
  }
}
