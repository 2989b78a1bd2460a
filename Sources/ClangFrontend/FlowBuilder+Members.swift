import CLibClang
import SourceModel

/// Members of records: which record one is taken of, and its address.
extension FlowBuilder {
  /// The place of the record that a member expression takes its member of, which it
  /// evaluates.
  ///
  /// - Parameter member: what is meant of it.
  func record(of node: Int, for member: Declaration.Field) -> Place {
    guard let object = tree.firstChild(of: node) else { return .none }
    let place =
      category(of: object) == .record
      ? place(named: object, for: member) : target(of: value(of: object))
    if case .target(let pointer) = place { noteRecord(through: pointer, object, member: member) }
    return place
  }

  /// The object that a member expression takes its member of, which it evaluates.
  func memberBase(of node: Int, for member: Declaration.Field) -> Expression? {
    var holder: FlowNodeID?
    var outer: Expression?
    switch record(of: node, for: member) {
    case .node(let id, let base):
      outer = base.map { .field(base: $0, field: declarations.nodes[Int(id)]) }
    case .target(let pointer): holder = pointer
    case .none: break
    }
    guard case .field(let base, _) = expression(of: node) else { return nil }
    if base.isRooted { return base }
    // A variable in an expression that is none of its own has another value there: `p++`.
    if let holder, case .temporary = declarations.nodes[Int(holder)] {
      return .variable(declarations.nodes[Int(holder)])
    }
    return outer ?? base
  }

  /// `&p->f`: the field, and the middle of what `p` points at, or its start
  /// when the field stands there.
  func memberAddress(_ node: Int, marks: Bool = true) -> FlowNodeID? {
    guard case .field(let field) = declarations.declaration(referencedBy: tree[node].cursor)
    else {
      _ = evaluateChildren(node)
      return nil
    }
    let object = tree.firstChild(of: node).flatMap { objectAddress($0, member: field) }
    if marks, types.category(field.type) != .array { facts.addressTaken.append(field.node) }
    if marks { noteRecord(field.node, type: field.type) }
    let result = pointing(at: .place(field.node), from: node)
    if let object {
      add(
        field.isFirst ? .copy(from: object, to: result) : .interior(from: object, to: result),
        at: node)
    }
    return result
  }

  /// A pointer to the object that a member is taken of: `p` for `p->f`, the
  /// address of `s` for `s.f`.
  ///
  /// - Parameter member: what is meant of the object; `nil` for all.
  func objectAddress(_ node: Int, member: Declaration.Field? = nil) -> FlowNodeID? {
    let category = category(of: node)
    let pointer = category == .record ? address(of: node, marks: false) : value(of: node)
    noteRecord(through: pointer, node, member: member)
    return pointer
  }
}
