import CLibClang
import SourceModel

/// Turns one parsed unit into facts.
final class UnitReader {
  private let files: UnitFiles
  private let declarations: DeclarationTable
  private let callees: CalleeTable
  private let migrated: MigratedUses
  private let flow: FlowBuilder
  private let sites: SiteCollector
  private let vocabulary: Frontend.Vocabulary
  private let depth: FactsDepth
  private let inputs: InputReader
  /// The functions that the unit defines, with the bytes that they take up.
  private var definitions: [(cursor: CXCursor, file: FilePath, range: ByteRange)] = []

  init(
    unit: TranslationUnit, directory: String, headerFolders: [String], cache: SharedCache,
    vocabulary: Frontend.Vocabulary, depth: FactsDepth,
    isInScope: @escaping @Sendable (FilePath) -> Bool
  ) {
    self.vocabulary = vocabulary
    self.depth = depth
    files = UnitFiles(
      unit: unit, directory: directory, cache: cache, names: vocabulary.names,
      isInScope: isInScope)
    inputs = InputReader(files: files, folders: headerFolders)
    declarations = DeclarationTable(files: files, families: vocabulary.families)
    callees = CalleeTable(files: files, declarations: declarations)
    migrated = MigratedUses(files: files, vocabulary: vocabulary)
    flow = FlowBuilder(files: files, declarations: declarations, migrated: migrated)
    sites = SiteCollector(files: files, declarations: declarations, flow: flow)
  }

  /// The unit's facts.
  ///
  /// - Parameter source: the main file's canonical path.
  func facts(source: FilePath) -> FileFacts {
    registerFiles()
    readTopLevel()
    sites.collectExpanded()
    let diagnostics = DiagnosticReader(unit: files.unit, files: files)
    let errors = diagnostics.errors()
    flow.facts.brokenFunctions = broken(by: errors)
    let classifier = OccurrenceClassifier(
      files: files, sites: sites, expanded: ExpandedMacros(files),
      names: Set(vocabulary.families.keys), errors: errors)
    flow.facts.nodes = declarations.nodes
    var facts = FileFacts(source: source)
    facts.occurrences = classifier.occurrences()
    facts.files = files.files.map(\.path).sorted()
    facts.sites = sites.sites()
    facts.skipped = skipped()
    facts.diagnostics = errors + sites.hidden + redefinitions()
    facts.missingHeaders = diagnostics.missingHeaders()
    facts.migrated = files.files.indices.flatMap(migrated.uses)
    facts.includes = includes()
    facts.wrappers = WrapperFinder(facts: flow.facts).wrappers().filter {
      !isShipped($0.location.file)
    }
    facts.flow = flow.facts
    facts.flow.trim()
    facts.inputs = inputs.read(missingHeaders: facts.missingHeaders)
    return facts
  }

  /// The functions that an error stands in, and those that the walk did not
  /// understand.
  private func broken(by errors: [Diagnostic]) -> [String] {
    var result = Set(flow.facts.brokenFunctions)
    for error in errors {
      guard let location = error.location else { continue }
      for function in definitions where function.file == location.file {
        guard function.range.contains(location.offset) else { continue }
        result.insert(declarations.usr(ofDefinition: function.cursor))
      }
    }
    return result.sorted()
  }

  // MARK: Files

  private func registerFiles() {
    clang_getInclusions(
      files.unit.raw,
      { file, _, _, data in
        guard let data else { return }
        _ = Unmanaged<UnitFiles>.fromOpaque(data).takeUnretainedValue().index(of: file)
      }, Unmanaged.passUnretained(files).toOpaque())
  }

  /// Whether a file is one of the runtime's own.
  private func isShipped(_ file: FilePath) -> Bool {
    vocabulary.shippedFolder.map { ("/" + file.directory).hasSuffix("/" + $0) } ?? false
  }

  /// The program's own macros that have names of the runtime.
  private func redefinitions() -> [Diagnostic] {
    guard vocabulary.shippedFolder != nil else { return [] }
    return files.files.indices.flatMap { index -> [Diagnostic] in
      let file = files.files[index]
      guard file.isInScope, !isShipped(file.path) else { return [] }
      let lexed = files.lexed(index)
      return lexed.macros.compactMap { macro in
        guard vocabulary.target[macro.name] != nil, !files.isSkipped(index, macro.nameOffset) else {
          return nil
        }
        return Diagnostic(
          severity: .warning, location: files.location(index, macro.nameOffset),
          message: "\(macro.name) is a macro of the program and of the runtime: let the rules "
            + "give the runtime's names another beginning ('target: {prefix: ACME_}')")
      }
    }
  }

  private func skipped() -> [FilePath: [ByteRange]] {
    var result: [FilePath: [ByteRange]] = [:]
    for (index, file) in files.files.enumerated() where file.isInScope {
      let ranges = files.skippedRanges(index)
      if !ranges.isEmpty { result[file.path] = ranges }
    }
    return result
  }

  private func includes() -> [FilePath: IncludeFacts] {
    var result: [FilePath: IncludeFacts] = [:]
    for file in files.files.indices {
      var includes = files.lexed(file).includes
      for index in includes.directives.indices {
        let offset = includes.directives[index].range.lower
        includes.directives[index].resolved = files.files[file].includes[offset]
      }
      result[files.files[file].path] = includes
    }
    return result
  }

  // MARK: The top level

  /// Two passes: declarations can only be read when all expansions are known.
  private func readTopLevel() {
    let collector = TopLevel(reader: self)
    clang_visitChildren(
      files.unit.cursor,
      { cursor, _, data in
        guard let data else { return CXChildVisit_Break }
        Unmanaged<TopLevel>.fromOpaque(data).takeUnretainedValue().visit(cursor)
        return CXChildVisit_Continue
      }, Unmanaged.passUnretained(collector).toOpaque())
    if depth == .flow { declarations.readLinkerNames(of: collector.declarations) }
    for cursor in collector.declarations { readDeclaration(cursor) }
    guard depth == .flow else { return }
    flow.addOtherNames(of: collector.declarations)
    flow.addUnions()
    flow.addLibraryPointers()
    flow.addLasting()
  }

  private final class TopLevel {
    private unowned let reader: UnitReader
    var declarations: [CXCursor] = []

    init(reader: UnitReader) { self.reader = reader }

    func visit(_ cursor: CXCursor) {
      switch cursor.kind {
      case CXCursor_MacroDefinition:
        if reader.files.position(clang_getCursorLocation(cursor)) == nil {
          reader.files.noteOutside(macro: cursor)
        }
      case CXCursor_MacroExpansion: reader.readExpansion(cursor)
      case CXCursor_InclusionDirective: reader.readInclusion(cursor)
      default:
        if reader.files.position(clang_getCursorLocation(cursor)) != nil {
          declarations.append(cursor)
        }
      }
    }
  }

  private func readExpansion(_ cursor: CXCursor) {
    let extent = clang_getCursorExtent(cursor)
    guard let (file, offset) = files.position(clang_getRangeStart(extent)) else { return }
    let range = ByteRange(offset, clang_getRangeEnd(extent).fileOffset)
    files.record(MacroExpansion(cursor, range: range), in: file)
  }

  private func readInclusion(_ cursor: CXCursor) {
    guard let (file, offset) = files.position(cursor.start),
      let included = files.index(of: clang_getIncludedFile(cursor))
    else { return }
    files.record(include: files.files[included].path, at: offset, in: file)
  }

  // MARK: Declarations

  private func readDeclaration(_ cursor: CXCursor) {
    switch cursor.kind {
    case CXCursor_FunctionDecl:
      if case .function(let function) = declarations.declaration(of: cursor), function.family != nil
      {
        sites.noteDeclaration(cursor)
      }
      guard clang_isCursorDefinition(cursor) != 0 else { return }
      if let (file, start) = files.position(cursor.start) {
        definitions.append(
          (cursor, files.files[file].path, ByteRange(start, cursor.end.fileOffset)))
      }
      depth == .flow ? followFunction(cursor) : countFunction(cursor)
    case CXCursor_VarDecl:
      if depth == .flow { flow.noteVariable(cursor) }
      if depth == .sites, !UseSurvey(of: cursor, callees: callees).usesFamily { return }
      let tree = SyntaxTree(root: cursor)
      guard tree.nodes.count > 1 else { return }
      flow.addVariable(tree)
      sites.collect(from: tree, enclosingFunction: "")
    case CXCursor_StructDecl, CXCursor_UnionDecl:
      if depth == .flow { flow.addRecord(cursor) }
    default: break
    }
  }

  private func followFunction(_ cursor: CXCursor) {
    let tree = SyntaxTree(root: cursor)
    flow.addFunction(tree)
    sites.collect(from: tree, enclosingFunction: cursor.spelling)
  }

  /// Reads the sites of a function and the calls that it makes; the flow only
  /// where it may be a wrapper.
  private func countFunction(_ cursor: CXCursor) {
    let survey = UseSurvey(of: cursor, callees: callees)
    guard survey.usesFamily else { return count(survey.calls, in: cursor) }
    let tree = SyntaxTree(root: cursor)
    let function = flow.enterFunction(tree)
    if let function, WrapperFinder.mayWrap(function, calls: survey.callCount) {
      flow.followBody()
    } else {
      count(survey.calls, in: cursor)
    }
    sites.collect(from: tree, enclosingFunction: cursor.spelling)
  }

  private func count(_ calls: [UseSurvey.Call], in function: CXCursor) {
    guard !calls.isEmpty else { return }
    let usr = function.usr
    for call in calls {
      guard let (file, offset) = files.position(call.location) else { continue }
      flow.facts.calls.append(
        .counted(
          call.callee.usr, call.callee.spelling, in: usr, at: files.location(file, offset)))
    }
  }
}
