import SourceModel

/// The spelling of a released pointer without the casts in front of it and the test that
/// makes it null, for use inside a size.
struct PointerText {
  /// The pointer's text: `p->items` for `(void *)p->items`.
  let text: String

  /// `nil` when the text must not be repeated, or when it may hide something
  /// else than the expression that clang sees, as a macro does.
  ///
  /// - Parameter isInMacro: whether the text stands in a macro's body, so that
  ///   all of it is the expression, with something else for each parameter.
  init?(_ syntax: ArgumentSyntax?, expression: Expression?, isInMacro: Bool) {
    guard let syntax, !syntax.hasSideEffects, let expression else { return nil }
    let stripped = Self.withoutCasts(syntax.textUnlessNull ?? syntax.text)
    guard Self.isPlain(stripped) else { return nil }
    if isInMacro {
      let isOperand =
        syntax.isPostfix || Self.matchingParenthesis(stripped[...]) == stripped.indices.last
      text = isOperand ? stripped : "(\(stripped))"
    } else {
      guard Self.names(expression, in: stripped) else { return nil }
      text = stripped
    }
  }

  /// The text as an operand of a unary operator.
  var operand: String {
    text.hasPrefix("*") ? "(\(text))" : text
  }

  /// The object whose member the pointer is, with the operator: `p->` of
  /// `p->items`; `nil` when the text does not end with the member's name.
  func base(ofMember member: String) -> String? {
    guard text.hasSuffix(member) else { return nil }
    let rest = text.dropLast(member.count).reversed().drop { $0 == " " }.reversed()
    let base = String(Array(rest))
    return base.hasSuffix("->") || base.hasSuffix(".") ? base : nil
  }

  /// Drops `(type)` in front of an operand.
  private static func withoutCasts(_ text: String) -> String {
    var text = Substring(text)
    while let end = matchingParenthesis(text) {
      let rest = text[text.index(after: end)...].drop { $0 == " " }
      guard let first = rest.first, first == "(" || first == "*" || first.isWordCharacter else {
        return String(text)
      }
      text = rest
    }
    return String(text)
  }

  private static func matchingParenthesis(_ text: Substring) -> Substring.Index? {
    guard text.first == "(" else { return nil }
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// Whether the text consists of names, members, subscripts and dereferences:
  /// no call, no operator.
  private static func isPlain(_ text: String) -> Bool {
    var previous: Character = " "
    for character in text {
      if character == "(" && (previous.isWordCharacter || previous == ")" || previous == "]") {
        return false
      }
      guard character.isWordCharacter || " ->.[]*()".contains(character) else { return false }
      if character != " " { previous = character }
    }
    return true
  }

  /// Whether the text ends with the name that the expression ends with.
  private static func names(_ expression: Expression, in text: String) -> Bool {
    switch expression {
    case .variable(let node): text == node.name
    case .field(_, let field): text.hasSuffix(field.spelling)
    case .element: text.hasSuffix("]")
    case .dereference: text.hasPrefix("*")
    default: false
    }
  }
}

extension Character {
  /// Whether it may stand in an identifier or a number.
  var isWordCharacter: Bool { isASCII && (isLetter || isNumber) || self == "_" }
}
