import CLibClang
import SourceModel

extension FlowBuilder {
  /// Walks a statement, or an expression whose value is not used.
  func statement(_ node: Int) {
    switch tree[node].kind {
    case CXCursor_CompoundStmt:
      inBlock { tree.children(of: node).forEach(statement) }
    case CXCursor_DeclStmt:
      for child in tree.children(of: node) where tree[child].kind == CXCursor_VarDecl {
        variable(child)
      }
    case CXCursor_ReturnStmt: returnStatement(node)
    case CXCursor_IfStmt, CXCursor_WhileStmt, CXCursor_ForStmt, CXCursor_DoStmt,
      CXCursor_SwitchStmt:
      branches(node)
    case CXCursor_CaseStmt, CXCursor_DefaultStmt, CXCursor_LabelStmt:
      tree.children(of: node).forEach(statement)
    default:
      if SyntaxTree.isExpression(tree[node].kind) {
        _ = value(of: node)
      } else {
        tree.children(of: node).forEach(statement)
      }
    }
  }

  /// A statement with conditions and bodies: each body is a block of its own.
  private func branches(_ node: Int) {
    for child in tree.children(of: node) {
      if SyntaxTree.isExpression(tree[child].kind), isControl(child, of: node) {
        _ = value(of: child)
      } else {
        inBlock { statement(child) }
      }
    }
  }

  /// Whether an expression below a branching statement is its condition
  /// rather than a body that consists of one expression.
  private func isControl(_ child: Int, of node: Int) -> Bool {
    let kind = tree[node].kind
    if kind == CXCursor_DoStmt { return true }
    return tree[node].firstChild == Int32(child) || kind == CXCursor_ForStmt && !isLast(child)
  }

  private func isLast(_ child: Int) -> Bool { tree[child].nextSibling < 0 }

  private func returnStatement(_ node: Int) {
    guard let child = tree.firstChild(of: node), let from = value(of: child), let function else {
      return
    }
    add(.copy(from: from, to: declarations.id(.result(function: function))), at: node)
  }

  /// A variable's declaration with its initialiser.
  func variable(_ node: Int) {
    let cursor = tree[node].cursor
    guard case .variable(let target, let type) = declarations.declaration(of: cursor) else {
      return
    }
    if function != nil, clang_getCursorLinkage(cursor) == CXLinkage_NoLinkage {
      noteLocal(target, scope: scope(of: node), type: type)
    }
    guard let initializer = initializer(of: node) else { return }
    initialise(Place.node(target, base: nil), type: type, from: initializer)
  }

  /// The node of a variable's initialiser.
  private func initializer(of node: Int) -> Int? {
    let cursor = clang_Cursor_getVarDeclInitializer(tree[node].cursor)
    guard !cursor.isNull else { return nil }
    return tree.children(of: node).last { clang_equalCursors(tree[$0].cursor, cursor) != 0 }
  }

  /// From a declaration's end to the end of the statement that holds it.
  private func scope(of node: Int) -> ByteRange {
    let start = tree[node].cursor.end.fileOffset
    var parent = tree.parent(of: node)
    while let current = parent {
      switch tree[current].kind {
      case CXCursor_CompoundStmt, CXCursor_ForStmt, CXCursor_FunctionDecl, CXCursor_StmtExpr:
        return ByteRange(start, max(start, tree[current].cursor.end.fileOffset))
      default: parent = tree.parent(of: current)
      }
    }
    return ByteRange(start, start)
  }

  // MARK: Initialisers

  /// Initialises a place of a type from an expression or a braced list.
  func initialise(_ place: Place, type: CXType, from node: Int) {
    if tree[node].kind == CXCursor_InitListExpr {
      var rest = tree.children(of: node)[...]
      initialiseMembers(of: place, type: type, from: &rest)
      return
    }
    store(to: place, type: type, from: node, at: node)
  }

  /// Takes as many of a list's elements as an aggregate has members, also where
  /// the braces around the inner aggregate are left out.
  private func initialiseMembers(
    of place: Place, type: CXType, from rest: inout ArraySlice<Int>
  ) {
    switch types.category(type) {
    case .record: initialiseFields(type: type, from: &rest)
    case .array:
      guard let element = types.pointeeType(type) else { return }
      while let next = rest.first {
        rest.removeFirst()
        initialiseMember(place, type: element, from: next, rest: &rest)
      }
    default:
      guard let next = rest.popFirst() else { return }
      initialise(place, type: type, from: next)
    }
  }

  private func initialiseFields(type: CXType, from rest: inout ArraySlice<Int>) {
    let fields = Self.fields(of: type)
    var position = 0
    while let next = rest.first {
      let designated = designatedField(next)
      if let designated { position = (fields.firstIndex { $0.usr == designated.usr } ?? position) }
      guard designated != nil || position < fields.count else { return }
      rest.removeFirst()
      let field = designated ?? fields[position]
      position += 1
      if case .field(let id, let type, _) = declarations.declaration(of: field) {
        initialiseMember(
          .node(id, base: .opaque(text: "initialiser", offset: next)), type: type,
          from: designated == nil ? next : lastChild(next), rest: &rest)
      }
    }
  }

  /// Initialises one member, whose braces may be left out.
  private func initialiseMember(
    _ place: Place, type: CXType, from node: Int, rest: inout ArraySlice<Int>
  ) {
    let category = types.category(type)
    let isAggregate = category == .record || category == .array
    let stripped = strip(node)
    let isWhole =
      tree[stripped].kind == CXCursor_InitListExpr || tree[stripped].kind == CXCursor_StringLiteral
      || types.category(tree[stripped].cursor.type) == category
    if isAggregate, !isWhole {
      rest.insert(node, at: rest.startIndex)
      let count = rest.count
      initialiseMembers(of: place, type: type, from: &rest)
      // A record without members takes nothing: go on behind the element.
      if rest.count == count { rest.removeFirst() }
    } else {
      initialise(place, type: type, from: strippedList(node))
    }
  }

  /// A designator's wrapper around a braced list stands in the list's place.
  private func strippedList(_ node: Int) -> Int {
    let stripped = strip(node)
    return tree[stripped].kind == CXCursor_InitListExpr ? stripped : node
  }

  private func designatedField(_ node: Int) -> CXCursor? {
    guard tree[node].kind == CXCursor_UnexposedExpr, let first = tree.firstChild(of: node),
      tree[first].kind == CXCursor_MemberRef
    else { return nil }
    return tree[first].cursor.referenced
  }

  private func lastChild(_ node: Int) -> Int { tree.children(of: node).last ?? node }

  /// The fields of a record in order; those of anonymous members stand where
  /// the member does.
  static func fields(of type: CXType) -> [CXCursor] {
    let list = FieldList()
    clang_Type_visitFields(
      clang_getCanonicalType(type),
      { cursor, data in
        if let data {
          Unmanaged<FieldList>.fromOpaque(data).takeUnretainedValue().cursors.append(cursor)
        }
        return CXVisit_Continue
      }, Unmanaged.passUnretained(list).toOpaque())
    return list.cursors
  }

  private final class FieldList { var cursors: [CXCursor] = [] }
}
