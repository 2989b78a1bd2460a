import CLibClang
import SourceModel

/// Functions that are declared as another name of one:
/// `void drop(void *p) __attribute__((alias("release")));`.
extension FlowBuilder {
  /// Enters such a function as if its body called the other with what it is given and
  /// returned what that returns, so that what comes in by either name is seen. What is no such
  /// declaration is left alone, and so is one with variable arguments.
  ///
  /// The functions of the unit must have been met: the other may be defined further down.
  func addOtherName(_ cursor: CXCursor) {
    guard case .function(let declared) = declarations.declaration(of: cursor),
      declared.family == nil, clang_isFunctionTypeVariadic(cursor.type) == 0,
      let name = Self.otherName(in: cursor)
    else { return }
    let target = declarations.functionsByName[name]
    enterOtherName(SyntaxTree(root: cursor), declared)
    if let target { noteFunction(target) }
    let type = clang_getResultType(cursor.type)
    let category = types.category(type)
    let value = category == .pointer || category == .integer ? declarations.temporary() : nil
    let place = location(of: tree.root)
    let call = FlowCall(
      callee: .direct(usr: target?.usr ?? "c:@F@\(name)", name: name),
      arguments: parameters(passedOnBy: cursor), result: category == .pointer ? value : nil,
      integer: category == .integer ? value : nil, resultPointee: types.pointee(type)?.spelling,
      function: declared.usr, familyFunction: target?.family, site: place, location: place,
      order: nextOrder(), block: block, isRepeated: false)
    let index = record(call: call, at: tree.root)
    guard let value else { return }
    if target?.family?.role.allocates == true {
      add(.address(of: .heap(call: index), to: value), at: tree.root)
    }
    let result = declarations.id(.result(function: declared.usr))
    if category == .integer {
      noteInteger(value)
      noteInteger(result)
    }
    add(.copy(from: value, to: result), at: tree.root)
  }

  private func parameters(passedOnBy function: CXCursor) -> [FlowCall.Argument] {
    Self.parameters(of: function).map { parameter in
      guard case .variable(let id, let type) = declarations.declaration(of: parameter) else {
        return FlowCall.Argument(node: nil, expression: opaque(tree.root), type: "")
      }
      let pointee = types.pointee(type)
      return FlowCall.Argument(
        node: id, expression: .variable(declarations.nodes[Int(id)]),
        type: types.facts(type).spelling, pointee: pointee?.spelling, pointeeSize: pointee?.size)
    }
  }

  /// The function that a declaration names as the one which it is: as clang prints it, since
  /// the attribute may come out of a macro; `nil` for none.
  private static func otherName(in declaration: CXCursor) -> String? {
    guard hasUnexposedAttribute(declaration) else { return nil }
    let policy = clang_getCursorPrintingPolicy(declaration)
    defer { clang_PrintingPolicy_dispose(policy) }
    let text = String(disposing: clang_getCursorPrettyPrinted(declaration, policy))
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    for (before, name) in zip(parts, parts.dropFirst())
    where before.hasSuffix("((alias(") || before.hasSuffix("((weakref(") {
      return String(name)
    }
    return nil
  }

  private static func hasUnexposedAttribute(_ declaration: CXCursor) -> Bool {
    clang_visitChildren(
      declaration,
      { child, _, _ in
        child.kind == CXCursor_UnexposedAttr ? CXChildVisit_Break : CXChildVisit_Continue
      }, nil) != 0
  }
}
