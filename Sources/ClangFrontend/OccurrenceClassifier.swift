import CLibClang
import SourceModel

/// Explains every token of a unit's files that spells a family function's name, or another
/// name by which it is used.
struct OccurrenceClassifier {
  let files: UnitFiles
  let sites: SiteCollector
  let expanded: ExpandedMacros
  /// The names to explain, the families' functions.
  let names: Set<String>
  /// Clang's errors, to say what an unexplained token is near to.
  let errors: [Diagnostic]

  func occurrences() -> [Occurrence] {
    let tokens = sites.tokens
    let spelled = files.files.indices.filter { files.files[$0].isInScope }.flatMap { file in
      files.lexed(file).candidates.filter { names.contains($0.name) }.map {
        occurrence($0, file, tokens)
      }
    }
    return spelled + tokens.compactMap(aliased).sorted { $0.location < $1.location }
  }

  private typealias Tokens = [SiteCollector.Token: SiteCollector.Outcome]

  /// The use of a function by another name; `nil` if the token spells its own.
  private func aliased(_ token: SiteCollector.Token, _ outcome: SiteCollector.Outcome)
    -> Occurrence?
  {
    // A token of a name that the rules know is among the candidates.
    guard let alias = outcome.alias, !names.contains(alias) else { return nil }
    var result = Occurrence(
      name: outcome.name, location: files.location(token.file, token.offset), category: .call,
      alias: alias)
    switch outcome.form {
    case .call: break
    case .addressTaken: result.category = .addressTaken
    case .macroBody: (result.category, result.expansions) = (.macroBody, outcome.uses)
    }
    return result
  }

  private func occurrence(
    _ candidate: LexedFile.Candidate, _ file: Int, _ tokens: Tokens
  ) -> Occurrence {
    let token = SiteCollector.Token(file: file, offset: candidate.offset)
    var result = Occurrence(
      name: candidate.name, location: files.location(file, candidate.offset),
      category: .unexplained)
    // What stands in a skipped arm is inactive, whatever it would be.
    if tokens[token] == nil, files.isSkipped(file, candidate.offset) {
      result.category = .inactive
      return result
    }
    switch candidate.position {
    case .macroName: result.category = .shadowed
    case .directive: result.category = .directive
    case .macroBody(let macro):
      result.expansions = tokens[token]?.uses ?? 0
      result.category = isMember(candidate, file) ? .shadowed : .macroBody
      if tokens[token] == nil, sites.isAlias((file, macro)) { result.category = .declaration }
      if tokens[token] == nil, result.category == .macroBody, expanded.contains((file, macro)),
        files.activeMacro(named: candidate.name) != nil
      {
        (result.category, result.reason) = (.shadowed, "a macro of that name")
      }
    case .code:
      (result.category, result.reason) = inCode(candidate, token, file, tokens)
    }
    return result
  }

  private func inCode(
    _ candidate: LexedFile.Candidate, _ token: SiteCollector.Token, _ file: Int, _ tokens: Tokens
  ) -> (Occurrence.Category, String) {
    switch tokens[token]?.form {
    case .call, .macroBody: return (.call, "")
    case .addressTaken: return (.addressTaken, "")
    case nil: break
    }
    if sites.declarationTokens.contains(token) { return (.declaration, "") }
    if isMember(candidate, file) { return (.shadowed, "a member of that name") }
    if isInAttribute(candidate, file) { return (.shadowed, "part of an attribute") }
    return fromCursor(candidate, file)
  }

  /// Whether the token stands behind `.` or `->`.
  private func isMember(_ candidate: LexedFile.Candidate, _ file: Int) -> Bool {
    let lexed = files.lexed(file)
    let before = lexed.tokens[..<candidate.token].last { $0.kind != .comment }
    return before.map { lexed.isSpelled($0, ".") || lexed.isSpelled($0, "->") } ?? false
  }

  /// Whether the token stands in `__attribute__((…))` or `[[…]]`, of which
  /// libclang has no cursors to ask.
  private func isInAttribute(_ candidate: LexedFile.Candidate, _ file: Int) -> Bool {
    let lexed = files.lexed(file)
    var depth = 0
    // An attribute is not longer than this.
    for index in (max(0, candidate.token - 100)..<candidate.token).reversed() {
      let token = lexed.tokens[index]
      if token.kind == .comment { continue }
      if lexed.isSpelled(token, ")") || lexed.isSpelled(token, "]") { depth += 1 }
      if lexed.isSpelled(token, ";") || lexed.isSpelled(token, "}") { return false }
      if lexed.isSpelled(token, "[") {
        if depth == 0 { return index > 0 && lexed.isSpelled(lexed.tokens[index - 1], "[") }
        depth -= 1
      }
      if lexed.isSpelled(token, "(") {
        if depth == 0, index > 0, isAttribute(lexed, index - 1) { return true }
        depth = max(0, depth - 1)
      }
    }
    return false
  }

  private func isAttribute(_ lexed: LexedFile, _ index: Int) -> Bool {
    let token = lexed.tokens[index]
    return lexed.isSpelled(token, "__attribute__") || lexed.isSpelled(token, "__attribute")
  }

  /// Asks clang what stands at a token that no walk of the code came across.
  private func fromCursor(
    _ candidate: LexedFile.Candidate, _ file: Int
  ) -> (Occurrence.Category, String) {
    let handle = files.files[file].handle
    let location = clang_getLocationForOffset(files.unit.raw, handle, UInt32(candidate.offset))
    let cursor = clang_getCursor(files.unit.raw, location)
    if cursor.kind == CXCursor_FunctionDecl, cursor.spelling == candidate.name {
      let isOwn = clang_getCursorLinkage(cursor) == CXLinkage_Internal
      return isOwn ? (.shadowed, "a function of the file's own") : (.declaration, "")
    }
    if cursor.kind == CXCursor_MacroExpansion, cursor.spelling == candidate.name {
      return (.shadowed, "a macro of that name")
    }
    let range = ByteRange(candidate.offset, candidate.offset + candidate.name.utf8.count)
    if let macro = files.macroArgument(holding: range, in: file) {
      return (.discarded, "an argument that macro \(macro) drops")
    }
    if names(cursor, candidate.name) { return (.shadowed, description(cursor)) }
    return (.unexplained, reason(near: candidate.offset, in: file))
  }

  /// Whether a cursor declares or refers to something else of this name.
  private func names(_ cursor: CXCursor, _ name: String) -> Bool {
    guard clang_isInvalid(cursor.kind) == 0, cursor.spelling == name else { return false }
    return clang_isDeclaration(cursor.kind) != 0 || clang_isReference(cursor.kind) != 0
      || clang_isExpression(cursor.kind) != 0 || cursor.kind == CXCursor_LabelStmt
      || cursor.kind == CXCursor_GotoStmt
  }

  private func description(_ cursor: CXCursor) -> String {
    let kind = String(disposing: clang_getCursorKindSpelling(cursor.kind))
    return "the name of something else (\(kind))"
  }

  private func reason(near offset: Int, in file: Int) -> String {
    let path = files.files[file].path
    let nearest = errors.filter { $0.location?.file == path }
      .min { distance($0, offset) < distance($1, offset) }
    if let nearest, let location = nearest.location {
      return "parse error at \(location): \(nearest.message)"
    }
    return "clang compiled nothing here; not a call, a declaration or a macro"
  }

  private func distance(_ diagnostic: Diagnostic, _ offset: Int) -> Int {
    abs((diagnostic.location?.offset ?? Int.max / 2) - offset)
  }
}
