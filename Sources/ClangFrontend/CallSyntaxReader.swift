import SourceModel

/// Finds the tokens of a call around its callee's name.
struct CallSyntaxReader {
  let lexed: LexedFile

  /// The call whose callee is the name at the token `name`; `nil` when its
  /// tokens are not all there: no parenthesis follows, it is not closed, or a
  /// directive or a `##` operator stands inside.
  ///
  /// - Parameters:
  ///   - macro: the one in whose body the call lies, if it does.
  ///   - arguments: what clang knows of each argument, in order; an argument's
  ///     side effects are assumed where it is missing.
  ///   - parentheses: how many pairs stand around the name.
  func call(
    name: Int, in macro: LexedFile.MacroDefinition? = nil, arguments: [ArgumentTraits] = [],
    parentheses: Int = 0
  ) -> CallSyntax? {
    let limit = macro?.body ?? lexed.tokens.indices
    // There a `#` makes a string of a parameter, and is part of an argument like any other
    // operator; elsewhere it begins a directive.
    let quotes = macro?.parameters != nil
    var callee = name...name
    var next = following(name, limit)
    // `(free)(p)`
    for _ in 0..<parentheses {
      guard let index = next, lexed.isSpelled(lexed.tokens[index], ")"),
        let before = preceding(callee.lowerBound, limit),
        lexed.isSpelled(lexed.tokens[before], "(")
      else { return nil }
      callee = before...index
      next = following(index, limit)
    }
    guard let open = next, lexed.isSpelled(lexed.tokens[open], "("),
      let (close, parts) = split(after: open, limit, quotes: quotes)
    else { return nil }
    let tokens = lexed.tokens
    return CallSyntax(
      whole: ByteRange(tokens[callee.lowerBound].lower, tokens[close].upper),
      callee: ByteRange(tokens[callee.lowerBound].lower, tokens[callee.upperBound].upper),
      open: tokens[open].lower, close: tokens[close].lower,
      arguments: parts.enumerated().map { index, part in
        argument(part, arguments.indices.contains(index) ? arguments[index] : nil)
      })
  }

  /// What clang says about an argument.
  struct ArgumentTraits {
    var hasSideEffects: Bool
    var isDroppable: Bool
    var isPostfix: Bool
    /// The same of what is inside the parentheses and conversions around it.
    var isPostfixBeneath: Bool
    /// How many conversions are spelled around it, if a call makes them anyway; otherwise 0.
    var needlessConversions: Int
    /// Of `c ? NULL : p`, where `p` is spelled.
    var unlessNull: ByteRange?
  }

  private func argument(_ part: Range<Int>, _ traits: ArgumentTraits?) -> ArgumentSyntax {
    ArgumentSyntax(
      range: ByteRange(
        lexed.tokens[part.lowerBound].lower, lexed.tokens[part.upperBound - 1].upper),
      text: lexed.text(part), hasSideEffects: traits?.hasSideEffects ?? true,
      isDroppable: traits?.isDroppable ?? false, isPostfix: traits?.isPostfix ?? false,
      textUnlessNull: traits?.unlessNull.flatMap { text($0, in: part) })
  }

  /// The text of some bytes; `nil` when they lie outside of the tokens.
  private func text(_ bytes: ByteRange, in tokens: Range<Int>) -> String? {
    let first = lexed.tokenIndex(atOrAfter: bytes.lower)
    let end = lexed.tokenIndex(atOrAfter: bytes.upper)
    return tokens.contains(first) && first < end && end <= tokens.upperBound
      ? lexed.text(first..<end) : nil
  }

  /// The closing parenthesis and the arguments' tokens, comments at their
  /// edges left out; `nil` when an argument is empty or the call is not closed.
  private func split(
    after open: Int, _ limit: Range<Int>, quotes: Bool
  ) -> (close: Int, parts: [Range<Int>])? {
    var parts: [Range<Int>] = []
    var depth = 0
    var start: Int?
    var end = open
    for index in open..<limit.upperBound {
      let token = lexed.tokens[index]
      guard token.kind != .comment else { continue }
      if token.kind == .punctuation {
        switch lexed.text(token) {
        case "(", "[", "{", "<:", "<%": depth += 1
        case ")", "]", "}", ":>", "%>": depth -= 1
        case "#" where quotes, "%:" where quotes: break
        case "#", "##", "%:", "%:%:": return nil
        case ";" where depth == 1: return nil  // never closed
        case "," where depth == 1:
          guard let first = start else { return nil }
          parts.append(first..<end + 1)
          start = nil
          continue
        default: break
        }
      }
      if depth == 0 {
        if let first = start { parts.append(first..<end + 1) } else if !parts.isEmpty { return nil }
        return (index, parts)
      }
      if index > open, start == nil { start = index }
      end = index
    }
    return nil
  }

  private func following(_ index: Int, _ limit: Range<Int>) -> Int? {
    var index = index + 1
    while limit.contains(index) {
      if lexed.tokens[index].kind != .comment { return index }
      index += 1
    }
    return nil
  }

  private func preceding(_ index: Int, _ limit: Range<Int>) -> Int? {
    var index = index - 1
    while limit.contains(index) {
      if lexed.tokens[index].kind != .comment { return index }
      index -= 1
    }
    return nil
  }
}
