import SourceModel

/// Tells which function bodies of a unit an earlier unit has told already:
/// a header's inline functions, and sources that are compiled twice. Their
/// constraints are the same; what looks at single statements should see them
/// once.
struct RepeatedBodies {
  /// A statement without the numbers that differ from unit to unit.
  private struct Statement: Equatable {
    var location: SourceLocation
    var site: SourceLocation?
    var order: Int
    var block: Int
    var place: FlowNode?
    var base: Expression?
    var values: [Expression]
    var types: [String]
  }

  /// Where a body stands in the facts of its unit.
  private struct Body {
    /// Position in `units`.
    var unit: Int
    var function: Int?
    var calls: [Int] = []
    var stores: [Int] = []
    var writes: [Int] = []
  }

  private var units: [FlowFacts] = []
  private var bodies: [String: Body] = [:]
  /// A file-scope statement's place and position; a macro gives one place to many.
  private struct Place: Hashable {
    var location: SourceLocation
    var order: Int
  }

  private var initialisers: [Place: [Statement]] = [:]

  /// Qualified USRs of the functions of which units tell different bodies at one
  /// place.
  private(set) var different: Set<String> = []

  /// The bodies that a unit repeats, and the file-scope statements: positions
  /// in its calls and stores.
  mutating func enter(
    _ facts: FlowFacts, names: UnitNames
  ) -> (calls: Set<Int>, stores: Set<Int>) {
    let unit = units.count
    units.append(facts)
    var found: [String: Body] = [:]
    for (index, function) in facts.functions.enumerated() where function.isDefined {
      found[function.usr] = Body(unit: unit, function: index)
    }
    for (index, write) in facts.characterWrites.enumerated() {
      if let function = write.function { found[function]?.writes.append(index) }
    }
    var repeated: (calls: Set<Int>, stores: Set<Int>) = ([], [])
    for (index, call) in facts.calls.enumerated() {
      if let function = call.function {
        found[function, default: Body(unit: unit)].calls.append(index)
      } else if isKnown(Self.statement(call)) {
        repeated.calls.insert(index)
      }
    }
    for (index, store) in facts.stores.enumerated() {
      if let function = store.function {
        found[function, default: Body(unit: unit)].stores.append(index)
      } else if isKnown(Self.statement(store, facts)) {
        repeated.stores.insert(index)
      }
    }
    for (function, body) in found {
      let function = names.qualified(function)
      guard let known = bodies[function] else {
        bodies[function] = body
        continue
      }
      guard isSame(body, as: known) else {
        // Elsewhere it is another program's.
        if self.function(of: body)?.location == self.function(of: known)?.location {
          different.insert(function)
        }
        continue
      }
      repeated.calls.formUnion(body.calls)
      repeated.stores.formUnion(body.stores)
    }
    return repeated
  }

  private func function(of body: Body) -> FlowFunction? {
    body.function.map { units[body.unit].functions[$0] }
  }

  /// Whether a unit tells the same body as another.
  private func isSame(_ body: Body, as other: Body) -> Bool {
    body.calls.count == other.calls.count && body.stores.count == other.stores.count
      && body.writes.count == other.writes.count
      && function(of: body)?.exits == function(of: other)?.exits
      && statements(of: body) == statements(of: other)
  }

  private func statements(of body: Body) -> [Statement] {
    let facts = units[body.unit]
    return body.calls.map { Self.statement(facts.calls[$0]) }
      + body.stores.map { Self.statement(facts.stores[$0], facts) }
      + body.writes.map { Self.statement(facts.characterWrites[$0]) }
  }

  /// Whether a file-scope statement has been met before.
  private mutating func isKnown(_ statement: Statement) -> Bool {
    let place = Place(location: statement.location, order: statement.order)
    if initialisers[place]?.contains(statement) == true { return true }
    initialisers[place, default: []].append(statement)
    return false
  }

  private static func statement(_ call: FlowCall) -> Statement {
    Statement(
      location: call.location, site: call.site, order: call.order, block: call.block, place: nil,
      base: nil, values: call.arguments.map(\.expression), types: call.arguments.map(\.type))
  }

  private static func statement(_ write: CharacterWrite) -> Statement {
    Statement(
      location: write.location, site: nil, order: write.order, block: write.block, place: nil,
      base: write.place, values: [], types: [])
  }

  private static func statement(_ store: FlowStore, _ facts: FlowFacts) -> Statement {
    Statement(
      location: store.location, site: nil, order: store.order, block: store.block,
      place: facts.nodes[Int(store.target)], base: store.base, values: [store.value], types: [])
  }
}
