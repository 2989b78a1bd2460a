import CLibClang
import Foundation
import SourceModel

/// What the front end needs to know of a type, worked out once for each type.
struct TypeFacts {
  enum Category {
    case pointer, array, function, record, integer, void, other
  }

  var category: Category
  /// The canonical, unqualified spelling.
  var spelling: String
  /// Bytes; `nil` for an incomplete type, a function or `void`.
  var size: Int?
  var isConst: Bool
  var isCharacter: Bool
  /// Whether it is `va_list` or what that stands for.
  var isVariableArgumentList: Bool

  /// Whether a value of the type is a pointer or turns into one.
  var decaysToPointer: Bool {
    switch category {
    case .pointer, .array, .function: true
    default: false
    }
  }
}

/// Remembers the facts of each type of a unit.
final class TypeTable {
  private var facts: [UnsafeMutableRawPointer?: TypeFacts] = [:]
  private var names: [UnsafeMutableRawPointer?: String] = [:]
  private var lists: [UnsafeMutableRawPointer?: Bool] = [:]
  /// The project's root: records without a name are spelled by their place.
  private let root: String

  init(root: String) { self.root = root.isEmpty ? "" : root + "/" }

  /// The category alone, which needs no spelling.
  func category(_ type: CXType) -> TypeFacts.Category {
    Self.category(clang_getCanonicalType(type))
  }

  /// Whether an integer type has fewer than 32 bits, so that counts that are
  /// converted to it may be cut. Wider ones are taken to keep sizes.
  func isNarrow(_ type: CXType) -> Bool {
    let canonical = clang_getCanonicalType(type)
    switch canonical.kind {
    case CXType_Bool, CXType_Char_U, CXType_UChar, CXType_Char_S, CXType_SChar, CXType_Char16,
      CXType_UShort, CXType_Short:
      return true
    case CXType_Enum: return (facts(canonical).size ?? 0) < 4
    default: return false
    }
  }

  /// Whether a narrow integer type has negative values.
  static func isSigned(_ type: CXType) -> Bool {
    switch clang_getCanonicalType(type).kind {
    case CXType_Char_S, CXType_SChar, CXType_Short: true
    default: false
    }
  }

  /// Whether a conversion between two types may lose a part of a size or a count.
  func cuts(from source: CXType, to target: CXType) -> Bool {
    if source.data.0 == target.data.0 { return false }
    let (isInteger, wasInteger) = (category(target) == .integer, category(source) == .integer)
    if isInteger && category(source) == .other || wasInteger && category(target) == .other {
      return true
    }
    guard isNarrow(target) else { return false }
    let (from, to) = (facts(source).size ?? Int.max, facts(target).size ?? 0)
    return from > to || from == to && Self.isSigned(source) != Self.isSigned(target)
  }

  /// What a conversion between two types may lose of a size or a count.
  func loss(from source: CXType, to target: CXType) -> Conversion {
    if source.data.0 == target.data.0 { return .nothing }
    if cuts(from: source, to: target) { return .part }
    guard category(source) == .integer, category(target) == .integer else { return .nothing }
    return arithmetic(target) == .unsigned && arithmetic(source) != .unsigned ? .sign : .nothing
  }

  /// The type in which an operator computes whose operands and result have a type.
  func arithmetic(_ type: CXType) -> ArithmeticType {
    if category(type) == .pointer { return .pointer }
    let integer = Self.integer(type)
    return ArithmeticType(size: facts(integer).size ?? 8, isSigned: !Self.isUnsigned(integer))
  }

  /// The integer type that an enumeration is.
  private static func integer(_ type: CXType) -> CXType {
    let canonical = clang_getCanonicalType(type)
    guard canonical.kind == CXType_Enum else { return canonical }
    let integer = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical))
    return integer.kind == CXType_Invalid ? canonical : clang_getCanonicalType(integer)
  }

  private static func isUnsigned(_ canonical: CXType) -> Bool {
    switch canonical.kind {
    case CXType_UInt, CXType_ULong, CXType_ULongLong, CXType_UInt128, CXType_Char32: true
    default: false
    }
  }

  func facts(_ type: CXType) -> TypeFacts {
    if let known = facts[type.data.0] { return known }
    let canonical = clang_getCanonicalType(type)
    let size = Self.size(canonical)
    var spelling = Self.unqualified(String(disposing: clang_getTypeSpelling(canonical)))
    if !root.isEmpty, spelling.utf8.contains(UInt8(ascii: "/")) {
      spelling = spelling.replacingOccurrences(of: root, with: "")
    }
    let result = TypeFacts(
      category: category(type), spelling: spelling,
      size: size,
      isConst: clang_isConstQualifiedType(canonical) != 0,
      isCharacter: Self.isCharacter(canonical.kind),
      isVariableArgumentList: FlowCall.Argument.isVariableArgumentList(spelling))
    facts[type.data.0] = result
    return result
  }

  /// A type's name as written in the source, without qualifiers and `struct`.
  func name(_ type: CXType) -> String {
    if let known = names[type.data.0] { return known }
    let name = Self.tagless(Self.unqualified(String(disposing: clang_getTypeSpelling(type))))
    names[type.data.0] = name
    return name
  }

  /// The facts of what a pointer or array type points at; `nil` for others.
  func pointee(_ type: CXType) -> TypeFacts? {
    pointeeType(type).map { facts($0) }
  }

  /// The type that a pointer or array type points at; `nil` for others.
  func pointeeType(_ type: CXType) -> CXType? {
    switch category(type) {
    case .pointer:
      let direct = clang_getPointeeType(type)
      guard direct.kind == CXType_Invalid else { return direct }
      let canonical = clang_getCanonicalType(type)
      return clang_getPointeeType(
        canonical.kind == CXType_Atomic ? clang_Type_getValueType(canonical) : canonical)
    case .array: return clang_getArrayElementType(clang_getCanonicalType(type))
    default: return nil
    }
  }

  /// What the elements of an array are, or of the arrays in it; the type itself for others.
  func element(_ type: CXType) -> CXType {
    var element = type
    while category(element) == .array, let inner = pointeeType(element) { element = inner }
    return element
  }

  /// Whether a type is a pointer to a function, or an array of such pointers.
  func holdsFunctions(_ type: CXType) -> Bool {
    guard let pointee = pointeeType(type) else { return false }
    switch category(pointee) {
    case .function: return true
    case .pointer: return category(type) == .array && holdsFunctions(pointee)
    default: return false
    }
  }

  /// Whether a function's type is that of one that is declared not to return.
  /// Nothing of libclang tells but the end of the spelling, where the attribute of
  /// a function that a result points at would stand, too.
  func neverReturns(_ function: CXType) -> Bool {
    facts(function).spelling.utf8.reversed().starts(with: Self.noReturn)
      && !holdsFunctions(clang_getResultType(function))
  }

  private static let noReturn = Array(" __attribute__((noreturn))".utf8.reversed())

  /// Whether a type is `va_list` or a pointer to one, by any of its names.
  func isVariableArgumentList(_ type: CXType) -> Bool {
    if let known = lists[type.data.0] { return known }
    let result =
      switch category(type) {
      case .pointer, .array:
        pointee(type)?.isVariableArgumentList ?? false || name(type).hasSuffix("va_list")
      case .record: facts(type).isVariableArgumentList
      default: false
      }
    lists[type.data.0] = result
    return result
  }

  /// The role of the libc function that has exactly this type; `nil` for none.
  func callbackRole(ofFunction type: CXType) -> Role? {
    let type = clang_getCanonicalType(type)
    guard type.kind == CXType_FunctionProto, clang_isFunctionTypeVariadic(type) == 0,
      clang_getFunctionTypeCallingConv(type) == CXCallingConv_C
    else { return nil }
    let result = clang_getResultType(type)
    let wordSize = facts(result).size
    let parameters = (0..<max(0, clang_getNumArgTypes(type))).map {
      callbackPart(clang_getArgType(type, UInt32($0)), wordSize: wordSize)
    }
    switch (callbackPart(result, wordSize: nil), parameters) {
    case (.block, [.size]): return .allocate
    case (.block, [.size, .size]): return .allocateZeroed
    case (.block, [.block, .size]): return .resize
    case (.string, [.constantString]): return .duplicate
    case (.nothing, [.block]): return .release
    default: return nil
    }
  }

  private enum CallbackPart { case block, string, constantString, size, nothing, other }

  private func callbackPart(_ type: CXType, wordSize: Int?) -> CallbackPart {
    let type = clang_getCanonicalType(type)
    switch type.kind {
    case CXType_Void: return .nothing
    case CXType_UInt, CXType_ULong, CXType_ULongLong:
      return facts(type).size == wordSize ? .size : .other
    case CXType_Pointer:
      let pointee = clang_getCanonicalType(clang_getPointeeType(type))
      guard clang_isVolatileQualifiedType(pointee) == 0 else { return .other }
      let isConst = clang_isConstQualifiedType(pointee) != 0
      switch pointee.kind {
      case CXType_Void: return isConst ? .other : .block
      case CXType_Char_S, CXType_Char_U: return isConst ? .constantString : .string
      default: return .other
      }
    default: return .other
    }
  }

  /// libclang crashes when it is asked for the size of a builtin function's
  /// placeholder type, which it does not expose.
  private static func size(_ canonical: CXType) -> Int? {
    guard canonical.kind != CXType_Unexposed, canonical.kind != CXType_Void else { return nil }
    let size = clang_Type_getSizeOf(canonical)
    return size < 0 ? nil : Int(size)
  }

  private static func category(_ canonical: CXType) -> TypeFacts.Category {
    switch canonical.kind {
    case CXType_Pointer, CXType_BlockPointer: return .pointer
    case CXType_ConstantArray, CXType_IncompleteArray, CXType_VariableArray,
      CXType_DependentSizedArray:
      return .array
    case CXType_FunctionProto, CXType_FunctionNoProto: return .function
    case CXType_Record: return .record
    case CXType_Void: return .void
    case CXType_Enum: return .integer
    case CXType_Atomic: return isAtomicPointer(canonical) ? .pointer : .other
    default:
      let isInteger =
        canonical.kind.rawValue >= CXType_Bool.rawValue
        && canonical.kind.rawValue <= CXType_Int128.rawValue
      return isInteger ? .integer : .other
    }
  }

  /// Whether a type is `_Atomic(T *)`. Other threads change the numbers that are atomic,
  /// so that none is a counter.
  private static func isAtomicPointer(_ canonical: CXType) -> Bool {
    category(clang_getCanonicalType(clang_Type_getValueType(canonical))) == .pointer
  }

  private static func isCharacter(_ kind: CXTypeKind) -> Bool {
    [CXType_Char_S, CXType_Char_U, CXType_SChar, CXType_UChar].contains(kind)
  }

  private static func unqualified(_ spelling: String) -> String {
    guard spelling.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "*") })
    else { return spelling }
    var spelling = Substring(spelling)
    while let qualifier = ["const ", "volatile ", "restrict "].first(where: spelling.hasPrefix) {
      spelling = spelling.dropFirst(qualifier.count)
    }
    while let qualifier = ["const", "volatile", "restrict"].first(where: {
      spelling.hasSuffix("*" + $0) || spelling.hasSuffix(" " + $0)
    }) {
      spelling = spelling.dropLast(qualifier.count)
      if spelling.last == " " { spelling = spelling.dropLast() }
    }
    return String(spelling)
  }

  private static func tagless(_ spelling: String) -> String {
    for tag in ["struct ", "union ", "enum "] where spelling.hasPrefix(tag) {
      return String(spelling.dropFirst(tag.count))
    }
    return spelling
  }
}
