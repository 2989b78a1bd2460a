import CLibClang
import SourceModel

/// Pointers that are kept as integers.
extension FlowBuilder {
  /// Whether an expression's value can be a pointer: it is one, or an integer in which
  /// one has room. Programs keep pointers in integers and use spare bits as tags.
  func holdsPointers(_ node: Int) -> Bool {
    switch category(of: node) {
    case .pointer: true
    case .integer:
      types.facts(tree[node].cursor.type).size.map { $0 >= layouts.pointerSize } ?? false
    default: false
    }
  }

  /// Notes that a node is an integer in which a pointer has room.
  func noteInteger(_ id: FlowNodeID) {
    if wideIntegers.insert(id).inserted { facts.wideIntegers.append(id) }
  }

  /// A node for an integer that a pointer may have been converted to: of integers in
  /// memory others are kept than of pointers there.
  func integer(from value: FlowNodeID, at node: Int) -> FlowNodeID {
    if wideIntegers.contains(value) { return value }
    let result = declarations.temporary()
    noteInteger(result)
    add(.copy(from: value, to: result), at: node)
    return result
  }

  func noteIntegers(_ words: RecordLayouts.Word...) {
    for word in words where word.isInteger { noteInteger(word.node) }
  }

  /// A new node for the value of an expression.
  func temporary(for node: Int) -> FlowNodeID {
    let result = declarations.temporary()
    if category(of: node) == .integer { noteInteger(result) }
    return result
  }

  /// Lets an integer have the pointers that lie in memory as such.
  func loadPointer(through pointer: FlowNodeID, to result: FlowNodeID, at node: Int) {
    let held = declarations.temporary()
    add(.load(pointer: pointer, to: held), at: node)
    add(.copy(from: held, to: result), at: node)
  }
}
