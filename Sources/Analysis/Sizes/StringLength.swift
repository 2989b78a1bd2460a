import SourceModel

/// A number of bytes as a sum: a constant and multiples of other values, such
/// as the lengths of strings.
struct StringLength: Hashable {
  private(set) var constant = 0
  private(set) var terms: [Expression: Int] = [:]

  static func + (left: StringLength, right: StringLength) -> StringLength {
    left.adding(right, times: 1)
  }

  static func - (left: StringLength, right: StringLength) -> StringLength {
    left.adding(right, times: -1)
  }

  init(_ constant: Int = 0) { self.constant = constant }

  init(term: Expression) { terms = [term: 1] }

  /// The value that it is; `nil` for a sum.
  var onlyTerm: Expression? {
    guard constant == 0, terms.count == 1, let (term, factor) = terms.first, factor == 1 else {
      return nil
    }
    return term
  }

  /// The length of the string that an expression points at.
  static func string(at source: Expression) -> StringLength {
    StringLength(term: .call(function: "strlen", arguments: [source]))
  }

  private func adding(_ other: StringLength, times factor: Int) -> StringLength {
    var sum = self
    sum.constant &+= other.constant &* factor
    for (term, count) in other.terms {
      let total = (sum.terms[term] ?? 0) &+ count &* factor
      sum.terms[term] = total == 0 ? nil : total
    }
    return sum
  }
}

/// Reads sums out of expressions, looking through the local variables that are
/// assigned once.
struct StringLengthReader {
  private var locals: LocalValues
  var context: SizeContext { locals.context }
  var function: String { locals.function }
  var unit: Int { locals.unit }
  /// The point at which the sums are wanted.
  var moment: Moment { locals.moment }
  /// See `LocalValues.earliest`.
  var earliest: Moment { locals.earliest }

  init(context: SizeContext, function: String, unit: Int, moment: Moment) {
    locals = LocalValues(context: context, function: function, unit: unit, moment: moment)
  }

  mutating func read(_ expression: Expression) -> StringLength { read(expression, depth: 0) }

  private mutating func read(_ expression: Expression, depth: Int) -> StringLength {
    if let value = expression.constantValue { return StringLength(value) }
    switch expression {
    case .binary("+", let left, let right, _) where depth < 32:
      return read(left, depth: depth + 1) + read(right, depth: depth + 1)
    case .binary("-", let left, let right, _) where depth < 32:
      return read(left, depth: depth + 1) - read(right, depth: depth + 1)
    case .binary("*", let other, .constant(1), _), .binary("*", .constant(1), let other, _),
      .binary("*", let other, .sizeOf(_, bytes: 1), _),
      .binary("*", .sizeOf(_, bytes: 1), let other, _):
      return read(other, depth: depth + 1)
    case .variable(let variable) where depth < 32:
      guard let store = locals.value(of: variable) else { return StringLength(term: expression) }
      return read(store.value, depth: depth + 1)
    default: return StringLength(term: expression)
    }
  }
}
