import CLibClang
import SourceModel

/// What an assignment writes to.
enum Place {
  /// A variable or field; for a field, with the object that it belongs to.
  case node(FlowNodeID, base: Expression?)
  /// What the pointer points at.
  case target(of: FlowNodeID)
  /// Nothing that can hold a pointer or a counter.
  case none
}

extension FlowBuilder {
  /// The place that an expression names, evaluating what it takes to get there.
  func place(of node: Int) -> Place {
    let node = strip(node)
    let cursor = tree[node].cursor
    switch tree[node].kind {
    case CXCursor_DeclRefExpr:
      guard case .variable(let id, _) = declarations.declaration(referencedBy: cursor) else {
        return .none
      }
      return .node(id, base: nil)
    case CXCursor_MemberRefExpr:
      if let object = tree.firstChild(of: node) { _ = value(of: object) }
      guard case .field(let id, _, _) = declarations.declaration(referencedBy: cursor) else {
        return .none
      }
      return .node(id, base: baseExpression(of: node))
    case CXCursor_ArraySubscriptExpr: return element(of: node)
    case CXCursor_UnaryOperator:
      guard unaryOperator(node) == .dereference, let child = tree.firstChild(of: node),
        let pointer = value(of: child)
      else { return evaluateChildren(node) }
      return .target(of: pointer)
    default:
      return value(of: node).map { .target(of: $0) } ?? .none
    }
  }

  /// The place of `base[index]`: an array collapses into the place that holds it.
  private func element(of node: Int) -> Place {
    let children = tree.children(of: node)
    guard children.count == 2 else { return evaluateChildren(node) }
    let base = strip(children[0])
    if types.category(tree[base].cursor.type) == .array {
      _ = value(of: children[1])
      return place(of: base)
    }
    let pointer = value(of: children[0])
    // `2[p]` is legal C, too.
    let other = value(of: children[1])
    return (pointer ?? other).map { .target(of: $0) } ?? .none
  }

  private func evaluateChildren(_ node: Int) -> Place {
    for child in tree.children(of: node) { _ = value(of: child) }
    return .none
  }

  /// The object that a member expression takes its member of.
  func baseExpression(of node: Int) -> Expression? {
    tree.firstChild(of: node).map { expression(of: $0) }
  }

  /// The address of a place, as a node.
  func address(of node: Int) -> FlowNodeID? {
    let inner = strip(node)
    switch tree[inner].kind {
    case CXCursor_DeclRefExpr:
      switch declarations.declaration(referencedBy: tree[inner].cursor) {
      case .variable(let id, let type):
        if types.category(type) != .array { facts.addressTaken.append(id) }
        return pointing(at: .place(id), from: node)
      case .function: return value(of: inner)
      default: return nil
      }
    case CXCursor_MemberRefExpr: return memberAddress(inner)
    case CXCursor_ArraySubscriptExpr: return elementAddress(inner)
    case CXCursor_UnaryOperator:
      // `&*p` is `p`.
      return tree.firstChild(of: inner).flatMap { value(of: $0) }
    case CXCursor_CompoundLiteralExpr:
      _ = value(of: inner)
      return pointing(at: .literal, from: node)
    default: return value(of: inner)
    }
  }

  /// `&p->f`: the field, and the middle of what `p` points at, or its start
  /// when the field stands there.
  private func memberAddress(_ node: Int) -> FlowNodeID? {
    guard
      case .field(let field, _, let bitOffset) = declarations.declaration(
        referencedBy: tree[node].cursor)
    else { return nil }
    let result = pointing(at: .place(field), from: node)
    if let object = tree.firstChild(of: node), let pointer = objectAddress(object) {
      add(
        bitOffset == 0 ? .copy(from: pointer, to: result) : .interior(from: pointer, to: result),
        at: node)
    }
    return result
  }

  /// A pointer to the object that a member is taken of: `p` for `p->f`, the
  /// address of `s` for `s.f`.
  private func objectAddress(_ node: Int) -> FlowNodeID? {
    let category = types.category(tree[node].cursor.type)
    return category == .record ? address(of: node) : value(of: node)
  }

  /// `&p[i]`: the middle of what `p` points at, unless `i` is 0.
  private func elementAddress(_ node: Int) -> FlowNodeID? {
    let children = tree.children(of: node)
    guard children.count == 2, let pointer = value(of: children[0]) else { return nil }
    _ = value(of: children[1])
    if expression(of: children[1]).constantValue == 0 { return pointer }
    let result = declarations.temporary()
    add(.interior(from: pointer, to: result), at: node)
    return result
  }

  /// A new node that points at an object.
  func pointing(at object: FlowObject, from node: Int) -> FlowNodeID {
    let result = declarations.temporary()
    add(.address(of: object, to: result), at: node)
    return result
  }

  // MARK: Assignments

  /// Assigns the value of an expression to a place and gives its node.
  @discardableResult
  func store(to place: Place, type: CXType, from source: Int, at node: Int) -> FlowNodeID? {
    let from = value(of: source)
    let category = types.category(type)
    switch place {
    case .node(let target, let base):
      if let from, target != from { add(.copy(from: from, to: target), at: node) }
      if category == .pointer || category == .integer {
        record(
          target, base, value: expression(of: source),
          isNull: isNull(source), call: callIndices[strip(source)], at: node)
      }
    case .target(let pointer):
      if let from { add(.store(from: from, pointer: pointer), at: node) }
      noteCharacterWrite(through: pointer, type: type, value: expression(of: source), at: node)
    case .none: break
    }
    return from
  }

  /// Records a store to a variable or field.
  func record(
    _ target: FlowNodeID, _ base: Expression?, value: Expression, isNull: Bool, call: Int?,
    at node: Int
  ) {
    facts.stores.append(
      FlowStore(
        target: target, base: base, value: value, isNull: isNull, call: call, function: function,
        location: location(of: node), order: nextOrder(), block: block))
  }

  private func noteCharacterWrite(
    through pointer: FlowNodeID, type: CXType, value: Expression, at node: Int
  ) {
    guard types.category(type) == .integer, types.facts(type).size == 1 else { return }
    let isNonZero = value.constantValue.map { $0 != 0 } ?? false
    facts.characterWrites.append(
      CharacterWrite(
        pointer: pointer, isNonZero: isNonZero, function: function, location: location(of: node)))
  }

  /// Whether an expression is a null pointer constant or zero.
  func isNull(_ node: Int) -> Bool { expression(of: node).constantValue == 0 }
}
