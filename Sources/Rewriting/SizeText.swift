import SourceModel

/// Whether evaluating this C text reads no variable and calls nothing, as far
/// as its tokens tell: numbers, operators and `sizeof` of anything, whose
/// operand is not evaluated.
///
/// A named constant is not known to be one, so the answer is then no.
package func isUnevaluated(_ sizeText: String) -> Bool {
  let source = CText(sizeText)
  let tokens = source.elements(in: source.range).filter {
    $0.kind != .blank && $0.kind != .newline && $0.kind != .comment
  }
  var index = 0
  while index < tokens.count {
    let token = tokens[index]
    index += 1
    guard token.kind == .identifier else { continue }
    guard source.string(token.range) == "sizeof", index < tokens.count else { return false }
    index = operandEnd(tokens.map { ($0.kind, source.string($0.range)) }, from: index)
  }
  return true
}

/// The index behind `(…)`, or behind `*`s and one token.
private func operandEnd(_ tokens: [(kind: CText.Element, text: String)], from start: Int) -> Int {
  var index = start
  var depth = 0
  while index < tokens.count {
    switch tokens[index].text {
    case "(": depth += 1
    case ")": depth -= 1
    case "*" where depth == 0:
      index += 1
      continue
    default: break
    }
    index += 1
    if depth <= 0 { break }
  }
  return index
}
