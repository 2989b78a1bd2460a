import CLibClang
import SourceModel

/// What local pointers hold where the walk of a function stands, if that is the value of one
/// assignment: from it to where other paths meet. Anywhere else a variable may hold all that
/// it is ever assigned, which its own node has.
struct CurrentValues {
  /// The local pointers that nothing but the function's own assignments changes.
  private var tracked: Set<FlowNodeID> = []
  /// The variables of which something takes the address.
  private var addressed: Set<FlowNodeID>
  private var values: [FlowNodeID: FlowNodeID] = [:]
  /// The open blocks, the innermost last.
  private var open = [Block()]
  /// Whether nothing is known in this function.
  private var isGivenUp = false

  private struct Block {
    /// What has been known in front of it.
    var outer: [FlowNodeID: FlowNodeID] = [:]
    var assigned: Set<FlowNodeID> = []
    /// Whether a label in it is reached past what stands in front of it.
    var hasLabel = false
  }

  init(addressed: Set<FlowNodeID> = []) { self.addressed = addressed }

  /// The node of the value that a variable surely has; `nil` when there may be others.
  subscript(variable: FlowNodeID) -> FlowNodeID? { values[variable] }

  /// Begins to follow a pointer at its declaration.
  mutating func track(_ variable: FlowNodeID) {
    if !isGivenUp, !addressed.contains(variable) { tracked.insert(variable) }
  }

  /// Gives a variable up: its address goes somewhere without `&`.
  mutating func exclude(_ variable: FlowNodeID) {
    addressed.insert(variable)
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
  /// later; or there is assembly, or a block that may change what it captures.
  mutating func giveUp() {
    isGivenUp = true
    tracked = []
    values = [:]
  }
}

extension FlowBuilder {
  /// Begins to follow the local pointers of the function that has been entered.
  func followLocals() {
    current = CurrentValues(addressed: addressedVariables())
    if tree.nodes.contains(where: { $0.kind == CXCursor_BlockExpr }) { current.giveUp() }
  }

  /// Follows a variable from its declaration on, if it is a pointer that only its function's
  /// assignments change.
  func track(_ variable: FlowNodeID, type: CXType) {
    guard types.category(type) == .pointer, clang_isVolatileQualifiedType(type) == 0 else {
      return
    }
    current.track(variable)
  }

  /// The pointers of which `&` takes the address.
  private func addressedVariables() -> Set<FlowNodeID> {
    var found: Set<FlowNodeID> = []
    for node in tree.nodes.indices where tree[node].kind == CXCursor_UnaryOperator {
      guard let operand = tree.firstChild(of: node).map(strip),
        tree[operand].kind == CXCursor_DeclRefExpr, category(of: operand) == .pointer,
        let pointee = types.pointeeType(tree[node].cursor.type),
        types.category(pointee) == .pointer,
        case .variable(let id, _) = declarations.declaration(
          referencedBy: tree[operand].cursor)
      else { continue }
      found.insert(id)
    }
    return found
  }
}
