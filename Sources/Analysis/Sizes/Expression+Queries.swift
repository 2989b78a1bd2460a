import SourceModel

extension Expression {
  /// The variables that occur in it.
  var variables: [FlowNode] {
    parts.compactMap { if case .variable(let node) = $0 { node } else { nil } }
  }

  /// Those of them that are no part of a member's name.
  var ownVariables: [FlowNode] {
    switch self {
    case .variable(let node): [node]
    case .field: []
    default: children.flatMap(\.ownVariables)
    }
  }

  /// Whether it consists of constants, sizes, variables and operators alone.
  var isClosed: Bool {
    parts.allSatisfy {
      switch $0 {
      case .constant, .sizeOf, .variable, .binary, .orInstead: true
      default: false
      }
    }
  }

  /// The expression with each part replaced, the innermost first. Expressions
  /// are as deep as the source that clang itself parsed by recursion; parts
  /// below 200 levels become opaque.
  func mapped(depth: Int = 0, _ transform: (Expression) -> Expression) -> Expression {
    guard depth < 200 else { return .opaque(text: "", offset: -1) }
    func inner(_ part: Expression) -> Expression { part.mapped(depth: depth + 1, transform) }
    let result: Expression =
      switch self {
      case .constant, .sizeOf, .variable, .opaque: self
      case .field(let base, let field): .field(base: inner(base), field: field)
      case .dereference(let base): .dereference(inner(base))
      case .element(let base, let index): .element(base: inner(base), index: inner(index))
      case .binary(let sign, let left, let right, let type):
        .binary(sign, inner(left), inner(right), type)
      case .orInstead(let value, let other): .nonZero(inner(value), instead: other)
      case .call(let function, let arguments):
        .call(function: function, arguments: arguments.map { inner($0) })
      }
    return transform(result)
  }

  /// With the parameters of a wrapper replaced by what a call passes, as far as that
  /// means the same.
  ///
  /// - Parameter uncut: whether to take it that no conversion loses anything.
  func replacingParameters(
    by arguments: [FlowCall.Argument], uncut: Bool = false
  ) -> Expression {
    mapped { part in
      guard case .variable(.parameter(_, let index, _)) = part else { return part }
      guard let argument = arguments[safe: index] else { return .opaque(text: "", offset: -1) }
      let isCount = argument.loses != .part && argument.expression.constantValue ?? -1 >= 0
      return uncut || isCount || keeps(part, through: argument.loses)
        ? argument.expression : .opaque(text: "", offset: -1)
    }
  }

  /// The expression with some variables replaced by what they hold.
  func replacing(_ values: [FlowNode: Expression]) -> Expression {
    guard !values.isEmpty else { return self }
    return mapped { part in
      guard case .variable(let variable) = part else { return part }
      return values[variable] ?? part
    }
  }

  /// Whether smaller parts make a smaller value: sums and products.
  var onlyGrows: Bool {
    parts.allSatisfy { part in
      switch part {
      case .constant(let value): value >= 0
      case .sizeOf, .variable, .binary("+", _, _, _), .binary("*", _, _, _): true
      default: false
      }
    }
  }

  /// Whether it means the same with a part as it was before a conversion and as it
  /// is afterwards.
  func keeps(_ part: Expression, through loss: Conversion) -> Bool {
    if loss == .nothing || self == part { return loss != .part }
    return parts.allSatisfy { whole in
      // What a conversion cuts may be 0 before or after it alone.
      if case .orInstead = whole { return loss != .part || !whole.parts.contains(part) }
      guard case .binary(let sign, let left, let right, let type) = whole else { return true }
      return loss.keeps(sign, in: type) || !left.parts.contains(part) && !right.parts.contains(part)
    }
  }

  /// With every occurrence of a part replaced, the outermost first.
  func replacing(_ part: Expression, by other: Expression, depth: Int = 0) -> Expression {
    if self == part { return other }
    guard depth < 200 else { return self }
    func inner(_ child: Expression) -> Expression {
      child.replacing(part, by: other, depth: depth + 1)
    }
    switch self {
    case .constant, .sizeOf, .variable, .opaque: return self
    case .field(let base, let field): return .field(base: inner(base), field: field)
    case .dereference(let base): return .dereference(inner(base))
    case .element(let base, let index): return .element(base: inner(base), index: inner(index))
    case .binary(let sign, let left, let right, let type):
      return .binary(sign, inner(left), inner(right), type)
    case .orInstead(let value, let other): return .nonZero(inner(value), instead: other)
    case .call(let function, let arguments):
      return .call(function: function, arguments: arguments.map { inner($0) })
    }
  }

  /// A product or sum with the neutral and constant parts drawn together:
  /// `1 * e` is `e`, and a constant or the size of a type stands on the right.
  var simplified: Expression { simplified { _ in false } }

  /// - Parameter isKept: whether a constant stays as it is, and where it is.
  func simplified(keeping isKept: (Int) -> Bool) -> Expression {
    mapped { part in
      guard case .binary(let sign, let left, let right, let type) = part else { return part }
      switch (sign, left, right) {
      case ("*", .constant(1), let other), ("*", let other, .constant(1)),
        ("+", .constant(0), let other), ("+", let other, .constant(0)),
        ("-", let other, .constant(0)):
        return other
      case (_, .constant(let one), .constant(let two)):
        guard let value = part.constantValue, isKept(value) || !isKept(one) && !isKept(two) else {
          return part
        }
        return .constant(value)
      case ("*", .constant(let value), _) where !isKept(value),
        ("+", .constant(let value), _) where !isKept(value):
        return .binary(sign, right, left, type)
      case ("*", .sizeOf, .sizeOf), ("*", .sizeOf, .constant): return part
      case ("*", .sizeOf, _): return .binary(sign, right, left, type)
      default: return part
      }
    }
  }
}
