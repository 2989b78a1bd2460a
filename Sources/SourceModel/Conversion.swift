/// What a conversion between integer types loses of a value that a size is computed
/// from. Values of more than 31 bits are taken not to occur, small negative ones are.
package enum Conversion: UInt8, Hashable, Sendable, Codable {
  case nothing
  /// In 64 bits, what was below zero is another value.
  case sign
  /// A part of the value may be lost.
  case part

  /// Whether an operator that computes in a type gives the same for a converted
  /// operand: what was below zero makes no product of a size.
  package func keeps(_ sign: String, in type: ArithmeticType) -> Bool {
    switch self {
    case .nothing: true
    case .sign: sign == "*" || !type.isWide
    case .part: false
    }
  }
}
