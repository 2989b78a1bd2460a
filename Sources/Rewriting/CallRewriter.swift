package import SourceModel

/// Makes the edits that turn one call into what a filled template says.
///
/// The smallest edit that works: where every argument of the call occurs in
/// the template once and in the old order, the callee is renamed and the rest
/// is inserted. Otherwise the argument list is written anew from quoted
/// arguments, and where the template is no call at all, the whole of it.
package struct CallRewriter: Sendable {
  /// The file that holds the call.
  package let source: CText
  package let syntax: CallSyntax
  package let template: FilledTemplate

  package init(source: CText, syntax: CallSyntax, template: FilledTemplate) {
    self.source = source
    self.syntax = syntax
    self.template = template
  }

  /// The edits, or why there can be none.
  package func edits() -> Result<[Edit], Blocker> {
    if let call = template.call {
      if keepsArguments(call) { return .success(renaming(to: call.name) + insertions(call)) }
      if let blocker = sideEffects() { return .failure(blocker) }
      return .success(renaming(to: call.name) + [newList(call)])
    }
    if let blocker = sideEffects() { return .failure(blocker) }
    return .success([newText()])
  }

  /// The indices of the call's arguments as the template uses them.
  private var uses: [Int] {
    template.items.compactMap { if case .argument(let index) = $0 { index } else { nil } }
  }

  private func keepsArguments(_ call: FilledTemplate.Call) -> Bool {
    !syntax.arguments.isEmpty && uses == Array(syntax.arguments.indices)
      && call.arguments.allSatisfy { $0.count(where: \.isArgument) <= 1 }
  }

  /// Why the arguments must not be dropped, repeated or reordered.
  private func sideEffects() -> Blocker? {
    let isReordered = uses != uses.sorted()
    for (index, argument) in syntax.arguments.enumerated() where argument.hasSideEffects {
      let count = uses.count { $0 == index }
      let verb: String? =
        switch count {
        case 0: argument.isDroppable ? nil : "drop"
        case 1: isReordered ? "move" : nil
        default: "repeat"
        }
      guard let verb else { continue }
      return Blocker(
        .sideEffects,
        "the template would \(verb) the argument '\(argument.text)', which has side effects:"
          + " put its value into a variable first")
    }
    return nil
  }

  private func renaming(to name: String) -> [Edit] {
    if source.bytes[syntax.callee.lower..<syntax.callee.upper].elementsEqual(name.utf8) {
      return []
    }
    return [Edit(replacing: syntax.callee, with: [.text(name)])]
  }
}

// MARK: - Inserting

extension CallRewriter {
  private func insertions(_ call: FilledTemplate.Call) -> [Edit] {
    var edits: [Edit] = []
    var leading = ""
    var current: Int?
    var behind: [String] = syntax.arguments.map { _ in "" }
    for argument in call.arguments {
      if let index = argument.lazy.compactMap(\.argument).first {
        let wrapping = wrapping(argument, index: index)
        edits += insertion(wrapping.before, at: syntax.arguments[index].range.lower, as: .prefix)
        behind[index] = wrapping.after
        current = index
      } else if let current {
        behind[current] += ", " + text(argument)
      } else {
        leading += text(argument) + ", "
      }
    }
    for (argument, text) in zip(syntax.arguments, behind) {
      edits += insertion(text, at: argument.range.upper, as: .suffix)
    }
    let start = source.skipBlanks(from: syntax.open + 1, to: syntax.close)
    return insertion(leading, at: start, as: .prefix) + edits
  }

  private func insertion(
    _ text: String, at offset: Int, as placement: Edit.Placement
  ) -> [Edit] {
    text.isEmpty ? [] : [Edit(inserting: text, at: offset, as: placement)]
  }

  private func text(_ items: [FilledTemplate.Item]) -> String {
    items.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// The text before and behind the call's argument in a template's argument,
  /// with the parentheses that the argument needs there.
  private func wrapping(
    _ items: [FilledTemplate.Item], index: Int
  ) -> (before: String, after: String) {
    let place = items.firstIndex(of: .argument(index)) ?? 0
    let before = text(Array(items[..<place]))
    let after = text(Array(items[(place + 1)...]))
    guard needsParentheses(index, before: before, after: after) else { return (before, after) }
    return (before + "(", ")" + after)
  }

  /// Whether the argument would fall apart between these texts: because of an
  /// operator there or of a comma that a macro would split at.
  private func needsParentheses(_ index: Int, before: String, after: String) -> Bool {
    let argument = syntax.arguments[index]
    if !source.topLevelCommas(in: argument.range).isEmpty { return true }
    let previous = before.last { $0 != " " }
    let next = after.first { $0 != " " }
    let isDelimited =
      (previous == nil || previous == "(" || previous == ",")
      && (next == nil || next == ")" || next == ",")
    return !isDelimited && !argument.isPostfix
  }
}

// MARK: - Writing anew

extension CallRewriter {
  /// The argument list from its first to its last token or comment.
  private func newList(_ call: FilledTemplate.Call) -> Edit {
    let list = source.trimmed(ByteRange(syntax.open + 1, syntax.close))
    var fragments: [Edit.Fragment] = []
    for (position, argument) in call.arguments.enumerated() {
      if position > 0 { fragments.append(.text(", ")) }
      fragments += self.fragments(argument)
    }
    return Edit(replacing: list, with: fragments + lostComments(in: list, fragments: fragments))
  }

  private func newText() -> Edit {
    let fragments = fragments(template.items)
    return Edit(
      replacing: syntax.whole,
      with: fragments + lostComments(in: syntax.whole, fragments: fragments))
  }

  private func fragments(_ items: [FilledTemplate.Item]) -> [Edit.Fragment] {
    items.enumerated().flatMap { place, item -> [Edit.Fragment] in
      switch item {
      case .text(let text): return [.text(text)]
      case .argument(let index):
        let before = text(Array(items[..<place]))
        let after = items.dropFirst(place + 1).first.map { text([$0]) } ?? ""
        if needsParentheses(index, before: before, after: after) {
          return [.text("("), .source(syntax.arguments[index].range), .text(")")]
        }
        return quoted(segment(index))
      }
    }
  }

  /// An argument with the comments around it: what stands between the commas.
  private func segment(_ index: Int) -> ByteRange {
    let lower = index == 0 ? syntax.open + 1 : comma(behind: index - 1) + 1
    let upper = index == syntax.arguments.count - 1 ? syntax.close : comma(behind: index)
    return source.trimmed(ByteRange(lower, upper))
  }

  private func comma(behind index: Int) -> Int {
    let lower = syntax.arguments[index].range.upper
    let upper = syntax.arguments[index + 1].range.lower
    return source.topLevelCommas(in: ByteRange(lower, upper)).first ?? lower
  }

  private func quoted(_ range: ByteRange) -> [Edit.Fragment] {
    let endsInLineComment =
      source.comments(in: range).last.map { $0.upper == range.upper && source.isLineComment($0) }
      ?? false
    let newline = source.lineEnding(near: range.upper)
    return [.source(range)] + (endsInLineComment ? [.text(newline)] : [])
  }

  /// The comments between the call's tokens that no fragment quotes.
  private func lostComments(
    in range: ByteRange, fragments: [Edit.Fragment]
  ) -> [Edit.Fragment] {
    let kept = fragments.compactMap { if case .source(let range) = $0 { range } else { nil } }
    return source.comments(in: range)
      .filter { comment in !kept.contains { $0.contains(comment) } }
      .flatMap { [.text(" ")] + quoted($0) }
  }
}

extension FilledTemplate.Item {
  /// The index of the call's argument, `nil` for text.
  package var argument: Int? {
    if case .argument(let index) = self { index } else { nil }
  }

  /// Whether it is one of the call's arguments.
  package var isArgument: Bool { argument != nil }
}
