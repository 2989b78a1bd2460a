/// C text from tokens that were joined by blanks.
enum CTokens {
  /// The tokens with the blanks that a programmer would write:
  /// `sizeof ( * p )` becomes `sizeof(*p)`. Text with a string or character
  /// literal stays as it is, because blanks inside it are not to change.
  static func tidied(_ text: String) -> String {
    guard !text.contains("\""), !text.contains("'") else { return text }
    let tokens = text.split(separator: " ").map(String.init)
    var result = ""
    var isUnary = true
    var last = ""
    for token in tokens {
      if !last.isEmpty, wantsBlank(last, token, isUnary: isUnary) { result += " " }
      isUnary = unary.contains(token) && (last == "sizeof" || isOperand(after: last))
      result += token
      last = token
    }
    return result
  }

  private static let unary: Set<String> = ["*", "&", "-", "+", "!", "~", "++", "--"]
  private static let opening: Set<String> = ["(", "[", ".", "->"]
  private static let closing: Set<String> = [")", "]", ",", ".", "->", "(", "[", ";"]

  /// Whether an operand, so also a unary operator, follows the token.
  private static func isOperand(after token: String) -> Bool {
    guard let last = token.last else { return true }
    return !(last.isLetter || last.isNumber || "_)]".contains(last))
  }

  private static func wantsBlank(_ last: String, _ next: String, isUnary: Bool) -> Bool {
    if opening.contains(last) || (unary.contains(last) && isUnary) { return false }
    if next == "(", isOperand(after: last) { return true }
    return !closing.contains(next)
  }
}
