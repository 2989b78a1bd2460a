import CLibClang
import SourceModel

/// What local pointers hold where the walk of a function stands, if that is the value of one
/// assignment: from it to where other paths meet. Anywhere else a variable may hold all that
/// it is ever assigned, which its own node has.
struct CurrentValues {
  /// The local pointers that are assigned several times, and that nothing but the
  /// function's own assignments changes.
  private var tracked: Set<FlowNodeID>
  private var values: [FlowNodeID: FlowNodeID] = [:]
  /// The open blocks, the innermost last.
  private var open = [Block()]

  private struct Block {
    /// What has been known in front of it.
    var outer: [FlowNodeID: FlowNodeID] = [:]
    var assigned: Set<FlowNodeID> = []
    /// Whether a label in it is reached past what stands in front of it.
    var hasLabel = false
  }

  init(of tracked: Set<FlowNodeID> = []) { self.tracked = tracked }

  /// The node of the value that a variable surely has; `nil` when there may be others.
  subscript(variable: FlowNodeID) -> FlowNodeID? { values[variable] }

  /// Gives a variable up: its address goes somewhere without `&`.
  mutating func exclude(_ variable: FlowNodeID) {
    tracked.remove(variable)
    values[variable] = nil
  }

  /// Notes an assignment; of `nil`, when it is not known what is assigned, or to what.
  mutating func assign(_ value: FlowNodeID?, to variable: FlowNodeID) {
    guard tracked.contains(variable) else { return }
    open[open.count - 1].assigned.insert(variable)
    values[variable] = value
  }

  /// Begins a block that need not run, or may run again.
  mutating func enter(isLoop: Bool) {
    open.append(Block(outer: values))
    if isLoop { values = [:] }
  }

  /// Ends it.
  mutating func leave() {
    let block = open.removeLast()
    open[open.count - 1].assigned.formUnion(block.assigned)
    values = block.hasLabel ? [:] : block.outer.filter { !block.assigned.contains($0.key) }
  }

  /// A label, or a `case`: control comes from elsewhere.
  mutating func startLabel() {
    values = [:]
    for index in open.indices { open[index].hasLabel = true }
  }

  /// From here on nothing is known: a call returns twice, the second time with values of
  /// later; or there is assembly.
  mutating func giveUp() {
    tracked = []
    values = [:]
  }
}

extension FlowBuilder {
  /// Begins to follow the local pointers of the function that has been entered.
  func followLocals() { current = CurrentValues(of: reusedVariables()) }

  /// The local pointers that are assigned several times, if only by name and not null; none
  /// where a block may change what it captures. A parameter has a value to begin with.
  private func reusedVariables() -> Set<FlowNodeID> {
    var counts: [FlowNodeID: Int] = [:]
    var addressed: Set<FlowNodeID> = []
    for node in tree.nodes.indices {
      switch tree[node].kind {
      case CXCursor_VarDecl:
        guard let value = initializer(of: node), !isNumber(value),
          let id = followed(tree[node].cursor)
        else { continue }
        counts[id, default: 0] += 1
      case CXCursor_BinaryOperator:
        guard let id = operand(of: node), case .assign = binaryOperator(node),
          let value = tree.children(of: node).last, !isNumber(value)
        else { continue }
        counts[id, default: 0] += 1
      case CXCursor_UnaryOperator:
        guard let id = operand(of: node),
          let pointee = types.pointeeType(tree[node].cursor.type),
          types.category(pointee) == .pointer
        else { continue }
        addressed.insert(id)
      case CXCursor_BlockExpr: return []
      default: break
      }
    }
    let reused = counts.filter { id, count in
      if case .parameter = declarations.nodes[Int(id)] { true } else { count > 1 }
    }
    return Set(reused.keys).subtracting(addressed)
  }

  private func isNumber(_ node: Int) -> Bool { tree[strip(node)].kind == CXCursor_IntegerLiteral }

  /// The local pointer that the first operand of an operator names.
  private func operand(of node: Int) -> FlowNodeID? {
    guard let operand = tree.firstChild(of: node).map(strip),
      tree[operand].kind == CXCursor_DeclRefExpr, category(of: operand) == .pointer
    else { return nil }
    return followed(tree[operand].cursor.referenced)
  }

  /// A variable, if it is a pointer of one activation that is not volatile.
  private func followed(_ variable: CXCursor) -> FlowNodeID? {
    guard clang_getCursorLinkage(variable) == CXLinkage_NoLinkage,
      clang_Cursor_getStorageClass(variable) != CX_SC_Static,
      case .variable(let id, let type) = declarations.declaration(of: variable),
      types.category(type) == .pointer, clang_isVolatileQualifiedType(type) == 0
    else { return nil }
    return id
  }
}
