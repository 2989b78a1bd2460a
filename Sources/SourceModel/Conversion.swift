/// What a conversion between integer types does to what is computed from the
/// value: whether an expression means the same with the value as it was before
/// and as it is afterwards.
///
/// Sums and products that leave the range of a type's values by far are taken
/// not to occur; small negative numbers are not.
package enum Conversion: Int, Hashable, Sendable, Codable, Comparable {
  /// The types are as wide and have the same sign, or the value is no integer.
  case none
  /// Negative values stay what they are, in as many bits as there are.
  case extends
  /// Between 64 bits and 32 without a sign, where what was negative is not.
  case unsignedExtends
  /// Between 32 bits with a sign and without.
  case changesSign
  /// A part of the value may be lost.
  case cuts

  package static func < (left: Conversion, right: Conversion) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Whether an operator's result is the same for a converted operand, be that
  /// in the operator's type or wider.
  package func keeps(_ sign: String) -> Bool {
    switch self {
    case .none: true
    case .extends: ["+", "-", "*"].contains(sign)
    case .unsignedExtends: ["+", "*"].contains(sign)
    case .changesSign: sign == "*"
    case .cuts: false
    }
  }
}
