import SourceModel

/// A call with the numbers of the program's nodes.
struct ProgramCall {
  /// The unit in `ProgramFacts.units`.
  var unit: Int
  /// Position in the unit's `FlowFacts.calls`.
  var index: Int
  var facts: FlowCall
  /// The pointer that each argument passes; `nil` for none.
  var arguments: [NodeID?]
  var result: NodeID?
  /// The callee's qualified USR; `nil` for an indirect call.
  var callee: String?
  /// The called function's name; empty for an indirect call.
  var name: String
  /// The qualified USR of the enclosing function.
  var function: String?
  /// For an allocation, its block.
  var object: ObjectID?
  /// How many calls before it share its site and location.
  var ordinal: Int

  /// The node of the argument at a position that counts from 1.
  func argument(_ position: Int?) -> NodeID? {
    guard let position, arguments.indices.contains(position - 1) else { return nil }
    return arguments[position - 1]
  }

  /// The expression of the argument at a position that counts from 1.
  func expression(_ position: Int?) -> Expression? {
    guard let position, facts.arguments.indices.contains(position - 1) else { return nil }
    return facts.arguments[position - 1].expression
  }
}

/// A store with the numbers of the program's nodes.
struct ProgramStore {
  var unit: Int
  var facts: FlowStore
  var target: NodeID
  /// The qualified USR of the enclosing function.
  var function: String?
}

/// A function as all units together know it.
struct ProgramFunction {
  /// The qualified USR.
  var usr: String
  var facts: FlowFunction
  /// The first unit that defines it; `nil` when none does.
  var unit: Int?
  /// Whether clang reported errors inside.
  var isBroken = false
}
