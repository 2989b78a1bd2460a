import CLibClang

/// What the front end needs to know of a type, worked out once for each type.
struct TypeFacts {
  enum Category {
    case pointer, array, function, record, integer, void, other
  }

  var category: Category
  /// The canonical, unqualified spelling.
  var spelling: String
  /// The name as written in the source, without qualifiers and `struct`.
  var name: String
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
  /// The category alone, which needs no spelling.
  func category(_ type: CXType) -> TypeFacts.Category {
    Self.category(clang_getCanonicalType(type))
  }

  func facts(_ type: CXType) -> TypeFacts {
    if let known = facts[type.data.0] { return known }
    let canonical = clang_getCanonicalType(type)
    let size = Self.size(canonical)
    let spelling = Self.unqualified(String(disposing: clang_getTypeSpelling(canonical)))
    let result = TypeFacts(
      category: category(type), spelling: spelling,
      name: Self.tagless(Self.unqualified(String(disposing: clang_getTypeSpelling(type)))),
      size: size,
      isConst: clang_isConstQualifiedType(canonical) != 0,
      isCharacter: Self.isCharacter(canonical.kind),
      isVariableArgumentList: spelling.contains("__va_list"))
    facts[type.data.0] = result
    return result
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
      return direct.kind == CXType_Invalid
        ? clang_getPointeeType(clang_getCanonicalType(type)) : direct
    case .array: return clang_getArrayElementType(clang_getCanonicalType(type))
    default: return nil
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
    default:
      let isInteger =
        canonical.kind.rawValue >= CXType_Bool.rawValue
        && canonical.kind.rawValue <= CXType_Int128.rawValue
      return isInteger ? .integer : .other
    }
  }

  private static func isCharacter(_ kind: CXTypeKind) -> Bool {
    [CXType_Char_S, CXType_Char_U, CXType_SChar, CXType_UChar].contains(kind)
  }

  private static func unqualified(_ spelling: String) -> String {
    var spelling = Substring(spelling)
    while let qualifier = ["const ", "volatile ", "restrict "].first(where: spelling.hasPrefix) {
      spelling = spelling.dropFirst(qualifier.count)
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
