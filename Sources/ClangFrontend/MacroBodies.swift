import CLibClang
import SourceModel

/// Finds the tokens in the bodies of project macros that an expansion brings
/// into the code, through macros that the body names in turn.
final class MacroBodies {
  /// A token in a macro's body.
  struct Token: Hashable {
    var file: Int
    var token: Int
    var macro: Int
  }

  private struct Key: Hashable {
    var file: Int
    var macro: Int
    var name: String
    var isPlain: Bool
  }

  /// A token that an expansion yields.
  struct Origin {
    /// The token that spells the name.
    var token: Token
    /// The outermost one that stands for it in a body, as another name of it.
    var alias: Alias?
  }

  /// A token in a body that is expanded to nothing but another name.
  struct Alias {
    var token: Token
    var meaning: FunctionAlias
  }

  private let files: UnitFiles
  private let families: [String: FamilyFunction]
  private var found: [Key: [Origin]] = [:]
  private var aliases: [Int: [Int: FunctionAlias?]] = [:]
  /// What `tellsPlace` has found of single names, among the first `knownFiles`
  /// files.
  private var placeMacros: [String: Bool] = [:]
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

  init(files: UnitFiles, families: [String: FamilyFunction]) {
    self.files = files
    self.families = families
  }

  /// No more tokens than this are looked for: macros that name each other many
  /// times over would never end.
  private static let most = 1000

  /// The tokens spelled `name` that an expansion of the macro defined at this
  /// place yields, in order. If `isPlain`, a macro of that name has no part in it.
  func origins(
    named name: String, definition: (file: Int, macro: Int), isPlain: Bool = false
  ) -> [Origin] {
    var visited: Set<String> = []
    let key = Key(file: definition.file, macro: definition.macro, name: name, isPlain: isPlain)
    return origins(key, visited: &visited)
  }

  private func origins(_ key: Key, visited: inout Set<String>) -> [Origin] {
    if let known = found[key] { return known }
    let lexed = files.lexed(key.file)
    let definition = lexed.macros[key.macro]
    guard visited.count < Self.deepest, visited.insert(definition.name).inserted else { return [] }
    defer { visited.remove(definition.name) }
    var result: [Origin] = []
    for index in definition.body where lexed.tokens[index].kind == .identifier {
      let text = lexed.identifier(lexed.tokens[index])
      if definition.parameters?.contains(text) == true || result.count >= Self.most { continue }
      let token = Token(file: key.file, token: index, macro: key.macro)
      if !key.isPlain || text != key.name, !visited.contains(text),
        let inner = expanded(text, at: index, of: lexed, in: definition)
      {
        let alias = alias(inner).map { Alias(token: token, meaning: $0) }
        var next = key
        (next.file, next.macro) = inner
        result += origins(next, visited: &visited)
          .map { Origin(token: $0.token, alias: alias ?? $0.alias) }
      } else if text == key.name {
        result.append(Origin(token: token))
      }
    }
    found[key] = result
    return result
  }

  /// What a macro is another name of, if no configuration of the program makes it something
  /// else, or if the project's rules name it as a function that allocates or releases.
  func alias(_ definition: (file: Int, macro: Int)) -> FunctionAlias? {
    if let known = aliases[definition.file]?[definition.macro] { return known }
    // Until it is known, for macros that name each other in a circle.
    aliases[definition.file, default: [:]][definition.macro] = .some(nil)
    let result = readAlias(definition)
    aliases[definition.file, default: [:]][definition.macro] = .some(result)
    return result
  }

  private func readAlias(_ definition: (file: Int, macro: Int)) -> FunctionAlias? {
    let lexed = files.lexed(definition.file)
    let macro = lexed.macros[definition.macro]
    guard var result = FunctionAlias(macro, in: lexed),
      families[macro.name]?.isOfProject == true || files.isDefinedOnce(macro: macro.name)
    else { return nil }
    let name = lexed.identifier(lexed.tokens[result.name])
    guard name != macro.name, let next = files.activeMacro(named: name) else { return result }
    guard let inner = alias(next) else { return nil }
    if let converted = inner.converted {
      result.converted = converted.merging(result.converted ?? [:], uniquingKeysWith: +)
    }
    return result
  }

  /// The macro that a token in a body is an expansion of. The name of a
  /// function-like macro is one if a parenthesis follows, or may follow once
  /// the body stands in the code.
  private func expanded(
    _ name: String, at index: Int, of lexed: LexedFile, in definition: LexedFile.MacroDefinition
  ) -> (file: Int, macro: Int)? {
    guard let inner = files.activeMacro(named: name) else { return nil }
    if files.lexed(inner.file).macros[inner.macro].parameters == nil { return inner }
    let next = definition.body[index...].dropFirst().first { lexed.tokens[$0].kind != .comment }
    return next.map { lexed.isSpelled(lexed.tokens[$0], "(") } ?? true ? inner : nil
  }

  /// Deeper chains of macros are not followed.
  private static let deepest = 200

  /// The identifiers in a range of code and in the bodies of the macros that
  /// it expands, in no order that means anything, each once.
  func identifiers(file: Int, range: ByteRange) -> [String] {
    identifiers(in: tokens(file: file, range: range))
  }

  /// Whether a range of code names where it stands, itself or by way of the
  /// macros that it expands.
  func tellsPlace(file: Int, range: ByteRange) -> Bool {
    tokens(file: file, range: range).contains { file, tokens in
      let lexed = files.lexed(file)
      return tokens.contains {
        lexed.tokens[$0].kind == .identifier && tellsPlace(lexed.identifier(lexed.tokens[$0]))
      }
    }
  }

  /// Forgets what other files may have changed.
  private func refresh() {
    guard knownFiles != files.files.count else { return }
    placeMacros = [:]
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
