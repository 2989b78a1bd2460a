import CLibClang
import SourceModel

/// By which names the linker knows the functions and variables of a unit, where those are not
/// the names that C has for them: `void release(void *) __asm__("drop");` and
/// `#pragma redefine_extname release drop`.
struct LinkerNames {
  private let files: UnitFiles
  private let families: [String: FamilyFunction]
  /// The declarations at file scope by the names that the linker has for them.
  private var declared: [String: CXCursor] = [:]
  /// The other names, by USR: one declaration tells for all.
  private var symbols: [String: String] = [:]

  /// - Parameter declarations: those of the unit at file scope.
  init(files: UnitFiles, families: [String: FamilyFunction], declarations: [CXCursor] = []) {
    self.files = files
    self.families = families
    var renamed: [CXCursor] = []
    for cursor in declarations where Self.isNamed(cursor) {
      if let symbol = readSymbol(of: cursor) {
        symbols[cursor.usr] = symbol
        if clang_getCursorLinkage(cursor) == CXLinkage_Internal { renamed.append(cursor) }
      } else {
        declared[cursor.spelling] = cursor
      }
    }
    for cursor in renamed {
      guard let symbol = symbols[cursor.usr], declared[symbol] == nil else { continue }
      declared[symbol] = cursor
    }
  }

  /// The linker's name of a function or variable; `nil` where it is that of C.
  func symbol(of cursor: CXCursor) -> String? {
    if let known = symbols[cursor.usr] { return known }
    // What is declared at file scope has been read.
    let parent = clang_getCursorLexicalParent(cursor)
    return parent.kind == CXCursor_TranslationUnit ? nil : readSymbol(of: cursor)
  }

  /// The declaration at file scope of the function that the linker knows by a name; `nil`
  /// when the unit has none.
  func function(named symbol: String) -> CXCursor? {
    declared[symbol].flatMap { $0.kind == CXCursor_FunctionDecl ? $0 : nil }
  }

  /// The same of a variable.
  func variable(named symbol: String) -> CXCursor? {
    declared[symbol].flatMap { $0.kind == CXCursor_VarDecl ? $0 : nil }
  }

  private static func isNamed(_ cursor: CXCursor) -> Bool {
    cursor.kind == CXCursor_FunctionDecl || cursor.kind == CXCursor_VarDecl
  }

  /// Headers outside of the project may give the library's functions what names they like, and
  /// what a rule names keeps its name.
  private func readSymbol(of cursor: CXCursor) -> String? {
    guard clang_getCursorLinkage(cursor) != CXLinkage_NoLinkage,
      clang_Cursor_getStorageClass(cursor) != CX_SC_Register,
      files.position(clang_getCursorLocation(clang_getCanonicalCursor(cursor))) != nil
    else { return nil }
    var symbol = String(disposing: clang_Cursor_getMangling(cursor))
    // Before what the target is not to add to.
    if symbol.first == "\u{1}" { symbol.removeFirst() }
    let name = cursor.spelling
    guard !symbol.isEmpty, symbol != name, families[name] == nil else { return nil }
    // Some targets put it before all names.
    if symbol == "_" + name, !cursor.hasChild(of: CXCursor_AsmLabelAttr) { return nil }
    return symbol
  }
}
