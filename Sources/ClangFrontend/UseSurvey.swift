import CLibClang

/// What counting wants to know of a declaration before it looks closer: whether
/// it names a family function, and which functions it calls.
final class UseSurvey {
  /// A call of a function that the project declares.
  struct Call {
    var callee: Declaration.Function
    var location: CXSourceLocation
  }

  private let declarations: DeclarationTable
  private(set) var usesFamily = false
  /// In source order.
  private(set) var calls: [Call] = []
  /// How many calls there are, those of any function counted.
  private(set) var callCount = 0

  /// Visits everything below a declaration. The visit is libclang's own
  /// recursion, so its depth does not grow with the tree's.
  init(of declaration: CXCursor, declarations: DeclarationTable) {
    self.declarations = declarations
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
      guard let callee = function(cursor), callee.isInProject else { return }
      calls.append(Call(callee: callee, location: cursor.start))
    case CXCursor_DeclRefExpr:
      if function(cursor)?.family != nil { usesFamily = true }
    default: break
    }
  }

  /// The function that an expression refers to.
  private func function(_ expression: CXCursor) -> Declaration.Function? {
    let referenced = expression.referenced
    guard referenced.kind == CXCursor_FunctionDecl,
      case .function(let function) = declarations.declaration(of: referenced)
    else { return nil }
    return function
  }
}
