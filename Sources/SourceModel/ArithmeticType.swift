/// The type in which an operator computes: the one that its operands are converted
/// to (C11 6.3.1.8), as far as values depend on it. Ordered by rank.
package enum ArithmeticType: UInt8, Hashable, Sendable, Codable, Comparable {
  /// 32 bits with a sign, which narrower types become, too.
  case int
  /// 32 bits without a sign.
  case unsigned
  /// 64 bits with a sign.
  case long
  /// 64 bits without a sign, as `size_t`.
  case unsignedLong
  /// An operand is a pointer to bytes, which nothing converts.
  case pointer

  /// - Parameter size: how many bytes an integer type has.
  package init(size: Int, isSigned: Bool) {
    switch (size, isSigned) {
    case (..<4, _), (4, true): self = .int
    case (4, false): self = .unsigned
    case (_, true): self = .long
    case (_, false): self = .unsignedLong
    }
  }

  package static func < (left: ArithmeticType, right: ArithmeticType) -> Bool {
    left.rawValue < right.rawValue
  }

  package var isWide: Bool { self >= .long }

  /// A cast to it.
  package var cast: String {
    switch self {
    case .int: "(int)"
    case .unsigned: "(unsigned)"
    case .long: "(long long)"
    case .unsignedLong: "(size_t)"
    case .pointer: "(char *)"
    }
  }

  /// The smallest that has a value, as a decimal number in C has it.
  package init(of value: Int) {
    self = Int(Int32.min)...Int(Int32.max) ~= value ? .int : .long
  }

  /// Whether a value is one of the type's.
  fileprivate func has(_ value: Int) -> Bool {
    switch self {
    case .int: Int(Int32.min)...Int(Int32.max) ~= value
    case .unsigned: 0...Int(UInt32.max) ~= value
    case .long, .pointer: true
    case .unsignedLong: value >= 0
    }
  }
}

extension Expression {
  /// The value, if it is a constant or a `sizeof`.
  package var constantValue: Int? {
    switch self {
    case .constant(let value): return value
    case .sizeOf(_, let bytes): return bytes
    case .binary(let sign, let left, let right, let type):
      guard let left = left.constantValue, let right = right.constantValue,
        let result = Self.evaluate(sign, left, right), type.has(result)
      else { return nil }
      return result
    case .orInstead(let value, let other): return value.constantValue.map { $0 == 0 ? other : $0 }
    default: return nil
    }
  }

  private static func evaluate(_ sign: String, _ left: Int, _ right: Int) -> Int? {
    let result: (partialValue: Int, overflow: Bool)
    switch sign {
    case "+": result = left.addingReportingOverflow(right)
    case "-": result = left.subtractingReportingOverflow(right)
    case "*": result = left.multipliedReportingOverflow(by: right)
    default: return evaluateNatural(sign, left, right)
    }
    return result.overflow ? nil : result.partialValue
  }

  /// The operators that treat signs in ways of their own, where there are none.
  private static func evaluateNatural(_ sign: String, _ left: Int, _ right: Int) -> Int? {
    guard left >= 0, right >= 0 else { return nil }
    switch sign {
    case "/": return right == 0 ? nil : left / right
    case "%": return right == 0 ? nil : left % right
    case ">>": return right > 30 ? nil : left >> right
    case "<<": return right > 30 || left > Int32.max ? nil : left << right
    default: return nil
    }
  }
}
