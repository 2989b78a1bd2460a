import SourceModel

/// Reads what the code of expansions is made of: the names, numbers and operators in
/// their arguments and in the bodies of the macros that they bring in.
final class ExpansionReader {
  private let files: UnitFiles
  /// What `tellsPlace` has found of single names, among the first `knownFiles`
  /// files.
  private var placeMacros: [String: Bool] = [:]
  /// What it has found of the expansions that start at some places, among these.
  private var placeExpansions: [Start: Bool] = [:]
  /// What `operators` has found of the expansions that start at some places, among these.
  private var spelled: [Start: SpelledOperators?] = [:]
  /// What `numbers` has found of the expansions that start at some places, among these.
  private var numbers: [Start: Numbers] = [:]
  private var knownFiles = 0

  /// Where an expansion starts.
  private struct Start: Hashable {
    var file: Int
    var offset: Int
    var isOfBody = false
  }

  init(files: UnitFiles) { self.files = files }

  /// The identifiers in a range of code and in the bodies of the macros that
  /// it expands, in no order that means anything, each once.
  func identifiers(file: Int, range: ByteRange) -> [String] {
    identifiers(in: tokens(file: file, range: range))
  }

  /// Whether a range of code names where it stands, itself or by way of the
  /// macros that it expands.
  func tellsPlace(file: Int, range: ByteRange) -> Bool {
    let lexed = files.lexed(file)
    if tellsPlace(lexed.tokens(in: range), of: lexed) { return true }
    guard let expansion = files.files[file].expansions[range.lower] else { return false }
    refresh()
    let start = Start(file: file, offset: range.lower)
    if let known = placeExpansions[start] { return known }
    let result = tellsPlace(lexed.tokens(in: expansion.range), of: lexed)
    placeExpansions[start] = result
    return result
  }

  private func tellsPlace(_ tokens: Range<Int>, of lexed: LexedFile) -> Bool {
    lexed.tokens[tokens].contains {
      $0.kind == .identifier && tellsPlace(lexed.identifier($0))
    }
  }

  /// Forgets what other files may have changed.
  private func refresh() {
    guard knownFiles != files.files.count else { return }
    placeMacros = [:]
    placeExpansions = [:]
    spelled = [:]
    numbers = [:]
    knownFiles = files.files.count
  }

  private func tellsPlace(_ name: String) -> Bool {
    refresh()
    if let known = placeMacros[name] { return known }
    let result =
      Self.placeNames.contains(name)
      || files.activeMacro(named: name).map { macro in
        let body = files.lexed(macro.file).macros[macro.macro].body
        return identifiers(in: [(macro.file, body)]).contains(where: Self.placeNames.contains)
      } ?? false
    placeMacros[name] = result
    return result
  }

  private static let placeNames: Set<String> = [
    "__BASE_FILE__", "__COUNTER__", "__DATE__", "__FILE__", "__FILE_NAME__", "__INCLUDE_LEVEL__",
    "__LINE__", "__TIMESTAMP__", "__TIME__",
  ]

  /// The constants in the code of an expansion.
  struct Numbers {
    /// Those that stand as numbers in its arguments and in the bodies of the macros with
    /// parameters that they and it name.
    var literals: Set<String> = []
    /// The macros without parameters there that may stand for others.
    var names: Set<String> = []
  }

  /// The constants in the outermost expansion at a place; `nil` where there is none.
  func numbers(at offset: Int, in file: Int) -> Numbers? {
    guard let expansion = files.outermostExpansion(at: offset, in: file) else { return nil }
    refresh()
    let start = Start(file: file, offset: expansion.range.lower)
    if let known = numbers[start] { return known }
    var result = Numbers()
    var seen: Set<String> = []
    var rest = [(file: file, tokens: files.lexed(file).tokens(in: expansion.range))]
    while let code = rest.popLast() {
      let lexed = files.lexed(code.file)
      for token in lexed.tokens[code.tokens] {
        if token.kind == .literal { result.literals.insert(lexed.text(token)) }
        guard token.kind == .identifier else { continue }
        let name = lexed.identifier(token)
        guard let macro = files.activeMacro(named: name) else {
          if files.isOutside(macro: name), !Self.plain.contains(name) { result.names.insert(name) }
          continue
        }
        guard seen.insert(name).inserted else { continue }
        let definition = files.lexed(macro.file).macros[macro.macro]
        // The outermost macro is more than a constant.
        if definition.parameters != nil || name == expansion.name {
          rest.append((macro.file, definition.body))
        } else if holdsNumbers(macro) {
          result.names.insert(name)
        }
      }
    }
    numbers[start] = result
    return result
  }

  /// Whether a macro of the project is a number, in parentheses or not.
  func isNumber(_ expansion: MacroExpansion) -> Bool {
    guard expansion.range.count == expansion.name.utf8.count,
      let macro = files.activeMacro(named: expansion.name)
    else { return false }
    let lexed = files.lexed(macro.file)
    let body = lexed.tokens[lexed.macros[macro.macro].body].filter { $0.kind != .comment }
    return body.filter { $0.kind == .literal }.count == 1
      && body.allSatisfy {
        $0.kind == .literal || lexed.isSpelled($0, "(") || lexed.isSpelled($0, ")")
      }
  }

  /// Whether a macro's body, or one that it names, spells a literal or what is defined
  /// outside of the project.
  private func holdsNumbers(_ macro: (file: Int, macro: Int)) -> Bool {
    files.macrosNamed(by: macro.macro, in: macro.file).macros.contains { inner in
      let lexed = files.lexed(inner.file)
      return lexed.tokens[lexed.macros[inner.macro].body].contains { token in
        token.kind == .literal
          || token.kind == .identifier && files.isOutside(macro: lexed.identifier(token))
      }
    }
  }

  /// The operators that are spelled in the expansion that both of two places come out of:
  /// in its arguments and in the bodies of all macros that they and it name. Where the first
  /// place is the expansion's own, what stands there came out of a body: if the bodies put
  /// brackets around all arguments, these have no part in the operator.
  ///
  /// `nil` when there may be others, or commas that are operators: in macros that are
  /// defined several times or outside of the project, or made of pasted tokens.
  func operators(around one: Int, _ other: Int, in file: Int) -> SpelledOperators? {
    guard let expansion = files.outermostExpansion(at: one, in: file),
      (expansion.range.lower..<expansion.range.upper).contains(other)
    else { return nil }
    refresh()
    let isOfBody = one == expansion.range.lower
    let start = Start(file: file, offset: expansion.range.lower, isOfBody: isOfBody)
    if let known = spelled[start] { return known }
    let tokens = files.lexed(file).tokens(in: expansion.range)
    let ofBody = isOfBody ? operators(in: tokens.prefix(1), file) : nil
    let found = ofBody?.enclosesArguments == true ? ofBody : operators(in: tokens, file)
    spelled[start] = .some(found)
    return found
  }

  /// The operators that some tokens and the bodies of the macros that they name spell.
  struct SpelledOperators {
    /// Those of arithmetic.
    var arithmetic: Set<String> = []
    /// Whether there are others with a number as their result.
    var hasComparisons = false
    /// Whether the bodies name their parameters only between brackets and commas.
    fileprivate var enclosesArguments = true
  }

  private func operators(in tokens: Range<Int>, _ file: Int) -> SpelledOperators? {
    var result = SpelledOperators()
    var seen: Set<String> = []
    var rest = [(file: file, tokens: tokens, parameters: [String]())]
    while let code = rest.popLast() {
      let lexed = files.lexed(code.file)
      let tokens = lexed.tokens[code.tokens].filter { $0.kind != .comment }
      // For each open bracket, whether what it holds are a call's arguments.
      var lists = [false]
      var isNamed = false
      for (index, token) in tokens.enumerated() {
        let wasNamed = isNamed
        isNamed = false
        if token.kind == .identifier {
          let name = lexed.identifier(token)
          guard files.countDefinitions(of: name) < 2,
            !files.isOutside(macro: name) || Self.plain.contains(name)
          else { return nil }
          if code.parameters.contains(name) || name == "__VA_ARGS__" {
            result.enclosesArguments =
              result.enclosesArguments && isEnclosed(tokens, at: index, of: lexed)
          }
          isNamed = true
          guard let macro = files.activeMacro(named: name) else { continue }
          let definition = files.lexed(macro.file).macros[macro.macro]
          isNamed = definition.parameters != nil
          if seen.insert(name).inserted {
            rest.append((macro.file, definition.body, definition.parameters ?? []))
          }
        } else if token.kind == .punctuation {
          let text = lexed.text(token)
          switch text {
          case "(", "[", "{": lists.append(wasNamed && text == "(")
          case ")", "]", "}": if lists.count > 1 { lists.removeLast() }
          case "," where lists.last == false: return nil
          case "##", "%:%:":
            guard isHarmlessPaste(tokens, at: index, of: lexed, code.parameters) else { return nil }
          case "<", ">", "<=", ">=", "==", "!=", "&&", "||": result.hasComparisons = true
          default: if Self.arithmetic.contains(text) { result.arithmetic.insert(text) }
          }
        }
      }
    }
    return result
  }

  /// Whether a name stands alone between brackets or the commas of a list, or is a type
  /// to whose pointers something is converted.
  private func isEnclosed(
    _ tokens: [LexedFile.Token], at index: Int, of lexed: LexedFile
  ) -> Bool {
    guard index > 0, ["(", "[", "{", ","].contains(lexed.text(tokens[index - 1])),
      let next = tokens[(index + 1)...].first(where: { !lexed.isSpelled($0, "*") })
    else { return false }
    return [")", "]", "}", ","].contains(lexed.text(next))
  }

  /// Whether the two tokens around a `##` make a name that is surely no macro's: one is
  /// known, and no macro's name begins or ends so.
  private func isHarmlessPaste(
    _ tokens: [LexedFile.Token], at index: Int, of lexed: LexedFile, _ parameters: [String]
  ) -> Bool {
    func isPaste(_ index: Int) -> Bool {
      tokens.indices.contains(index)
        && ["##", "%:%:"].contains(lexed.text(tokens[index]))
    }
    guard index > 0, index + 1 < tokens.count, !isPaste(index - 2), !isPaste(index + 2),
      tokens[index - 1].kind == .identifier, tokens[index + 1].kind == .identifier
    else { return false }
    let (left, right) = (
      lexed.identifier(tokens[index - 1]), lexed.identifier(tokens[index + 1])
    )
    switch (parameters.contains(left), parameters.contains(right)) {
    case (true, false): return !files.hasMacro { $0.hasSuffix(right) }
    case (false, true): return !files.hasMacro { $0.hasPrefix(left) }
    default: return false
    }
  }

  /// Macros of the C library in whose bodies no such operator stands.
  private static let plain: Set<String> = [
    "NULL", "bool", "errno", "false", "stderr", "stdin", "stdout", "true",
  ]

  private static let arithmetic: Set<String> = [
    "*", "/", "%", "+", "-", "<<", ">>", "&", "^", "|",
  ]

  /// The tokens of a range, and those of the expansion that starts there.
  private func tokens(file: Int, range: ByteRange) -> [(file: Int, tokens: Range<Int>)] {
    var result = [(file, files.lexed(file).tokens(in: range))]
    // An expansion's range is that of its name: take the arguments, too.
    if let expansion = files.files[file].expansions[range.lower] {
      result.append((file, files.lexed(file).tokens(in: expansion.range)))
    }
    return result
  }

  private func identifiers(in code: [(file: Int, tokens: Range<Int>)]) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    var rest = code
    while let (file, tokens) = rest.popLast() {
      let lexed = files.lexed(file)
      for token in lexed.tokens[tokens] where token.kind == .identifier {
        let name = lexed.identifier(token)
        guard seen.insert(name).inserted else { continue }
        result.append(name)
        if let macro = files.activeMacro(named: name) {
          rest.append((macro.file, files.lexed(macro.file).macros[macro.macro].body))
        }
      }
    }
    return result
  }
}
