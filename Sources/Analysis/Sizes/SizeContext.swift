import SourceModel

/// What the rungs look up in the program, indexed once.
final class SizeContext {
  let solution: Solution
  let releases: Releases
  var graph: ProgramGraph { solution.graph }

  let index: ProgramIndex
  /// Nodes that may change without being named: those whose address is taken, pointers at
  /// the start of records that are written through a pointer to pointers, members that are
  /// reached as another record's, and variables of which each thread has another one.
  private(set) var exposed: Set<NodeID>
  /// Whether code that is not seen may call the program.
  let hasClients: Bool
  /// Blocks that clients get.
  let clientBlocks: Set<ObjectID>
  /// Which functions run while a call runs.
  let callGraph: CallGraph
  /// Which calls surely release nothing.
  let harmless: HarmlessCalls

  var storesByTarget: [NodeID: [ProgramStore]] { index.storesByTarget }
  var callsByFunction: [String: [ProgramCall]] { index.callsByFunction }
  var storesByFunction: [String: [ProgramStore]] { index.storesByFunction }
  var overlaid: [NodeID: Set<NodeID>] { index.overlaid }
  var scopes: [NodeID: FlowLocal] { index.scopes }

  init(_ solution: Solution, releases: Releases, index: ProgramIndex) {
    self.solution = solution
    self.releases = releases
    self.index = index
    let graph = solution.graph
    exposed = index.addressTaken.union(graph.objects.places)
      .union(solution.joinedMembers.keys).union(index.threadVariables)
    callGraph = CallGraph(solution, index: index)
    harmless = HarmlessCalls(graph, calls: index.callsByFunction, callGraph: callGraph)
    hasClients = !graph.clientUnits.isEmpty
    clientBlocks = Set(graph.nodes.clients.flatMap { solution.objects(of: $0.node) })
    for (object, layout) in graph.objects.layouts where holdsPointers(object) {
      if let member = graph.entered.layouts.first(of: layout) { exposed.insert(member) }
    }
  }

  /// Where the address of each place is taken that has one, at the first spot.
  private(set) lazy var addressLocations: [NodeID: SourceLocation] = {
    var first: [NodeID: SourceLocation] = [:]
    for case (let constraint, let location?) in zip(graph.constraints, graph.locations)
    where constraint.kind == .address {
      guard case .place(let node) = solution.kind(constraint.a) else { continue }
      first[node] = min(first[node] ?? location, location)
    }
    return first
  }()

  /// Why one of `exposed` may change without being named.
  func exposure(of node: NodeID, _ name: String) -> Evidence {
    if let location = solution.joinedMembers[node] {
      return Evidence(
        location: location,
        text: "\(name) is reached here as the member of another record that begins alike")
    }
    if index.threadVariables.contains(node) {
      return Evidence(location: nil, text: "each thread has a \(name) of its own")
    }
    return Evidence(
      location: addressLocations[node],
      text: "the address of \(name) is taken, so it may be assigned anywhere")
  }

  /// The allocation sites whose blocks reach some release or resize site.
  private(set) lazy var releasedAllocations = releases.points.keys.reduce(into: Set<Int>()) {
    $0.formUnion(releases.allocations(releasedAt: $1))
  }

  /// Which assignments run before which others.
  private(set) lazy var order = ProgramOrder(self)

  /// Whether some unit's compiler warns of conversions that change a sign.
  private(set) lazy var warnsOfSigns = graph.program.units.contains(where: \.warnsOfSigns)

  /// What is known of a heap object, worked out once; `nil` for any other.
  func block(_ object: ObjectID) -> Block? {
    if let known = blocks[object] { return known }
    let found = solution.block(object)
    blocks[object] = .some(found)
    return found
  }

  private var blocks: [ObjectID: Block?] = [:]

  /// The counters that serve for a pointer field, worked out once.
  func pairs(of field: FlowNode, unit: Int) -> FieldPairs.Found {
    guard let node = graph.nodeID(of: field, unit: unit) else { return FieldPairs.Found() }
    if let known = pairs[node] { return known }
    let found = FieldPairs(context: self, pointer: field, unit: unit).found()
    pairs[node] = found
    return found
  }

  private var pairs: [NodeID: FieldPairs.Found] = [:]

  /// The assignments of all members, by all records that have them.
  private(set) lazy var memberWrites = findMemberWrites()

  /// What is known of the records that were asked for.
  var holders: [Base: PointerSet] = [:]

  /// What other assignments were found for the members that were asked for.
  var otherWrites: [MemberPlace: [ProgramStore]] = [:]

  /// How the blocks that were asked for are filled with strings.
  var fills: [ObjectID: StringFill?] = [:]

  /// A function as a unit defines it; `nil` when it does not, when clang reports
  /// errors inside, or when another unit tells another body.
  func definition(of function: String, unit: Int) -> FlowFunction? {
    guard let known = graph.functions[function], !known.isBroken, !known.hasSeveralBodies else {
      return nil
    }
    return index.definitions[safe: unit]?[function]
  }

  /// The call at a position of a unit's facts.
  func call(unit: Int, index: Int) -> ProgramCall? {
    guard let first = graph.entered.firstCalls[safe: unit] else { return nil }
    return graph.calls[safe: first + index]
  }

  /// The calls of a function but those after which the program surely ends.
  func returningCalls(of function: String) -> [ProgramCall] {
    (callsByFunction[function] ?? []).filter {
      !callGraph.last.contains(graph.entered.position(of: $0))
    }
  }

  /// The calls of a stretch of an assignment's function that may end in a jump
  /// out of it.
  func callsThatJump(_ orders: ClosedRange<Int>, in store: ProgramStore) -> [ProgramCall] {
    (callsByFunction[store.function ?? ""] ?? []).filter {
      $0.unit == store.unit && orders.contains($0.facts.order) && callGraph.mayJump($0)
    }
  }

  /// The assignments of a local variable that is new in each activation and that
  /// nothing else can assign; `nil` for any other place.
  func ownStores(of variable: FlowNode, unit: Int) -> [ProgramStore]? {
    guard case .local = variable, let node = graph.nodeID(of: variable, unit: unit),
      !exposed.contains(node), scopes[node]?.isStatic == false
    else { return nil }
    return storesByTarget[node] ?? []
  }

  /// The integer type of a variable or field, as operators have it; `nil` when it is
  /// not known.
  func arithmeticType(of place: FlowNode, unit: Int) -> ArithmeticType? {
    guard let node = graph.nodeID(of: place, unit: unit) else { return nil }
    if let local = scopes[node] { return ArithmeticType(canonical: local.type) }
    return index.integers[node]
  }

  /// Whether an expression is a parameter that holds what the caller gave it
  /// wherever it is read.
  func isAsPassed(_ expression: Expression?, unit: Int) -> Bool {
    guard case .variable(let variable)? = expression, case .parameter = variable,
      let node = graph.nodeID(of: variable, unit: unit)
    else { return false }
    return storesByTarget[node] == nil && !exposed.contains(node)
  }

  /// Whether a field's record is one of the program, which no library knows but
  /// by what the program gives to it.
  func isOfProgram(_ field: FlowNode) -> Bool {
    field.record.map { index.recordsByUSR[$0] != nil } ?? false
  }

  /// Whether a function may go on at a place that it has passed, as behind
  /// `setjmp`.
  func returnsTwice(_ function: String, unit: Int) -> Bool {
    index.returningTwice[function]?.contains(unit) ?? false
  }

  /// Whether an assignment surely leaves its pointer without a block: it gets null, an
  /// array by its name, a literal or the address of a variable.
  func bringsNoBlock(_ store: ProgramStore) -> Bool {
    if store.facts.isNull { return true }
    guard let source = store.facts.source else { return false }
    let held = solution.pointsTo(graph.unitNodes[store.unit][Int(source)])
    // Where an array in a block points at is in its middle: what else does may be its start.
    let isArray: Bool =
      switch store.facts.value {
      case .field(_, let name), .variable(let name):
        graph.nodeID(of: name, unit: store.unit).flatMap { graph.objects.existing(.place($0)) }
          .map { held.contains($0 << 1) } ?? false
      default: false
      }
    return !held.isEmpty
      && held.pointers.allSatisfy { pointer in
        switch solution.kind(pointer.object) {
        case .place, .literal: true
        default: pointer.isInterior && isArray
        }
      }
  }

  /// What a store assigns.
  func place(of store: ProgramStore) -> Expression {
    let node = graph.program.units[store.unit].flow.nodes[Int(store.facts.target)]
    return node.place(of: store.facts.base)
  }

  /// Where a function gives back one of some pointers.
  func releases(of places: [Expression], in function: String, unit: Int) -> [Moment] {
    (callsByFunction[function] ?? []).filter { call in
      guard call.unit == unit, let family = call.facts.familyFunction, family.role == .release,
        let pointer = call.expression(family.pointer)
      else { return false }
      return places.contains(pointer)
    }.map { $0.moment }
  }

  /// A record that a canonical type names at a place of a unit.
  func record(_ type: String, visibleAt location: SourceLocation, unit: Int) -> FlowRecord? {
    guard let record = index.records[unit][type], !record.isHidden else { return nil }
    let isSameFile = record.location.file == location.file
    if let scope = record.scope {
      return isSameFile && scope.contains(location.offset) ? record : nil
    }
    return isSameFile && record.location.offset > location.offset ? nil : record
  }

  /// Where pointers go, by the places of the code.
  private(set) lazy var moves = MovesByPlace(graph)

  /// The changes of an object's characters: what the maker of a block does to
  /// it, it does to each caller's.
  func mutations(of object: ObjectID) -> some Collection<ProgramGraph.Mutation> {
    var known = changes(of: object)
    var next = solution.origin(of: object)
    while let original = next {
      let own = Set(known)
      known += changes(of: original).filter { !own.contains($0) }
      next = solution.origin(of: original)
    }
    return known.lazy.map { [graph] in graph.mutations[Int($0)] }
  }

  /// Whether the program stores pointers in an object's bytes.
  func holdsPointers(_ object: ObjectID) -> Bool {
    let pointer = Pointer(object)
    return pointerHolders.contains(pointer.raw) || pointerHolders.contains(pointer.raw | 1)
      || solution.origin(of: object).map(holdsPointers) ?? false
  }

  private lazy var pointerHolders: PointerSet = {
    var nodes: Set<NodeID> = []
    for (unit, numbers) in zip(graph.program.units, graph.unitNodes) {
      nodes.formUnion(unit.flow.pointerWrites.map { numbers[Int($0)] })
    }
    return nodes.reduce(into: PointerSet()) { _ = $0.formUnion(solution.pointsTo($1)) }
  }()

  /// The changes of characters that stand in some functions, by qualified USR.
  func mutations(in functions: Set<String>) -> some Sequence<ProgramGraph.Mutation> {
    functions.lazy.flatMap { [mutationsByFunction] in mutationsByFunction[$0] ?? [] }
      .map { [graph] in graph.mutations[$0] }
  }

  private lazy var mutationsByFunction: [String: [Int]] = graph.mutations.indices
    .reduce(into: [:]) { result, index in
      if let function = graph.mutations[index].function {
        result[function, default: []].append(index)
      }
    }

  /// Positions in the graph's mutations of those that may reach an object,
  /// ascending.
  func changes(of object: ObjectID) -> [Int] {
    if let known = mutated[object] { return known }
    let found = (writers.sets[object] ?? []).flatMap { writers.changes[$0] }.sorted()
    mutated[object] = found
    return found
  }

  private var mutated: [ObjectID: [Int]] = [:]

  /// The mutations by what their pointers can point at: many can at the same.
  private lazy var writers: (changes: [[Int]], sets: [ObjectID: [Int]]) = {
    var numbers: [PointerSet: Int] = [:]
    var changes: [[Int]] = []
    var sets: [ObjectID: [Int]] = [:]
    for (index, mutation) in graph.mutations.enumerated() {
      let targets = solution.pointsTo(mutation.node)
      if let number = numbers[targets] {
        changes[number].append(index)
        continue
      }
      let number = changes.count
      numbers[targets] = number
      changes.append([index])
      for pointer in targets.pointers where sets[pointer.object]?.last != number {
        sets[pointer.object, default: []].append(number)
      }
    }
    return (changes, sets)
  }()
}

extension ArithmeticType {
  /// What an integer of a canonical type becomes before anything is computed; `nil`
  /// for other types and for enumerations.
  fileprivate init?(canonical type: String) {
    switch type {
    case "unsigned long", "unsigned long long": self = .unsignedLong
    case "long", "long long": self = .long
    case "unsigned int": self = .unsigned
    case "int", "short", "unsigned short", "char", "signed char", "unsigned char", "_Bool":
      self = .int
    default: return nil
    }
  }
}
