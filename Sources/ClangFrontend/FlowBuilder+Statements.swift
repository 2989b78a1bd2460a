import CLibClang
import SourceModel

extension FlowBuilder {
  /// Walks a statement, or an expression whose value is not used.
  func statement(_ node: Int) {
    switch tree[node].kind {
    case CXCursor_CompoundStmt:
      noteCompound(node)
      inBlock(entry: .always) {
        tree.forEachChild(of: node, statement)
        compoundEnd = BlockTree.Point(block: blocks.current, order: order)
      }
    case CXCursor_DeclStmt:
      tree.forEachChild(of: node) { child in
        switch tree[child].kind {
        case CXCursor_VarDecl: variable(child)
        default: noteName(child)
        }
      }
    case CXCursor_ReturnStmt: returnStatement(node)
    case CXCursor_IfStmt, CXCursor_WhileStmt, CXCursor_ForStmt, CXCursor_DoStmt,
      CXCursor_SwitchStmt:
      branches(node)
    case CXCursor_CaseStmt, CXCursor_DefaultStmt:
      blocks.startCase(at: order)
      current.startLabel()
      tree.forEachChild(of: node, statement)
    case CXCursor_LabelStmt:
      blocks.startLabel(startOffset(of: node), at: order)
      current.startLabel()
      tree.forEachChild(of: node, statement)
    case CXCursor_GotoStmt:
      let last = order
      blocks.jump(to: BlockTree.label(of: node, in: tree), behind: last, at: nextOrder())
    case CXCursor_IndirectGotoStmt:
      tree.forEachChild(of: node, statement)
      blocks.exit(at: nextOrder(), start: 0)
    case CXCursor_BreakStmt: blocks.exit(at: nextOrder(), start: breakable.last ?? 0)
    case CXCursor_ContinueStmt:
      blocks.exit(at: nextOrder(), start: continuable.last ?? 0, isContinue: true)
    case CXCursor_GCCAsmStmt, CXCursor_AsmStmt:
      // It may write to its operands.
      current.giveUp()
      tree.forEachChild(of: node) { _ = address(of: $0) }
    default:
      if SyntaxTree.isExpression(tree[node].kind) {
        _ = value(of: node)
      } else {
        tree.forEachChild(of: node, statement)
      }
    }
  }

  /// Notes a declaration in a function of what is no variable, with the names
  /// that it takes from what the file declares.
  private func noteName(_ node: Int) {
    let cursor = tree[node].cursor
    switch tree[node].kind {
    case CXCursor_StructDecl, CXCursor_UnionDecl:
      addRecord(cursor, scope: scope(of: node))
      if clang_isCursorDefinition(cursor) == 0 { noteName(types.facts(cursor.type).spelling) }
    case CXCursor_EnumDecl:
      for child in tree.children(of: node) { noteName(tree[child].cursor.spelling) }
    case CXCursor_TypedefDecl, CXCursor_FunctionDecl: noteName(cursor.spelling)
    default: break
    }
  }

  /// Notes where the statements of a block start, if others can be put in front of them.
  private func noteCompound(_ node: Int) {
    guard !isSwitchBody(node), let (file, start) = startPosition(of: node) else {
      return
    }
    let range = ByteRange(start, endOffset(of: node))
    guard range.count > 1, files.isSpelled(range, in: file) else { return }
    var statements: [FlowCompound.Statement] = []
    for child in tree.children(of: node) {
      guard let (other, offset) = startPosition(of: child), other == file,
        range.contains(offset)
      else { return }
      // Several statements may come out of one macro.
      guard statements.last?.start != offset else { continue }
      statements.append(FlowCompound.Statement(start: offset, kind: kind(ofStatement: child)))
    }
    let path = files.files[file].path
    noteCompound(FlowCompound(file: path, range: range, statements: statements))
  }

  /// Whether a block is the body of a `switch`, whose start nothing reaches.
  private func isSwitchBody(_ block: Int) -> Bool {
    tree.parent(of: block).map { tree[$0].kind == CXCursor_SwitchStmt } ?? false
  }

  private func kind(ofStatement node: Int) -> FlowCompound.Kind {
    switch tree[node].kind {
    case CXCursor_DeclStmt: .declaration
    case CXCursor_CaseStmt, CXCursor_DefaultStmt, CXCursor_LabelStmt: .labelled
    default: SyntaxTree.isExpression(tree[node].kind) ? .expression : .other
    }
  }

  /// A statement with conditions and bodies. All but a condition that is
  /// evaluated once are blocks of their own.
  private func branches(_ node: Int) {
    let kind = tree[node].kind
    if kind == CXCursor_IfStmt { return ifStatement(node) }
    let isSwitch = kind == CXCursor_SwitchStmt
    let jumps = blocks.exits.count
    breakable.append(order)
    if !isSwitch { continuable.append(order) }
    tree.forEachChild(of: node) { child in
      let isFirst = tree[node].firstChild == Int32(child)
      if isFirst, isSwitch || tree[child].kind == CXCursor_DeclStmt {
        statement(child)
      } else if isSwitch {
        blocks.startSwitch(at: order)
        inBlock { statement(child) }
        blocks.endSwitch()
      } else {
        let isBody = isFirst && kind == CXCursor_DoStmt
        inLoop(node, entry: isBody ? .always : .sometimes([])) { statement(child) }
      }
    }
    breakable.removeLast()
    if !isSwitch { continuable.removeLast() }
    blocks.endJumps(since: jumps, at: order, isLoop: !isSwitch)
  }

  private func ifStatement(_ node: Int) {
    let children = tree.children(of: node)
    guard let condition = children.first else { return }
    statement(condition)
    let guards = guards(of: condition)
    let start = BlockTree.Point(block: blocks.current, order: order)
    var ends: [BlockTree.Point] = []
    for (position, branch) in children.dropFirst().enumerated() {
      inBlock(entry: .sometimes(position == 0 ? guards.ifTrue : guards.ifFalse)) {
        let arm = blocks.current
        statement(branch)
        let isCompound = tree[branch].kind == CXCursor_CompoundStmt && blocks.current == arm
        ends.append(isCompound ? compoundEnd : .init(block: blocks.current, order: order))
      }
    }
    if ends.count == 2 { blocks.endChoice(from: start, at: order, ends: ends) }
  }

  private func returnStatement(_ node: Int) {
    defer { blocks.exit(at: nextOrder(), start: 0, target: .end) }
    guard let child = tree.firstChild(of: node), let from = value(of: child), let function else {
      return
    }
    let result = declarations.id(.result(function: function))
    switch declarations.nodes[Int(from)] {
    case .local where category(of: child) == .pointer,
      .parameter where category(of: child) == .pointer:
      returns.append(
        FlowReturn(
          variable: from, result: result, location: location(of: node), order: nextOrder(),
          block: blocks.current))
    default:
      if category(of: child) == .integer { noteInteger(result) }
      add(.copy(from: from, to: result), at: node)
    }
  }

  /// A variable's declaration with its initialiser.
  func variable(_ node: Int) {
    let cursor = tree[node].cursor
    guard case .variable(let target, let type) = declarations.declaration(of: cursor) else {
      return
    }
    let isStatic = clang_Cursor_getStorageClass(cursor) == CX_SC_Static
    if function != nil, clang_getCursorLinkage(cursor) == CXLinkage_NoLinkage {
      let scope = scope(of: node)
      noteLocal(
        target, scope: scope, start: startOffset(of: node), type: type, isStatic: isStatic,
        declaration: types.category(type) == .pointer
          ? declarationStart(of: node, scope: scope) : nil)
    }
    let initializer = initializer(of: node)
    evaluateBounds(of: node, type: type, but: initializer)
    if function != nil, tree[node].firstChild >= 0 { readCleanup(of: node, variable: target) }
    guard let initializer else { return }
    let around = function
    // Static objects have their first values before anything runs.
    if isStatic { function = nil }
    defer { function = around }
    initialise(
      .node(target, base: nil), object: .variable(declarations.nodes[Int(target)]), type: type,
      from: initializer)
  }

  /// The bounds of a variable length array are evaluated where it is declared.
  private func evaluateBounds(of node: Int, type: CXType, but initializer: Int?) {
    guard clang_getCanonicalType(type).kind == CXType_VariableArray else { return }
    tree.forEachChild(of: node) { child in
      if child != initializer, SyntaxTree.isExpression(tree[child].kind) { _ = value(of: child) }
    }
  }

  /// Where the statement starts that declares a variable, if another can be put
  /// in front of it that goes along with it.
  private func declarationStart(of node: Int, scope: ByteRange) -> SourceLocation? {
    guard let statement = tree.parent(of: node), tree[statement].kind == CXCursor_DeclStmt,
      let block = tree.parent(of: statement), tree[block].kind == CXCursor_CompoundStmt,
      !isSwitchBody(block), let (file, start) = startPosition(of: statement),
      let (other, name) = files.position(clang_getCursorLocation(tree[node].cursor)),
      file == other, start < name, files.isSpelled(ByteRange(name, name + 1), in: file),
      files.macroArgument(holding: ByteRange(start, start + 1), in: file) == nil,
      files.lexed(file).namesInOneArm(
        tree[node].cursor.spelling, in: ByteRange(start, max(start, scope.upper)))
    else { return nil }
    return files.location(file, start)
  }

  /// The bytes of an assignment that is a statement of its own.
  func ownStatement(_ node: Int) -> ByteRange? {
    guard tree[node].kind == CXCursor_BinaryOperator, let parent = tree.parent(of: node),
      let (file, start) = startPosition(of: node)
    else { return nil }
    switch tree[parent].kind {
    case CXCursor_CompoundStmt:
      guard tree.parent(of: parent).map({ tree[$0].kind != CXCursor_StmtExpr }) ?? false else {
        return nil
      }
    case CXCursor_IfStmt:
      guard tree[parent].firstChild != Int32(node) else { return nil }
    default: return nil
    }
    let range = ByteRange(start, endOffset(of: node))
    return range.count > 0 && files.isSpelled(range, in: file) ? range : nil
  }

  /// The node of a variable's initialiser.
  func initializer(of node: Int) -> Int? {
    let cursor = clang_Cursor_getVarDeclInitializer(tree[node].cursor)
    guard !cursor.isNull else { return nil }
    return tree.children(of: node).last { clang_equalCursors(tree[$0].cursor, cursor) != 0 }
  }

  /// From a declaration's end to the end of the statement that holds it.
  private func scope(of node: Int) -> ByteRange {
    let start = endOffset(of: node)
    var parent = tree.parent(of: node)
    while let current = parent {
      switch tree[current].kind {
      case CXCursor_CompoundStmt, CXCursor_ForStmt, CXCursor_FunctionDecl, CXCursor_StmtExpr:
        return ByteRange(start, max(start, endOffset(of: current)))
      default: parent = tree.parent(of: current)
      }
    }
    return ByteRange(start, start)
  }
}
