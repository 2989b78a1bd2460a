import CLibClang

/// What an attribute says that a function or variable is besides its own name.
enum OtherName {
  /// The function or variable of that name: `alias`, `weakref`.
  case target(String)
  /// What a function of that name returns when the program starts: `ifunc`.
  case resolver(String)

  /// As clang prints the declaration, since the attribute may come out of a macro; `nil` for
  /// none.
  init?(of declaration: CXCursor) {
    guard declaration.hasChild(of: CXCursor_UnexposedAttr) else { return nil }
    let policy = clang_getCursorPrintingPolicy(declaration)
    defer { clang_PrintingPolicy_dispose(policy) }
    let text = String(disposing: clang_getCursorPrettyPrinted(declaration, policy))
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    for (before, name) in zip(parts, parts.dropFirst()) {
      if before.hasSuffix("((alias(") || before.hasSuffix("((weakref(") {
        self = .target(String(name))
        return
      }
      if before.hasSuffix("((ifunc(") {
        self = .resolver(String(name))
        return
      }
    }
    return nil
  }
}
