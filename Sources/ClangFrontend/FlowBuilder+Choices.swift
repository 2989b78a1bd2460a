import CLibClang
import SourceModel

extension FlowBuilder {
  /// The calls of which one returns a pointer that is chosen by `?:`, and `nil` for each
  /// null and each array that is a variable; empty when it may be something else, and for
  /// what is no choice.
  func alternatives(of node: Int) -> [Int?] {
    let choice = strip(node)
    return tree[choice].kind == CXCursor_ConditionalOperator ? alternatives(in: choice) ?? [] : []
  }

  private func alternatives(in outer: Int) -> [Int?]? {
    if let call = call(returning: outer) { return [call] }
    let node = strip(outer)
    if expression(of: node).constantValue == 0 { return [nil] }
    if tree[node].kind == CXCursor_DeclRefExpr, category(of: node) == .array { return [nil] }
    let operands = tree.children(of: node)
    guard tree[node].kind == CXCursor_ConditionalOperator, operands.count == 3,
      let one = alternatives(in: operands[1]), let other = alternatives(in: operands[2])
    else { return nil }
    return one + other
  }

  /// The call that returns an expression's value, be it assigned to another pointer
  /// first: `p = q = f()`.
  func call(returning outer: Int) -> Int? {
    var node = strip(outer)
    while tree[node].kind == CXCursor_BinaryOperator, category(of: node) == .pointer,
      case .assign = binaryOperator(node), let value = tree.children(of: node).last
    {
      node = strip(value)
    }
    return callIndices[node]
  }

  /// A constant, or `n ? n : 1` and what means the same.
  func choice(
    _ node: Int, _ children: [Int], _ inner: (Int) -> Expression
  ) -> Expression {
    let whole = constant(node)
    guard case .opaque = whole, category(of: node) == .integer,
      let test = zeroTest(children[0], inner)
    else { return whole }
    let (value, other) = (children[test.isZero ? 2 : 1], children[test.isZero ? 1 : 2])
    guard let instead = inner(other).constantValue, instead > 0, test.isMet(by: instead),
      inner(value) == test.value, !isCut(value)
    else { return whole }
    return .nonZero(test.value, instead: instead)
  }

  /// A condition that tells whether a value is 0.
  private struct ZeroTest {
    var value: Expression
    /// Whether it holds for 0 or else for all other values.
    var isZero: Bool
    /// The only other value for which it says the same as for 0.
    var same: Int?

    /// Whether that is what is taken instead of 0.
    func isMet(by other: Int) -> Bool { same == nil || same == other }
  }

  /// Reads `n`, `!n`, `n == 0` and, where there is no sign, `n > 0`, `n < 1`, `n > 1`.
  private func zeroTest(_ outer: Int, _ inner: (Int) -> Expression) -> ZeroTest? {
    let node = strip(outer)
    let children = tree.children(of: node)
    switch tree[node].kind {
    case CXCursor_UnaryOperator where children.count == 1 && unaryOperator(node) == .not:
      guard var test = zeroTest(children[0], inner) else { return nil }
      test.isZero.toggle()
      return test
    case CXCursor_BinaryOperator where children.count == 2:
      guard case .comparison(let sign) = binaryOperator(node) else { break }
      return comparison(sign, children[0], children[1], inner)
        ?? Self.mirrored[sign].flatMap { comparison($0, children[1], children[0], inner) }
    default: break
    }
    guard !isCut(outer) else { return nil }
    return repeatable(node, inner).map { ZeroTest(value: $0, isZero: false) }
  }

  private func comparison(
    _ sign: String, _ value: Int, _ limit: Int, _ inner: (Int) -> Expression
  ) -> ZeroTest? {
    guard !isCut(value), let number = inner(limit).constantValue,
      let tested = repeatable(strip(value), inner)
    else { return nil }
    let isUnsigned = [.unsigned, .unsignedLong].contains(types.arithmetic(tree[value].cursor.type))
    switch (sign, number) {
    case ("==", 0): return ZeroTest(value: tested, isZero: true)
    case ("!=", 0): return ZeroTest(value: tested, isZero: false)
    case ("<=", 0) where isUnsigned, ("<", 1) where isUnsigned:
      return ZeroTest(value: tested, isZero: true)
    case (">", 0) where isUnsigned, (">=", 1) where isUnsigned:
      return ZeroTest(value: tested, isZero: false)
    case ("<=", 1) where isUnsigned: return ZeroTest(value: tested, isZero: true, same: 1)
    case (">", 1) where isUnsigned: return ZeroTest(value: tested, isZero: false, same: 1)
    default: return nil
    }
  }

  private static let mirrored = [
    "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
  ]

  /// The value of an integer that has the same one when it is read again.
  private func repeatable(_ node: Int, _ inner: (Int) -> Expression) -> Expression? {
    guard category(of: node) == .integer else { return nil }
    let value = inner(node)
    let isKept = value.parts.allSatisfy {
      switch $0 {
      case .constant, .sizeOf, .variable, .field, .binary: true
      default: false
      }
    }
    return isKept ? value : nil
  }
}
