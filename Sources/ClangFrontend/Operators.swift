import CLibClang
import Glibc

/// A binary operator, as far as the front end tells them apart.
enum BinaryOperator: Equatable {
  case assign
  /// `+=` and its like, with the operator's spelling without the `=`; `nil` for any.
  case compoundAssign(String?)
  case comma
  /// `nil` for `+` or `-` of a pointer and an integer.
  case arithmetic(String?)
  case comparison(String)
  /// `&&` and `||`, whose second operand may not be evaluated.
  case logical(String)
  /// Any that assigns nothing.
  case other
}

/// A unary operator, as far as the front end tells them apart.
enum UnaryOperator {
  case increment, decrement, addressOf, dereference, minus, not
  /// `++` or `--`.
  case step
  /// Any that changes nothing.
  case other
}

/// Finds out which operator a cursor is.
///
/// libclang tells from version 17 on; the functions are looked up at run time
/// so that one source serves older ones as well, where the token between the
/// operands decides. Of an operator out of a macro's body the operands tell a part.
enum Operators {
  private typealias KindFunction = @convention(c) (CXCursor) -> UInt32

  private static let binaryKind = function("clang_getCursorBinaryOperatorKind")
  private static let unaryKind = function("clang_getCursorUnaryOperatorKind")

  private static func function(_ name: String) -> KindFunction? {
    guard let symbol = dlsym(nil, name) else { return nil }
    return unsafeBitCast(symbol, to: KindFunction.self)
  }

  /// The spellings in the order of `CXBinaryOperatorKind`.
  private static let binarySpellings = [
    "", ".*", "->*", "*", "/", "%", "+", "-", "<<", ">>", "<=>", "<", ">", "<=", ">=", "==", "!=",
    "&", "^", "|", "&&", "||", "=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=",
    ",",
  ]

  /// The operator of a `BinaryOperator` or `CompoundAssignOperator` cursor;
  /// `nil` when it cannot be told.
  static func binary(_ cursor: CXCursor, token: () -> String?) -> BinaryOperator? {
    if let binaryKind {
      let kind = Int(binaryKind(cursor))
      return binarySpellings.indices.contains(kind) ? binary(spelling: binarySpellings[kind]) : nil
    }
    return token().flatMap { binary(spelling: $0) }
  }

  private static func binary(spelling: String) -> BinaryOperator? {
    switch spelling {
    case "=": .assign
    case ",": .comma
    case "*", "/", "%", "+", "-", "<<", ">>", "&", "^", "|": .arithmetic(spelling)
    case "<=>", "<", ">", "<=", ">=", "==", "!=": .comparison(spelling)
    case "&&", "||": .logical(spelling)
    case "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|=":
      .compoundAssign(String(spelling.dropLast()))
    default: nil
    }
  }

  /// The operator of a `UnaryOperator` cursor; `nil` when it cannot be told.
  static func unary(_ cursor: CXCursor, token: () -> String?) -> UnaryOperator? {
    guard let unaryKind else { return token().flatMap { unary(spelling: $0) } }
    switch unaryKind(cursor) {
    case 0: return nil
    case 1, 3: return .increment
    case 2, 4: return .decrement
    case 5: return .addressOf
    case 6: return .dereference
    case 8: return .minus
    case 10: return .not
    default: return .other
    }
  }

  private static func unary(spelling: String) -> UnaryOperator? {
    switch spelling {
    case "++": .increment
    case "--": .decrement
    case "&": .addressOf
    case "*": .dereference
    case "-": .minus
    case "!": .not
    case "+", "~", "__extension__", "__real__", "__imag__": .other
    default: nil
    }
  }
}
