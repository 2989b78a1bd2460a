import SourceModel

extension Expression {
  /// What follows from an integer that has got this value, by the integer's
  /// placeholder: the value itself, and `n` from `n - 1`. More than 1 may be a number that
  /// another configuration has otherwise.
  ///
  /// - Parameter type: the integer's; `nil` when that is not known.
  func readings(
    as placeholder: Expression, of type: ArithmeticType?
  ) -> [(part: Expression, value: Expression)] {
    let own = (self, placeholder)
    guard case .binary("-", let whole, let steps, let computed) = self, let type,
      computed != .pointer, steps.constantValue == 1, whole.constantValue == nil,
      // Below 0 it would have become a large number before the integer got it.
      computed != .unsigned || !type.isWide
    else { return [own] }
    return [own, (whole, .binary("+", placeholder, steps, type))]
  }
}
