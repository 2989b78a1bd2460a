/// Macros that have a function's name and are undefined, or not yet defined, where the
/// bodies of others bring that name into the code: it is the function's there.
final class NamesakeMacros {
  private struct Definition: Hashable {
    var file: Int
    var macro: Int
  }

  private let files: UnitFiles
  private let bodies: MacroBodies
  private var known: [String: Bool] = [:]
  /// The definitions that an expansion of one reads.
  private var read: [Definition: Set<Definition>] = [:]

  init(files: UnitFiles, bodies: MacroBodies) {
    self.files = files
    self.bodies = bodies
  }

  /// The tokens spelled `name` that an expansion yields, if there is a macro of that name
  /// that has no part in it. Empty where what this stands for may have yielded the name
  /// after all, or where another expansion of the same body, which has not yielded it, may
  /// be one of this macro, too.
  ///
  /// - Parameter yields: whether the expansion at a file's offset yields the function.
  func origins(
    named name: String, definition: (file: Int, macro: Int), yields: (Int, Int) -> Bool
  ) -> [MacroBodies.Origin] {
    guard cannotYield(name) else { return [] }
    let origins = bodies.origins(named: name, definition: definition, isPlain: true)
    let spelling = Set(origins.map { Definition(file: $0.token.file, macro: $0.token.macro) })
    for (file, content) in files.files.enumerated() {
      for (offset, expansion) in content.expansions where !yields(file, offset) {
        guard let place = files.definition(of: expansion) else { continue }
        guard let macro = files.macro(at: place.nameOffset, in: place.file) else { continue }
        let reads = reads(Definition(file: place.file, macro: macro))
        if !reads.isDisjoint(with: spelling) { return [] }
      }
    }
    return origins
  }

  /// Whether the project has one macro of that name, and nothing that it stands for spells
  /// or makes a function's name out of sight.
  private func cannotYield(_ name: String) -> Bool {
    if let result = known[name] { return result }
    var result = false
    if files.countDefinitions(of: name) == 1, let own = files.activeMacro(named: name) {
      let (macros, others) = files.macrosNamed(by: own.macro, in: own.file)
      result =
        !others.contains(where: files.isOutside(macro:)) && !macros.contains(where: pastesTokens)
    }
    known[name] = result
    return result
  }

  private func pastesTokens(_ definition: (file: Int, macro: Int)) -> Bool {
    let lexed = files.lexed(definition.file)
    return lexed.macros[definition.macro].body.contains {
      ["##", "%:%:"].contains(lexed.text(lexed.tokens[$0]))
    }
  }

  private func reads(_ definition: Definition) -> Set<Definition> {
    if let result = read[definition] { return result }
    let named = files.macrosNamed(by: definition.macro, in: definition.file).macros
    let result = Set(named.map { Definition(file: $0.file, macro: $0.macro) })
    read[definition] = result
    return result
  }
}
