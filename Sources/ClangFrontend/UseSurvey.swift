import CLibClang

/// What counting wants to know of a declaration before it looks closer: whether
/// it names a family function, and which functions it calls that may be
/// wrappers.
final class UseSurvey {
  /// A call of a function that may be a wrapper.
  struct Call {
    var callee: CXCursor
    var location: CXSourceLocation
  }

  private let callees: CalleeTable
  private(set) var usesFamily = false
  /// In source order.
  private(set) var calls: [Call] = []
  /// How many calls there are, those of any function counted.
  private(set) var callCount = 0

  /// Visits everything below a declaration. The visit is libclang's own
  /// recursion, so its depth does not grow with the tree's.
  init(of declaration: CXCursor, callees: CalleeTable) {
    self.callees = callees
    clang_visitChildren(
      declaration,
      { cursor, _, data in
        guard let data else { return CXChildVisit_Break }
        Unmanaged<UseSurvey>.fromOpaque(data).takeUnretainedValue().note(cursor)
        return CXChildVisit_Recurse
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func note(_ cursor: CXCursor) {
    switch cursor.kind {
    case CXCursor_CallExpr:
      callCount += 1
      let callee = cursor.referenced
      guard callees.kind(of: callee) == .perhapsWrapper else { return }
      calls.append(Call(callee: callee, location: cursor.start))
    case CXCursor_DeclRefExpr:
      if callees.kind(of: cursor.referenced) == .family { usesFamily = true }
    default: break
    }
  }
}

/// Sorts the functions that a unit refers to, each once and by as little as it
/// takes.
final class CalleeTable {
  enum Kind {
    case family
    /// One that the project declares, of a type that wrappers have.
    case perhapsWrapper
    case other
  }

  private let files: UnitFiles
  private let declarations: DeclarationTable
  private var known: [UnsafeRawPointer: Kind] = [:]

  init(files: UnitFiles, declarations: DeclarationTable) {
    self.files = files
    self.declarations = declarations
  }

  /// What a declaration is; `other` when it declares no function.
  func kind(of declaration: CXCursor) -> Kind {
    guard declaration.kind == CXCursor_FunctionDecl, let key = declaration.declarationKey else {
      return .other
    }
    if let kind = known[key] { return kind }
    let kind = read(declaration)
    known[key] = kind
    return kind
  }

  private func read(_ function: CXCursor) -> Kind {
    if declarations.family(of: function, named: function.spelling) != nil { return .family }
    guard files.position(clang_getCursorLocation(function)) != nil else { return .other }
    let parameters = (0..<max(0, clang_Cursor_getNumArguments(function))).map {
      clang_Cursor_getArgument(function, UInt32($0)).type
    }
    let types = [clang_getCursorResultType(function)] + parameters
    return types.contains(where: Self.isPlainPointer) ? .perhapsWrapper : .other
  }

  /// Whether a type is `void *` or a pointer to characters, as
  /// `WrapperFinder.mayWrap` asks; an array parameter is a pointer, too.
  private static func isPlainPointer(_ type: CXType) -> Bool {
    let type = clang_getCanonicalType(type)
    let pointee =
      type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type)
    switch clang_getCanonicalType(pointee).kind {
    case CXType_Void, CXType_Char_S, CXType_Char_U, CXType_SChar, CXType_UChar: return true
    default: return false
    }
  }
}
