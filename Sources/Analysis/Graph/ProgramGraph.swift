import SourceModel

/// The constraints of the whole program, with what the later stages need to
/// find their way back to the source.
///
/// Calls through pointers and callbacks are bound while the solver runs: it
/// tells `resolve` of every function that reaches a watched node.
final class ProgramGraph {
  /// Something to do for each function that reaches a node.
  enum Watch {
    /// The call's callee.
    case indirectCall(Int)
    /// A function pointer that an external function calls.
    case callback(call: Int, ExternalFunction.Callback)
    /// A function pointer that an undescribed function is given.
    case escape(name: String)
  }

  /// A pointer that leaves the code that the analysis understands.
  struct Escape: Hashable {
    var node: NodeID
    /// The function it is passed to.
    var name: String
    var location: SourceLocation
  }

  /// Characters that are written through a pointer.
  struct Mutation: Hashable {
    var node: NodeID
    /// The function that writes; empty for an assignment.
    var name: String
    var location: SourceLocation
    /// The external call that writes; `nil` for an assignment.
    var call: Int?
    /// The qualified USR of the function in which it stands; `nil` for none.
    var function: String?
    /// For an assignment, what the facts say of it.
    var write: CharacterWrite?
  }

  /// A release through a function pointer.
  struct AddressRelease: Hashable {
    /// The site at which the function's address was taken.
    var site: SourceLocation
    /// The pointer that is released.
    var node: NodeID
    var location: SourceLocation
  }

  let program: ProgramFacts
  let rules: RuleSet
  /// Wrappers whose callers get blocks of their own, by qualified USR.
  let wrappers: [String: AllocationWrapper]
  /// Strings that functions make for their callers alone, by qualified USR.
  let fresh: [String: [AllocationKey]]
  /// Whether each member of a union is taken to keep to its own pointers.
  let trustsUnions: Bool

  var nodes = NodeTable()
  var objects = ObjectTable()
  private(set) var constraints: [Constraint] = []
  /// Where the code stands that gives rise to each constraint.
  private(set) var locations: [SourceLocation?] = []
  /// For each unit, the program's numbers of its nodes.
  private(set) var unitNodes: [[NodeID]] = []
  private(set) var unitNames: [UnitNames] = []
  private(set) var calls: [ProgramCall] = []
  private(set) var stores: [ProgramStore] = []
  private(set) var functions: [String: ProgramFunction] = [:]
  /// Positions in `calls` of the calls that make a heap object.
  private(set) var allocations: [ObjectID: [Int]] = [:]
  /// For a clone, the position in `calls` of the wrapper's call.
  private(set) var cloneCalls: [ObjectID: Int] = [:]
  /// Nodes that are the address of something and therefore never null.
  private(set) var addressNodes: Set<NodeID> = []
  /// Nodes whose blocks code outside the migration releases or takes over.
  var foreignReleases: [Escape] = []
  var escapes: [Escape] = []
  var mutations: [Mutation] = []
  var addressReleases: [AddressRelease] = []
  /// The calls of each function of which no rule says anything.
  var undescribedCalls: [String: [Int]] = [:]
  /// The records whose members such a function may have assigned.
  var assignedRecords: Set<[String]> = []
  /// What such a function has been given, if it was given functions.
  var undescribedArguments: [String: NodeID] = [:]

  /// The uses of the target's API by where they stand: sites that have been
  /// migrated.
  private(set) lazy var migrated = Dictionary(
    program.migrated.map { ($0.location, $0) }, uniquingKeysWith: { a, _ in a })
  private(set) lazy var members = RecordMembers(units: program.units, nodes: unitNodes)
  private lazy var recordTypes = Set(program.units.flatMap { $0.flow.records.map(\.type) })
  /// Units whose exported functions have callers that are not seen.
  var clientUnits: Set<Int> = []
  private var bodies = RepeatedBodies()
  private var watches: [Watch] = []
  private var resolved: Set<UInt64> = []
  private var addressSites: [SourceLocation: SourceLocation] = [:]
  let externals: [String: ExternalFunction]
  let foreign: [String: ForeignFunction]
  let families: [String: FamilyFunction]

  init(
    _ program: ProgramFacts, rules: RuleSet, wrappers: [String: AllocationWrapper] = [:],
    fresh: [String: [AllocationKey]] = [:], trustsUnions: Bool = false
  ) {
    self.fresh = fresh
    self.trustsUnions = trustsUnions
    self.program = program
    self.rules = rules
    self.wrappers = wrappers
    externals = Dictionary(rules.externals.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    foreign = Dictionary(rules.foreign.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    families = Dictionary(rules.families.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    for site in program.sites where site.form == .addressTaken {
      for use in site.uses { addressSites[use.location] = site.location }
      addressSites[site.location] = site.location
    }
    for index in program.units.indices { enter(unit: index) }
    for index in program.units.indices { enterEdges(unit: index) }
    for index in calls.indices { bind(call: index) }
    addClients()
  }

  /// Records a constraint for the solver.
  func add(_ constraint: Constraint, at location: SourceLocation?) {
    constraints.append(constraint)
    locations.append(location)
  }

  /// Lets `resolve` know of the functions that reach a node.
  func watch(_ node: NodeID, _ watch: Watch, at location: SourceLocation?) {
    watches.append(watch)
    add(Constraint(.watch, node, Int32(watches.count - 1)), at: location)
  }

  /// The solver's resolver: binds a call to a function that its pointer
  /// reaches. Says nothing the second time.
  func resolve(watch: Int32, object: ObjectID) -> [Constraint] {
    guard case .function(let usr, let site) = objects.kinds[Int(object)] else { return [] }
    let key = UInt64(UInt32(bitPattern: watch)) << 32 | UInt64(UInt32(bitPattern: object))
    guard resolved.insert(key).inserted else { return [] }
    let first = constraints.count
    switch watches[Int(watch)] {
    case .indirectCall(let call):
      if accepts(usr, call) { bind(call: call, to: usr, takenAt: site) }
    case .callback(let call, let callback): bind(callback, of: call, to: usr, takenAt: site)
    case .escape(let name): bindEscaped(usr, name: name, takenAt: site)
    }
    return Array(constraints[first...])
  }

  // MARK: Entering a unit

  private func enter(unit index: Int) {
    let unit = program.units[index]
    let names = UnitNames(unit)
    unitNames.append(names)
    unitNodes.append(unit.flow.nodes.map { nodes.id($0, in: names) })
    for function in unit.flow.functions { enter(function, unit: index, names: names) }
    for broken in unit.flow.brokenFunctions { functions[names.qualified(broken)]?.isBroken = true }
    let first = calls.count
    enterCalls(unit: index, names: names)
    let repeated = bodies.enter(unit.flow, names: names)
    for position in repeated.calls { calls[first + position].isRepetition = true }
    for (position, store) in unit.flow.stores.enumerated() {
      stores.append(
        ProgramStore(
          unit: index, facts: store, target: unitNodes[index][Int(store.target)],
          function: store.function.map(names.qualified),
          isRepetition: repeated.stores.contains(position)))
    }
    for write in unit.flow.characterWrites {
      mutations.append(
        Mutation(
          node: unitNodes[index][Int(write.pointer)], name: "", location: write.location,
          call: nil, function: write.function.map(names.qualified), write: write))
    }
  }

  private func enter(_ function: FlowFunction, unit: Int, names: UnitNames) {
    let usr = names.qualified(function.usr)
    guard var known = functions[usr] else {
      functions[usr] = ProgramFunction(
        usr: usr, facts: function, unit: function.isDefined ? unit : nil)
      return
    }
    let isAddressTaken = known.facts.isAddressTaken || function.isAddressTaken
    // The linker takes the strictest visibility.
    let isHidden = known.facts.isHidden || function.isHidden
    let isOffered = (known.facts.isOffered || function.isOffered) && !isHidden
    if known.unit == nil, function.isDefined {
      known.facts = function
      known.unit = unit
    }
    known.facts.isAddressTaken = isAddressTaken
    known.facts.isOffered = isOffered
    known.facts.isHidden = isHidden
    functions[usr] = known
  }

  private func enterCalls(unit index: Int, names: UnitNames) {
    let map = unitNodes[index]
    var seen: [AllocationKey: Int] = [:]
    for (position, call) in program.units[index].flow.calls.enumerated() {
      var key = AllocationKey(site: call.site, location: call.location, ordinal: 0)
      key.ordinal = seen[key, default: 0]
      seen[AllocationKey(site: call.site, location: call.location, ordinal: 0), default: 0] += 1
      var entered = ProgramCall(
        unit: index, index: position, facts: call,
        arguments: call.arguments.map { $0.node.map { map[Int($0)] } },
        result: call.result.map { map[Int($0)] }, callee: nil, name: "",
        function: call.function.map(names.qualified), object: nil, ordinal: key.ordinal)
      if case .direct(let usr, let name) = call.callee {
        entered.callee = names.qualified(usr)
        entered.name = name
      }
      if call.familyFunction?.role.allocates == true {
        let object = objects.id(.heap(key), nodes: &nodes)
        entered.object = object
        allocations[object, default: []].append(calls.count)
      }
      calls.append(entered)
    }
  }

  /// Adds the block that clients get, like one that the program has.
  func noteClient(_ object: ObjectID, of original: ObjectID) {
    allocations[object] = allocations[original]
  }

  /// Adds the block that a wrapper's caller gets: made by the wrapper's own
  /// allocation calls, on behalf of `call`.
  func noteClone(_ object: ObjectID, of original: ObjectID, call: Int) {
    allocations[object] = allocations[original]
    if cloneCalls[object] == nil { cloneCalls[object] = call }
  }

  // MARK: Edges

  private func enterEdges(unit index: Int) {
    let map = unitNodes[index]
    func node(_ id: FlowNodeID) -> NodeID { map[Int(id)] }
    for edge in program.units[index].flow.edges {
      switch edge.kind {
      case .copy(let from, let to): add(Constraint(.copy, node(from), node(to)), at: edge.location)
      case .overlay(let from, let to):
        guard !trustsUnions else { continue }
        add(Constraint(.copy, node(from), node(to)), at: edge.location)
      case .load(let pointer, let to):
        add(Constraint(.load, node(pointer), node(to)), at: edge.location)
      case .store(let from, let pointer):
        add(Constraint(.store, node(from), node(pointer)), at: edge.location)
      case .interior(let from, let to):
        add(Constraint(.interior, node(from), node(to)), at: edge.location)
      case .base(let from, let to): add(Constraint(.base, node(from), node(to)), at: edge.location)
      case .transfer(let from, let to): transfer(from: node(from), to: node(to), at: edge.location)
      case .address(let object, let to):
        guard let object = self.object(object, unit: index, at: edge.location) else { continue }
        add(Constraint(.address, object, node(to)), at: edge.location)
        if case .place = objects.kinds[Int(object)] { addressNodes.insert(node(to)) }
      }
    }
  }

  /// The contents of what `from` points at go to what `to` points at.
  func transfer(from: NodeID, to: NodeID, at location: SourceLocation?) {
    let contents = nodes.fresh(name: "contents", isTransient: true)
    add(Constraint(.load, from, contents), at: location)
    add(Constraint(.store, contents, to), at: location)
  }

  private func object(
    _ object: FlowObject, unit: Int, at location: SourceLocation
  ) -> ObjectID? {
    switch object {
    case .heap(let call):
      // Calls of a unit are entered together, in order.
      return calls[firstCall(of: unit) + call].object
    case .place(let node):
      return objects.id(.place(unitNodes[unit][Int(node)]), nodes: &nodes)
    case .function(let usr):
      let usr = unitNames[unit].qualified(usr)
      let isFamily = family(of: usr) != nil
      let site = isFamily ? addressSites[location] ?? location : nil
      return objects.id(.function(usr: usr, site: site), nodes: &nodes)
    case .literal: return objects.id(.literal, nodes: &nodes)
    }
  }

  private func firstCall(of unit: Int) -> Int {
    if let start = firstCalls[unit] { return start }
    var start = 0
    for index in program.units.indices {
      firstCalls[index] = start
      start += program.units[index].flow.calls.count
    }
    return firstCalls[unit] ?? 0
  }

  private var firstCalls: [Int: Int] = [:]

  /// The family function that a function with external linkage is.
  func family(of usr: String) -> FamilyFunction? {
    guard usr.hasPrefix("c:@F@") else { return nil }
    return families[String(usr.dropFirst(5))]
  }

  // MARK: The model's tables

  /// The number of a place that a unit mentions; `nil` if it has none.
  func nodeID(of node: FlowNode, unit: Int) -> NodeID? {
    nodes.existing(node, in: unitNames[unit])
  }

  /// Whether a canonical type is a struct or union that the program defines.
  func isRecord(_ type: String) -> Bool { recordTypes.contains(type) }

  /// Whether a node is what a function returns.
  func isResult(_ node: NodeID, of function: String) -> Bool {
    nodes.existingResult(of: function) == node
  }

  /// A node that points at an object.
  func pointer(to kind: ObjectKind, at location: SourceLocation?) -> NodeID {
    let node = nodes.fresh(name: "pointer", isTransient: true)
    add(Constraint(.address, objects.id(kind, nodes: &nodes), node), at: location)
    return node
  }
}
