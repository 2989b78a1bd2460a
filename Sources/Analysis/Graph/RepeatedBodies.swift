import SourceModel

/// Tells which function bodies of a unit an earlier unit has told already:
/// a header's inline functions, and sources that are compiled twice. Their
/// constraints are the same; what looks at single statements should see them
/// once.
struct RepeatedBodies {
  /// A statement without the numbers that differ from unit to unit.
  private struct Statement: Hashable {
    var location: SourceLocation
    var site: SourceLocation?
    var order: Int
    var block: Int
    var place: FlowNode?
    var base: Expression?
    var values: [Expression]
    var types: [String]
  }

  private var bodies: [String: [Statement]] = [:]
  private var initialisers: Set<Statement> = []

  /// The bodies that a unit repeats, and the file-scope statements: positions
  /// in its calls and stores.
  mutating func enter(
    _ facts: FlowFacts, names: UnitNames
  ) -> (calls: Set<Int>, stores: Set<Int>) {
    var found: [String: [Statement]] = [:]
    var calls: [String: [Int]] = [:]
    var stores: [String: [Int]] = [:]
    var repeated: (calls: Set<Int>, stores: Set<Int>) = ([], [])
    for (index, call) in facts.calls.enumerated() {
      let statement = Self.statement(call)
      guard let function = call.function.map(names.qualified) else {
        if !initialisers.insert(statement).inserted { repeated.calls.insert(index) }
        continue
      }
      found[function, default: []].append(statement)
      calls[function, default: []].append(index)
    }
    for (index, store) in facts.stores.enumerated() {
      let statement = Self.statement(store, facts)
      guard let function = store.function.map(names.qualified) else {
        if !initialisers.insert(statement).inserted { repeated.stores.insert(index) }
        continue
      }
      found[function, default: []].append(statement)
      stores[function, default: []].append(index)
    }
    for (function, body) in found {
      guard let known = bodies[function] else {
        bodies[function] = body
        continue
      }
      guard known == body else { continue }
      repeated.calls.formUnion(calls[function] ?? [])
      repeated.stores.formUnion(stores[function] ?? [])
    }
    return repeated
  }

  private static func statement(_ call: FlowCall) -> Statement {
    Statement(
      location: call.location, site: call.site, order: call.order, block: call.block, place: nil,
      base: nil, values: call.arguments.map(\.expression), types: call.arguments.map(\.type))
  }

  private static func statement(_ store: FlowStore, _ facts: FlowFacts) -> Statement {
    Statement(
      location: store.location, site: nil, order: store.order, block: store.block,
      place: facts.nodes[Int(store.target)], base: store.base, values: [store.value], types: [])
  }
}
