package import SourceModel

/// The variables that one file gets to keep sizes of blocks, with the edits
/// that declare and assign them.
package struct SavedVariables: Sendable {
  private var variables: [SavedSize] = []
  private var names: [SavedSize.Key: String] = [:]

  /// None.
  package init() {}

  /// Those that decisions ask for, as far as the file's text allows them.
  package init(for decisions: [Decision], in source: CText) {
    var seen: Set<SavedSize.Key> = []
    let wanted = decisions.flatMap(\.saved).filter { seen.insert($0.key).inserted }
    guard !wanted.isEmpty else { return }
    let used = source.identifiers
    for saved in wanted.sorted(by: { ($0.declaration, $0.pointer) < ($1.declaration, $1.pointer) })
    {
      guard saved.copies.allSatisfy({ source.endsStatement(at: $0.statement.upper) }),
        let name = source.freeName(like: saved.variable, used)
      else { continue }
      variables.append(saved)
      names[saved.key] = name
    }
    dropDependent()
  }

  /// What the variables are called: those of different pointers of one name alike.
  package var allNames: Set<String> { Set(names.values) }

  /// The size of a decision, `nil` when its variable was given up.
  package func sizeText(of decision: Decision) -> String? {
    guard let saved = decision.saved.first else { return decision.sizeText }
    return names[saved.key]
  }

  /// Gives up the variables that some allocation's edits do not assign.
  ///
  /// - Returns: whether there were any.
  package mutating func drop(notIn groups: [EditGroup]) -> Bool {
    let groups = Dictionary(groups.map { ($0.site, $0.saves) }, uniquingKeysWith: { a, _ in a })
    let count = variables.count
    variables.removeAll { saved in
      !saved.assignments.allSatisfy { groups[$0.site]?.contains(saved.key) ?? false }
    }
    dropDependent()
    return variables.count < count
  }

  /// Gives up the variables that are assigned from one that was given up.
  private mutating func dropDependent() {
    while true {
      let kept = Set(variables.map(\.key))
      let count = variables.count
      variables.removeAll { !$0.copies.allSatisfy { kept.contains($0.source) } }
      names = names.filter { kept.contains($0.key) }
      if variables.count == count { return }
    }
  }

  // MARK: Edits

  /// The edits of an allocation with those that save its size.
  ///
  /// - Parameter filled: what the call becomes.
  package func saving(
    _ group: EditGroup, _ syntax: CallSyntax, _ filled: FilledTemplate, in source: CText
  ) -> EditGroup {
    var group = group
    for saved in variables {
      guard let name = names[saved.key],
        let form = saved.assignments.first(where: { $0.site == group.site })?.form,
        let edits = edits(name, form, group, syntax, filled, in: source)
      else { continue }
      group.edits += edits
      group.saves.insert(saved.key)
    }
    return group
  }

  private func edits(
    _ name: String, _ form: SavedSize.Form, _ group: EditGroup, _ syntax: CallSyntax,
    _ filled: FilledTemplate, in source: CText
  ) -> [Edit]? {
    switch form {
    case .argument(let position):
      guard syntax.arguments.indices.contains(position - 1),
        filled.isWholeArgument(position - 1)
      else { return nil }
      let range = syntax.arguments[position - 1].range
      guard group.edits.allSatisfy({ $0.preserves(range) }) else { return nil }
    case .before: guard filled.call != nil else { return nil }
    case .after:
      guard filled.call != nil, source.endsStatement(at: syntax.whole.upper) else { return nil }
    }
    return Self.edits(name, form, syntax)
  }

  /// What saves a size in a call, before it or behind it.
  private static func edits(_ name: String, _ form: SavedSize.Form, _ syntax: CallSyntax) -> [Edit]
  {
    switch form {
    case .argument(let position):
      let start = syntax.arguments[position - 1].range.lower
      return [Edit(inserting: "\(name) = ", at: start, as: .prefix)]
    case .before(let size):
      return [
        Edit(inserting: "(\(name) = \(size), ", at: syntax.whole.lower, as: .prefix),
        Edit(inserting: ")", at: syntax.whole.upper, as: .suffix),
      ]
    case .after(let size):
      return [Edit(inserting: ", \(name) = \(size)", at: syntax.whole.upper, as: .suffix)]
    }
  }

  /// The declarations, the sizes saved at calls of wrappers, and the assignments
  /// from one variable to another.
  package func looseEdits(in source: CText) -> [Edit] {
    variables.flatMap { saved -> [Edit] in
      guard let name = names[saved.key] else { return [] }
      let declaration = "size_t \(name) = 0;" + source.lineBreak(before: saved.declaration)
      return [Edit(inserting: declaration, at: saved.declaration, as: .prefix)]
        + saved.calls.flatMap { Self.edits(name, $0.form, $0.syntax) }
        + saved.copies.compactMap { copy in
          names[copy.source].map {
            Edit(inserting: ", \(name) = \($0)", at: copy.statement.upper, as: .suffix)
          }
        }
    }
  }
}

extension CText {
  /// The words of the text that are names or keywords.
  var identifiers: Set<String> {
    Set(elements(in: range).filter { $0.kind == .identifier }.map { string($0.range) })
  }

  /// A name that is not used, or `nil`.
  func freeName(like proposed: String, _ used: Set<String>) -> String? {
    ([proposed] + (2...9).map { proposed + "_\($0)" }).first { !used.contains($0) }
  }

  /// Whether nothing stands between an offset and the end of a statement.
  fileprivate func endsStatement(at offset: Int) -> Bool {
    let next = skipBlanks(from: offset, to: bytes.count)
    return next < bytes.count && bytes[next] == UInt8(ascii: ";")
  }

  /// What separates a statement from the next one at an offset: a line's end
  /// and its indentation where the next one starts a line, else a blank.
  func lineBreak(before offset: Int) -> String {
    var start = offset
    while start > 0, at(start - 1) == UInt8(ascii: " ") || at(start - 1) == UInt8(ascii: "\t") {
      start -= 1
    }
    guard start == 0 || bytes.endsLine(at: start - 1) else { return " " }
    return lineEnding(near: offset) + string(ByteRange(start, offset))
  }
}

extension FilledTemplate {
  /// Whether one of the call's arguments is a whole argument here, and the only
  /// one that it is a part of.
  fileprivate func isWholeArgument(_ index: Int) -> Bool {
    guard let call, items.count(where: { $0 == .argument(index) }) == 1 else { return false }
    return call.arguments.contains { $0 == [.argument(index)] }
  }
}
