import SourceModel

/// A call with the numbers of the program's nodes. A class because stages pass
/// it about: a copy of all its parts each time would take most of their time.
final class ProgramCall: Sendable {
  /// The unit in `ProgramFacts.units`.
  let unit: Int
  /// Position in the unit's `FlowFacts.calls`.
  let index: Int
  let facts: FlowCall
  /// When it happens.
  let moment: Moment
  /// The pointer that each argument passes; `nil` for none.
  let arguments: [NodeID?]
  let result: NodeID?
  /// What takes a returned integer that may hold a pointer; `nil` for others.
  let integer: NodeID?
  /// The callee's qualified USR; `nil` for an indirect call.
  let callee: String?
  /// The called function's name; empty for an indirect call.
  let name: String
  /// The qualified USR of the enclosing function.
  let function: String?
  /// For an allocation, its block.
  let object: ObjectID?
  /// How many calls before it share its site and location.
  let ordinal: Int
  /// Whether an earlier unit sees the same function's same body.
  let isRepetition: Bool

  init(
    unit: Int, index: Int, facts: FlowCall, arguments: [NodeID?], result: NodeID?,
    integer: NodeID?, callee: String?, name: String, function: String?, object: ObjectID?,
    ordinal: Int, isRepetition: Bool
  ) {
    self.unit = unit
    self.index = index
    self.facts = facts
    moment = Moment(facts)
    self.arguments = arguments
    self.result = result
    self.integer = integer
    self.callee = callee
    self.name = name
    self.function = function
    self.object = object
    self.ordinal = ordinal
    self.isRepetition = isRepetition
  }

  /// The node of the argument at a position that counts from 1.
  func argument(_ position: Int?) -> NodeID? {
    guard let position, arguments.indices.contains(position - 1) else { return nil }
    return arguments[position - 1]
  }

  /// What the call is to people, with its place.
  var title: String {
    "\(name.isEmpty ? "what is called through a pointer" : name) (\(facts.location))"
  }

  /// The expression of the argument at a position that counts from 1.
  func expression(_ position: Int?) -> Expression? {
    guard let position, facts.arguments.indices.contains(position - 1) else { return nil }
    return facts.arguments[position - 1].expression
  }
}

/// A store with the numbers of the program's nodes; a class as `ProgramCall`.
final class ProgramStore: Sendable {
  let unit: Int
  let facts: FlowStore
  /// When it happens.
  let moment: Moment
  let target: NodeID
  /// The qualified USR of the enclosing function.
  let function: String?
  /// Whether an earlier unit sees the same function's same body.
  let isRepetition: Bool

  init(unit: Int, facts: FlowStore, target: NodeID, function: String?, isRepetition: Bool) {
    self.unit = unit
    self.facts = facts
    moment = Moment(facts)
    self.target = target
    self.function = function
    self.isRepetition = isRepetition
  }
}

/// A function as all units together know it.
struct ProgramFunction: Sendable {
  /// The qualified USR.
  var usr: String
  var facts: FlowFunction
  /// The first unit that defines it; `nil` when none does.
  var unit: Int?
  /// The units that define it with errors that clang reported inside, and the files of these
  /// definitions; `nil` for one whose place is not known.
  var brokenUnits: Set<Int> = []
  var brokenFiles: Set<FilePath?> = []
  /// Whether units tell different bodies, as where `#ifdef` stands in a header's
  /// function.
  var hasSeveralBodies = false

  /// Whether clang reported errors inside.
  var isBroken: Bool { !brokenUnits.isEmpty }

  /// Whether clang reported errors in the definition that a call stands in: each program of
  /// a tree has a `main`.
  func isBroken(around call: ProgramCall) -> Bool {
    brokenUnits.contains(call.unit) || brokenFiles.contains(call.facts.location.file)
      || brokenFiles.contains(nil)
  }
}
