/// A C expression with everything dropped that does not bear on sizes:
/// parentheses, casts between integer and pointer types that keep the value,
/// spelling.
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
  /// A binary operator by its spelling, such as `+`.
  case binary(String, Expression, Expression)
  /// A call of a named function.
  case call(function: String, arguments: [Expression])
  /// Anything else, by its tokens; equal only to itself at the same place.
  case opaque(text: String, offset: Int)

  /// The value, if it is a constant or a `sizeof`.
  package var constantValue: Int? {
    switch self {
    case .constant(let value): value
    case .sizeOf(_, let bytes): bytes
    case .binary(let op, let left, let right):
      Self.evaluate(op, left.constantValue, right.constantValue)
    default: nil
    }
  }

  private static func evaluate(_ op: String, _ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return nil }
    let result: (partialValue: Int, overflow: Bool)
    switch op {
    case "+": result = left.addingReportingOverflow(right)
    case "-": result = left.subtractingReportingOverflow(right)
    case "*": result = left.multipliedReportingOverflow(by: right)
    default: return nil
    }
    return result.overflow ? nil : result.partialValue
  }
}
