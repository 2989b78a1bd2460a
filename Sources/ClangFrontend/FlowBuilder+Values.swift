import CLibClang
import SourceModel

extension FlowBuilder {
  /// Evaluates an expression and gives the node that holds its pointer; `nil`
  /// when it has none.
  func value(of node: Int) -> FlowNodeID? {
    let kind = tree[node].kind
    switch kind {
    case CXCursor_DeclRefExpr: return reference(node)
    case CXCursor_MemberRefExpr: return member(node)
    case CXCursor_ArraySubscriptExpr: return rvalue(of: place(of: node), node)
    case CXCursor_UnaryOperator: return unary(node)
    case CXCursor_BinaryOperator, CXCursor_CompoundAssignOperator: return binary(node)
    case CXCursor_ConditionalOperator: return union(node, skipping: 1)
    case CXCursor_GenericSelectionExpr: return union(node, skipping: 1)
    case CXCursor_CallExpr: return call(node)
    case CXCursor_StringLiteral: return pointing(at: .literal, from: node)
    case CXCursor_CompoundLiteralExpr: return compoundLiteral(node)
    case CXCursor_StmtExpr: return statementExpression(node)
    case CXCursor_UnaryExpr: return nil  // sizeof and its like evaluate nothing
    case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr:
      return passThrough(node)
    default:
      for child in tree.children(of: node) { statement(child) }
      return nil
    }
  }

  /// The expression inside parentheses and casts, written or implied.
  func strip(_ node: Int) -> Int {
    var node = node
    while true {
      switch tree[node].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr:
        guard let operand = onlyOperand(of: node), !isVariableArgument(node, operand) else {
          return node
        }
        node = operand
      default: return node
      }
    }
  }

  /// The one expression below a node; `nil` when there are none or several.
  private func onlyOperand(of node: Int) -> Int? {
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
    guard let operand = onlyOperand(of: node) else { return union(node, skipping: 0) }
    if isVariableArgument(node, operand) {
      _ = value(of: operand)
      return types.category(tree[node].cursor.type) == .pointer ? variableArguments : nil
    }
    return value(of: operand)
  }

  /// Whether a node is `va_arg(list, type)`, which libclang does not expose.
  private func isVariableArgument(_ node: Int, _ operand: Int) -> Bool {
    guard tree[node].kind == CXCursor_UnexposedExpr else { return false }
    func isList(_ node: Int) -> Bool {
      let type = tree[node].cursor.type
      switch types.category(type) {
      case .pointer, .array: return types.pointee(type)?.isVariableArgumentList ?? false
      case .record: return types.facts(type).isVariableArgumentList
      default: return false
      }
    }
    return isList(operand) && !isList(node)
  }

  private func reference(_ node: Int) -> FlowNodeID? {
    switch declarations.declaration(referencedBy: tree[node].cursor) {
    case .function(let function):
      noteFunction(function, isAddressTaken: true)
      return pointing(at: .function(usr: function.usr), from: node)
    case .variable(let id, let type): return held(by: id, type: type, at: node)
    default: return nil
    }
  }

  private func member(_ node: Int) -> FlowNodeID? {
    if let object = tree.firstChild(of: node) { _ = value(of: object) }
    guard
      case .field(let id, let type, _) = declarations.declaration(referencedBy: tree[node].cursor)
    else { return nil }
    return held(by: id, type: type, at: node)
  }

  /// The pointer that a variable or field holds; an array's own address.
  private func held(by id: FlowNodeID, type: CXType, at node: Int) -> FlowNodeID? {
    switch types.category(type) {
    case .array: pointing(at: .place(id), from: node)
    case .pointer: id
    default: nil
    }
  }

  /// What is read from a place by an expression of the node's type.
  private func rvalue(of place: Place, _ node: Int) -> FlowNodeID? {
    let category = types.category(tree[node].cursor.type)
    switch place {
    case .node(let id, _):
      switch category {
      case .pointer: return id
      case .array: return pointing(at: .place(id), from: node)
      default: return nil
      }
    case .target(let pointer):
      switch category {
      case .pointer:
        let result = declarations.temporary()
        add(.load(pointer: pointer, to: result), at: node)
        return result
      // An array in an array collapses, a record's address is its fields' base.
      case .array, .function: return pointer
      default: return nil
      }
    case .none: return nil
    }
  }

  // MARK: Operators

  func unaryOperator(_ node: Int) -> UnaryOperator? {
    Operators.unary(tree[node].cursor) { self.edgeToken(of: node) }
  }

  private func unary(_ node: Int) -> FlowNodeID? {
    guard let child = tree.firstChild(of: node) else { return nil }
    switch unaryOperator(node) {
    case .addressOf: return address(of: child)
    case .dereference: return rvalue(of: place(of: node), node)
    case .increment: return step(child, "+", by: .constant(1), at: node)
    case .decrement: return step(child, "-", by: .constant(1), at: node)
    case .minus, .other: return value(of: child)
    case nil: return unknownUnary(child, node)
    }
  }

  /// An operator that could not be told: whatever it may be is recorded.
  private func unknownUnary(_ child: Int, _ node: Int) -> FlowNodeID? {
    let isPointer = types.category(tree[node].cursor.type) == .pointer
    let isAddress = isPointer && types.category(tree[child].cursor.type) != .pointer
    if isAddress { return address(of: child) }
    return rvalue(of: place(of: child), node) ?? value(of: child)
  }

  /// `p++`, `p += n` and their like.
  private func step(
    _ target: Int, _ sign: String, by amount: Expression, at node: Int
  ) -> FlowNodeID? {
    let type = tree[target].cursor.type
    let place = place(of: target)
    guard case .node(let id, let base) = place else { return rvalue(of: place, target) }
    let category = types.category(type)
    guard category == .pointer || category == .integer else { return nil }
    record(
      id, base, value: .binary(sign, expression(of: target), amount), isNull: false, call: nil,
      at: node)
    guard category == .pointer else { return nil }
    add(sign == "-" ? .base(from: id, to: id) : .interior(from: id, to: id), at: node)
    return id
  }

  func binaryOperator(_ node: Int) -> BinaryOperator? {
    Operators.binary(tree[node].cursor) { self.tokenBetweenChildren(of: node) }
  }

  private func binary(_ node: Int) -> FlowNodeID? {
    let children = tree.children(of: node)
    guard children.count == 2 else { return union(node, skipping: 0) }
    let (left, right) = (children[0], children[1])
    switch binaryOperator(node) {
    case .assign: return assign(left, right, node)
    case .compoundAssign(let sign):
      _ = value(of: right)
      return step(left, sign, by: expression(of: right), at: node)
    case .comma:
      _ = value(of: left)
      return value(of: right)
    case .arithmetic(let sign): return arithmetic(left, sign, right, node)
    case .logical:
      _ = value(of: left)
      _ = value(of: right)
      return nil
    case nil:
      // It may be an assignment as well as an addition or a comma.
      let assigned = assign(left, right, node)
      return types.category(tree[node].cursor.type) == .pointer
        ? arithmetic(left, "+", right, node) : assigned
    }
  }

  private func assign(_ left: Int, _ right: Int, _ node: Int) -> FlowNodeID? {
    let place = place(of: left)
    return store(to: place, type: tree[left].cursor.type, from: right, at: node)
  }

  private func arithmetic(_ left: Int, _ sign: String, _ right: Int, _ node: Int) -> FlowNodeID? {
    let first = value(of: left)
    let second = value(of: right)
    guard types.category(tree[node].cursor.type) == .pointer, let pointer = first ?? second else {
      return nil
    }
    let result = declarations.temporary()
    add(.interior(from: pointer, to: result), at: node)
    // A negative offset may lead back to the start.
    if sign == "-" || expression(of: right).constantValue == nil {
      add(.base(from: pointer, to: result), at: node)
    }
    return result
  }

  // MARK: Joins

  /// The pointers of all operands but the first few, in one node.
  private func union(_ node: Int, skipping count: Int) -> FlowNodeID? {
    let operands = tree.children(of: node).filter { SyntaxTree.isExpression(tree[$0].kind) }
    for operand in operands.prefix(count) { _ = value(of: operand) }
    let nodes = operands.dropFirst(count).compactMap { value(of: $0) }
    guard nodes.count > 1 else { return nodes.first }
    let result = declarations.temporary()
    for from in nodes { add(.copy(from: from, to: result), at: node) }
    return result
  }

  private func compoundLiteral(_ node: Int) -> FlowNodeID? {
    let type = tree[node].cursor.type
    let id = declarations.temporary()
    if let list = tree.children(of: node).last {
      initialise(.node(id, base: .opaque(text: "literal", offset: node)), type: type, from: list)
    }
    return types.category(type) == .array ? pointing(at: .place(id), from: node) : id
  }

  private func statementExpression(_ node: Int) -> FlowNodeID? {
    var result: FlowNodeID?
    for body in tree.children(of: node) {
      inBlock {
        for child in tree.children(of: body) {
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
