/// Finds the tokens in the bodies of project macros that an expansion brings
/// into the code, through macros that the body names in turn.
struct MacroBodies {
  /// A token in a macro's body.
  struct Token: Hashable {
    var file: Int
    var token: Int
    var macro: Int
  }

  let files: UnitFiles
  private var found: [Key: [Token]] = [:]

  private struct Key: Hashable {
    var file: Int
    var macro: Int
    var name: String
  }

  init(files: UnitFiles) { self.files = files }

  /// The tokens spelled `name` that an expansion of the macro defined at this
  /// place yields, in order.
  mutating func tokens(named name: String, definition: (file: Int, nameOffset: Int)) -> [Token] {
    let macros = files.lexed(definition.file).macros
    guard let macro = macros.firstIndex(where: { $0.nameOffset == definition.nameOffset }) else {
      return []
    }
    let key = Key(file: definition.file, macro: macro, name: name)
    if let known = found[key] { return known }
    var result: [Token] = []
    var visited: Set<String> = []
    collect(name, file: definition.file, macro: macro, visited: &visited, into: &result)
    found[key] = result
    return result
  }

  private func collect(
    _ name: String, file: Int, macro: Int, visited: inout Set<String>, into result: inout [Token]
  ) {
    let lexed = files.lexed(file)
    let definition = lexed.macros[macro]
    guard visited.insert(definition.name).inserted else { return }
    let parameters = Set(definition.parameters ?? [])
    for index in definition.body where lexed.tokens[index].kind == .identifier {
      let text = lexed.text(lexed.tokens[index])
      if parameters.contains(text) { continue }
      if text == name {
        result.append(Token(file: file, token: index, macro: macro))
      } else if let inner = files.activeMacro(named: text) {
        collect(name, file: inner.file, macro: inner.macro, visited: &visited, into: &result)
      }
    }
    visited.remove(definition.name)
  }
}
