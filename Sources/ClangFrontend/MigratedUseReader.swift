import SourceModel

/// Finds the uses of the target's API in a file, from its tokens.
struct MigratedUseReader {
  let path: FilePath
  let lexed: LexedFile
  /// The target's names with the templates that produce them.
  let target: [String: [TemplateKind]]

  /// One use.
  struct Found {
    var use: MigratedUse
    var syntax: CallSyntax
    /// Whether it is part of a macro's body.
    var isInMacro: Bool
  }

  /// The uses in source order.
  func uses() -> [Found] { lexed.candidates.compactMap(use) }

  private func use(_ candidate: LexedFile.Candidate) -> Found? {
    guard let kinds = target[candidate.name] else { return nil }
    let macro: LexedFile.MacroDefinition?
    switch candidate.position {
    case .code: macro = nil
    case .macroBody(let index): macro = lexed.macros[index]
    case .macroName, .directive: return nil
    }
    guard let call = CallSyntaxReader(lexed: lexed).call(name: candidate.token, in: macro) else {
      return nil
    }
    let use = MigratedUse(
      name: candidate.name, location: lexed.location(candidate.offset, in: path),
      lastLine: lexed.location(call.close, in: path).line, kinds: kinds,
      arguments: call.arguments.map(\.text))
    return Found(use: use, syntax: call, isInMacro: macro != nil)
  }
}
