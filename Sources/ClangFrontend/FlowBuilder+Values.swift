import CLibClang
import SourceModel

extension FlowBuilder {
  /// Evaluates an expression and gives the node that holds its pointer; `nil`
  /// when it has none.
  func value(of node: Int) -> FlowNodeID? {
    let kind = tree[node].kind
    if let call = migratedCall(node) { return value(of: call, node) }
    switch kind {
    case CXCursor_DeclRefExpr: return reference(node)
    case CXCursor_MemberRefExpr: return member(node)
    case CXCursor_ArraySubscriptExpr: return rvalue(of: place(of: node), node)
    case CXCursor_UnaryOperator: return unary(node)
    case CXCursor_BinaryOperator, CXCursor_CompoundAssignOperator: return binary(node)
    case CXCursor_ConditionalOperator: return conditional(node)
    case CXCursor_GenericSelectionExpr: return union(node, skipping: 1)
    case CXCursor_CallExpr: return call(node)
    case CXCursor_StringLiteral: return pointing(at: .literal, from: node)
    case CXCursor_CompoundLiteralExpr: return compoundLiteral(node)
    case CXCursor_StmtExpr: return statementExpression(node)
    case CXCursor_UnaryExpr: return nil  // sizeof and its like evaluate nothing
    case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr:
      return passThrough(node)
    default:
      tree.forEachChild(of: node) { statement($0) }
      return nil
    }
  }

  /// The category of an expression's type.
  ///
  /// libclang gives a parameter that is declared as an array or a function that
  /// type, and so for what is computed from it, though it is a pointer.
  func category(of node: Int) -> TypeFacts.Category {
    if let known = categories[node] { return known }
    let result = readCategory(of: node)
    categories[node] = result
    return result
  }

  private func readCategory(of node: Int) -> TypeFacts.Category {
    let category = types.category(tree[node].cursor.type)
    guard category == .array || category == .function else { return category }
    let inner = strip(node)
    switch tree[inner].kind {
    case CXCursor_DeclRefExpr:
      return tree[inner].cursor.referenced.kind == CXCursor_ParmDecl ? .pointer : category
    case CXCursor_UnaryOperator:
      return unaryOperator(inner) == .dereference ? category : .pointer
    case CXCursor_BinaryOperator, CXCursor_CompoundAssignOperator, CXCursor_ConditionalOperator,
      CXCursor_CallExpr:
      return .pointer
    default: return category
    }
  }

  /// The expression inside parentheses and casts, written or implied.
  func strip(_ node: Int) -> Int {
    if strips[node] >= 0 { return Int(strips[node]) }
    let result = readStrip(node)
    strips[node] = Int32(result)
    return result
  }

  private func readStrip(_ outer: Int) -> Int {
    var node = outer
    while true {
      switch tree[node].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr:
        guard let operand = onlyOperand(of: node), !isVariableArgument(node, operand),
          !isOffset(node, operand)
        else { return node }
        node = operand
      default: return node
      }
    }
  }

  /// Whether an expression is an `offsetof` with an index, which is below it, and no
  /// conversion: a conversion begins where its operand does.
  private func isOffset(_ node: Int, _ operand: Int) -> Bool {
    tree[node].kind == CXCursor_UnexposedExpr
      && clang_getCanonicalType(tree[node].cursor.type).kind == CXType_ULong
      && !beginTogether(node, operand)
  }

  func beginTogether(_ node: Int, _ operand: Int) -> Bool {
    clang_equalLocations(tree[node].cursor.start, tree[operand].cursor.start) != 0
  }

  /// The one expression below a node; `nil` when there are none or several.
  func onlyOperand(of node: Int) -> Int? {
    var operand: Int?
    var child = tree[node].firstChild
    while child >= 0 {
      if SyntaxTree.isExpression(tree[Int(child)].kind) {
        guard operand == nil else { return nil }
        operand = Int(child)
      }
      child = tree[Int(child)].nextSibling
    }
    return operand
  }

  private func passThrough(_ node: Int) -> FlowNodeID? {
    guard let operand = onlyOperand(of: node) else {
      return defaulted(node) ?? atomic(node)
    }
    if isVariableArgument(node, operand) { return variableArgument(from: operand, at: node) }
    let value = value(of: operand)
    if category(of: node) == .integer, !holdsPointers(node) { return nil }
    guard tree[node].kind == CXCursor_CStyleCastExpr else { return value }
    let source = strip(operand)
    if category(of: source) == .integer, category(of: node) == .pointer {
      return value.map { pointer(from: $0, at: node) }
    }
    return value.map { converted($0, from: source, at: node) }
  }

  /// A pointer behind a cast. One from a record to a pointer points at the
  /// record's first field, or at any of them, and one from a pointer to a record finds that field there;
  /// one from a record to characters that goes elsewhere may
  /// be moved to any field there; one from a record to another record makes the fields
  /// that they have in common one.
  private func converted(_ value: FlowNodeID, from operand: Int, at node: Int) -> FlowNodeID {
    guard let source = types.pointeeType(tree[operand].cursor.type),
      let target = types.pointeeType(tree[node].cursor.type)
    else { return value }
    guard types.category(source) == .record else {
      if types.category(source) == .pointer, types.category(target) == .record,
        let field = layouts.first(of: target, declarations)
      {
        add(.store(from: field, pointer: value), at: node)
        add(.load(pointer: value, to: field), at: node)
        // Who has the pointer has the field's address.
        _ = pointing(at: .place(field), from: node)
      }
      return value
    }
    switch types.category(target) {
    case .record:
      for (one, other) in layouts.common(source, target, declarations) {
        noteIntegers(one, other)
        add(.copy(from: one.node, to: other.node), at: node)
        add(.copy(from: other.node, to: one.node), at: node)
      }
      return value
    case .pointer:
      let result = declarations.temporary()
      add(.copy(from: value, to: result), at: node)
      let all = layouts.words(of: source, declarations)
      // A record that is nothing but pointers may be read as an array of them.
      let isArray =
        all.allSatisfy(\.kind.isPointer)
        && types.facts(source).size == all.count * layouts.pointerSize
      for field in all where field.lower == 0 || isArray {
        add(.address(of: .place(field.node), to: result), at: node)
      }
      // It is written through where it goes, as often as not.
      noteWrite(
        through: result, part: part(of: source, bytes: types.facts(tree[node].cursor.type).size),
        at: node)
      return result
    default: return isBytes(of: node) ? memberPointer(from: value, at: node) : value
    }
  }

  private func reference(_ node: Int) -> FlowNodeID? {
    switch declarations.declaration(referencedBy: tree[node].cursor) {
    case .function(let function):
      noteFunction(function, isAddressTaken: true)
      return pointing(at: .function(usr: function.usr), from: node)
    case .variable(let id, _):
      return held(by: id, category: category(of: node), at: node)
    default: return nil
    }
  }

  private func member(_ node: Int) -> FlowNodeID? {
    guard
      case .field(let field) = declarations.declaration(referencedBy: tree[node].cursor)
    else {
      if let object = tree.firstChild(of: node) { _ = value(of: object) }
      return nil
    }
    // An array that decays points into the record around it.
    if types.category(field.type) == .array { return memberAddress(node) }
    _ = record(of: node, for: field)
    return held(by: field.node, category: types.category(field.type), at: node)
  }

  /// The pointer that a variable or field holds; an array's own address.
  private func held(
    by id: FlowNodeID, category: TypeFacts.Category, at node: Int
  ) -> FlowNodeID? {
    switch category {
    case .array:
      noteVariable(id, at: node)
      return pointing(at: .place(id), from: node)
    case .pointer: return current[id] ?? id
    case .integer where holdsPointers(node): return integer(id)
    default: return nil
    }
  }

  private func integer(_ id: FlowNodeID) -> FlowNodeID {
    noteInteger(id)
    return id
  }

  /// What is read from a place by an expression of the node's type.
  func rvalue(of place: Place, _ node: Int) -> FlowNodeID? {
    let category = category(of: node)
    switch place {
    case .node(let id, _): return held(by: id, category: category, at: node)
    case .target(let pointer):
      switch category {
      case .pointer, .integer:
        guard holdsPointers(node) else { return nil }
        let result = temporary(for: node)
        add(.load(pointer: pointer, to: result), at: node)
        if category == .integer, let source = cast(at: node)?.source, mayBePointer(source) {
          loadPointer(through: pointer, to: result, at: node)
        }
        return result
      // An array in an array collapses, a record's address is its fields' base.
      case .array, .function: return pointer
      default: return nil
      }
    case .none: return nil
    }
  }

  /// Whether memory of a type may hold what was stored as a pointer.
  private func mayBePointer(_ type: CXType) -> Bool {
    let category = types.category(type)
    return category == .pointer || category == .void
  }

  // MARK: Joins

  /// `a ?: b`; `nil` for anything else.
  private func defaulted(_ node: Int) -> FlowNodeID? {
    guard let parts = tree.elvisParts(of: node) else { return nil }
    let first = value(of: parts.condition)
    let second = inBlock { value(of: parts.otherwise) }
    return join([first, second].compactMap { $0 }, node) ?? declarations.temporary()
  }

  /// `a ? b : c`: one of the two is evaluated.
  private func conditional(_ node: Int) -> FlowNodeID? {
    let operands = tree.children(of: node)
    guard operands.count == 3 else { return union(node, skipping: 0) }
    _ = value(of: operands[0])
    return join(operands.dropFirst().compactMap { operand in inBlock { value(of: operand) } }, node)
  }

  /// An expression of which libclang tells the operands alone: a builtin of the
  /// compiler, such as an atomic one. What its first operand points at gets what
  /// the others are or point at, and the other way round.
  private func atomic(_ node: Int) -> FlowNodeID? {
    let operands = tree.children(of: node).filter { SyntaxTree.isExpression(tree[$0].kind) }
    guard let first = operands.first, category(of: strip(first)) == .pointer,
      let target = value(of: first)
    else { return union(node, skipping: 0) }
    if let pointee = types.pointeeType(tree[first].cursor.type) {
      noteCharacterWrite(through: target, type: pointee, value: opaque(node), at: node)
    }
    let old = temporary(for: node)
    add(.load(pointer: target, to: old), at: node)
    let isInteger =
      types.pointeeType(tree[first].cursor.type).map { types.category($0) } == .integer
    for operand in operands.dropFirst() {
      guard var other = value(of: operand) else { continue }
      if isInteger, category(of: operand) == .integer { other = integer(from: other, at: node) }
      add(.store(from: other, pointer: target), at: node)
      add(.transfer(from: other, to: target), at: node)
      add(.transfer(from: target, to: other), at: node)
      add(.copy(from: other, to: old), at: node)
    }
    return old
  }

  /// The pointers of all operands but the first few, in one node.
  func union(_ node: Int, skipping count: Int) -> FlowNodeID? {
    let operands = tree.children(of: node).filter { SyntaxTree.isExpression(tree[$0].kind) }
    for operand in operands.prefix(count) { _ = value(of: operand) }
    return join(
      operands.dropFirst(count).compactMap { operand in inBlock { value(of: operand) } }, node)
  }

  func join(_ nodes: [FlowNodeID], _ node: Int) -> FlowNodeID? {
    guard nodes.count > 1 else { return nodes.first }
    let result = temporary(for: node)
    for from in nodes { add(.copy(from: from, to: result), at: node) }
    return result
  }

  private func compoundLiteral(_ node: Int) -> FlowNodeID? {
    let type = tree[node].cursor.type
    guard let id = literal(node) else { return nil }
    return types.category(type) == .array ? pointing(at: .place(id), from: node) : id
  }

  /// The variable without a name that a compound literal makes.
  func literal(_ node: Int) -> FlowNodeID? {
    let type = tree[node].cursor.type
    let id = declarations.temporary()
    if let list = tree.children(of: node).last {
      initialise(
        .node(id, base: opaque(node)), object: opaque(node), type: type, from: list)
    }
    return id
  }

  private func statementExpression(_ node: Int) -> FlowNodeID? {
    var result: FlowNodeID?
    tree.forEachChild(of: node) { body in
      inBlock {
        tree.forEachChild(of: body) { child in
          if SyntaxTree.isExpression(tree[child].kind) {
            result = value(of: child)
          } else {
            statement(child)
            result = nil
          }
        }
      }
    }
    return result
  }
}
