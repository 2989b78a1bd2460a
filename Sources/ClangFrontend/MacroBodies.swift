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
}
