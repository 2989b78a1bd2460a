import SourceModel

/// Finds the uses of the target's API in a file, from its tokens.
struct MigratedUseReader {
  let path: FilePath
  let lexed: LexedFile
  /// The target's names with the templates that produce them.
  let target: [String: [TemplateKind]]

  /// The uses in source order, those in macro bodies included.
  func uses(isSkipped: (Int) -> Bool = { _ in false }) -> [MigratedUse] {
    lexed.candidates.compactMap { isSkipped($0.offset) ? nil : use($0)?.use }
  }

  /// Those that are no part of a macro's body, with their calls.
  func calls() -> [(use: MigratedUse, syntax: CallSyntax)] {
    lexed.candidates.compactMap { candidate in
      if case .code = candidate.position { use(candidate) } else { nil }
    }
  }

  private func use(
    _ candidate: LexedFile.Candidate
  ) -> (use: MigratedUse, syntax: CallSyntax)? {
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
    return (use, call)
  }
}
