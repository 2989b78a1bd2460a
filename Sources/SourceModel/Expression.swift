/// A C expression with everything dropped that does not bear on sizes:
/// parentheses, casts between integer and pointer types that keep the value,
/// spelling. What conversions do to operands is in the type of the operator.
///
/// Two equal expressions mean the same where the values of the variables and
/// fields they read are the same.
package indirect enum Expression: Hashable, Sendable, Codable {
  /// A value that clang evaluated.
  case constant(Int)
  /// `sizeof` of a type or expression: the canonical type and its bytes.
  case sizeOf(type: String, bytes: Int)
  /// A variable, parameter or global.
  case variable(FlowNode)
  /// A member of the object that `base` points at or is.
  case field(base: Expression, field: FlowNode)
  /// `*base`.
  case dereference(Expression)
  /// `base[index]`.
  case element(base: Expression, index: Expression)
  /// A binary operator by its spelling, such as `+`, and the type in which it
  /// computes.
  case binary(String, Expression, Expression, ArithmeticType)
  /// A value, or a number above 0 in its place where it is 0: `n ? n : 1`. Made by
  /// `nonZero(_:instead:)`.
  case orInstead(Expression, Int)
  /// A call of a named function.
  case call(function: String, arguments: [Expression])
  /// Anything else, by its tokens; equal only to itself at the same place.
  case opaque(text: String, offset: Int)

  /// The direct sub-expressions.
  package var children: [Expression] {
    switch self {
    case .constant, .sizeOf, .variable, .opaque: []
    case .field(let base, _), .dereference(let base), .orInstead(let base, _): [base]
    case .element(let base, let index): [base, index]
    case .binary(_, let left, let right, _): [left, right]
    case .call(_, let arguments): arguments
    }
  }

  /// A value, or another number where it is 0; the value itself where it never is.
  ///
  /// - Parameter other: more than 0.
  package static func nonZero(_ value: Expression, instead other: Int) -> Expression {
    if let known = value.constantValue { return known == 0 ? .constant(other) : value }
    return value.isPositive ? value : .orInstead(value, other)
  }

  /// Whether it is a sum of constants and lengths of strings that cannot be 0: no two
  /// strings are so long that their lengths overflow.
  private var isPositive: Bool {
    if let value = constantValue { return value > 0 }
    guard case .binary("+", let left, let right, .unsignedLong) = self else { return false }
    return left.isPositive && right.isNatural || left.isNatural && right.isPositive
  }

  private var isNatural: Bool {
    switch self {
    case .call("strlen", _): true
    case .binary("+", let left, let right, .unsignedLong): left.isNatural && right.isNatural
    default: constantValue.map { $0 >= 0 } ?? false
    }
  }

  /// All sub-expressions, itself first; with an explicit stack.
  package var parts: [Expression] {
    var result: [Expression] = []
    var stack = [self]
    while let next = stack.popLast() {
      result.append(next)
      stack.append(contentsOf: next.children)
    }
    return result
  }

  /// The variables and fields that occur in it.
  package var places: [FlowNode] {
    parts.compactMap {
      switch $0 {
      case .variable(let node), .field(_, let node): node
      default: nil
      }
    }
  }

  /// The variable of which it is a part or holds what it leads to.
  package var root: FlowNode? {
    switch self {
    case .variable(let variable): variable
    case .field(let base, _), .dereference(let base), .element(let base, _): base.root
    default: nil
    }
  }

  /// Whether it is a variable, or a part of what variables hold.
  package var isRooted: Bool {
    switch self {
    case .variable: true
    case .field(let base, _), .dereference(let base), .element(let base, _): base.isRooted
    case .binary(_, let left, let right, _): left.isRooted || right.isRooted
    case .orInstead(let value, _): value.isRooted
    case .constant, .sizeOf, .call, .opaque: false
    }
  }

  /// Whether a constant occurs in it.
  package var hasConstants: Bool {
    parts.contains {
      switch $0 {
      case .constant, .sizeOf: true
      default: false
      }
    }
  }
}
