import SourceModel

/// The integers of a program that may carry pointers from where they become integers to
/// where they become pointers again, by assignments, calls and memory. Most integers
/// carry none, and what is assigned to them needs no constraints.
///
/// Reachability from the conversions of pointers and to the conversions into pointers,
/// with one node for all integers in memory, one for what is passed through pointers to
/// functions, and one for what such calls return.
///
/// Members of unions and of records that are read as one another share bytes; few of the
/// integers among them are meant to hold the pointers that lie there. Of such an integer
/// counts where it is assigned, and not where it may go through memory.
struct PointerIntegers: Sendable {
  /// Where pointers come in, and where they go out.
  private struct Ends {
    var converted: Set<NodeID> = []
    /// Those that share bytes with pointers, or go where they may be read as such.
    var shared: Set<NodeID> = []
  }

  private var isInteger: [Bool] = []
  private var isKept: [Bool] = []
  private var successors: [NodeID: [NodeID]] = [:]
  private var predecessors: [NodeID: [NodeID]] = [:]
  private var sources = Ends()
  private var sinks = Ends()

  private var memory: NodeID = 0
  private var outsideArguments: NodeID = 0
  private var outsideResults: NodeID = 0

  init() {}

  /// - Parameter unitNodes: for each unit, the numbers in `nodes` of its nodes.
  init(
    _ units: [FileFacts], unitNodes: [[NodeID]], unitNames: [UnitNames], nodes: NodeTable,
    functions: [String: ProgramFunction]
  ) {
    memory = NodeID(nodes.count)
    outsideArguments = memory + 1
    outsideResults = memory + 2
    isInteger = Array(repeating: false, count: nodes.count)
    isInteger += [true, true, true]
    isKept = Array(repeating: false, count: isInteger.count)
    for (unit, map) in zip(units, unitNodes) {
      for node in unit.flow.wideIntegers { isInteger[Int(map[Int(node)])] = true }
    }
    for (unit, map) in zip(units, unitNodes) {
      for edge in unit.flow.edges {
        enter(edge.kind, map, isLayout: Self.isLayout(edge.kind, unit.flow))
      }
    }
    for function in functions.values where function.unit != nil { enter(function, nodes) }
    for (index, unit) in units.enumerated() {
      for call in unit.flow.calls {
        enter(call, unitNodes[index], unitNames[index], nodes, functions)
      }
    }
    keep()
    (successors, predecessors, sources, sinks) = ([:], [:], Ends(), Ends())
  }

  /// Whether a node can hold a pointer.
  func canHoldPointer(_ node: NodeID) -> Bool { !isInteger[Int(node)] || isKept[Int(node)] }

  /// Whether a node is an integer of the units that can hold a pointer.
  func isPointer(_ node: NodeID) -> Bool {
    node < memory && isInteger[Int(node)] && isKept[Int(node)]
  }

  private mutating func keep() {
    let converted = reach(sources.converted, successors)
    let shared = reach(sources.shared, successors, isThroughMemory: false)
    if converted.isEmpty && shared.isEmpty { return }
    let all = sinks.converted.union(sinks.shared)
    let toAny = reach(all, predecessors)
    for node in converted where toAny.contains(node) { isKept[Int(node)] = true }
    let toAssigned = reach(all, predecessors, isThroughMemory: false)
    for node in shared where toAssigned.contains(node) { isKept[Int(node)] = true }
  }

  private func reach(
    _ start: Set<NodeID>, _ next: [NodeID: [NodeID]], isThroughMemory: Bool = true
  ) -> Set<NodeID> {
    var reached = start
    var rest = Array(start)
    while let node = rest.popLast() {
      for other in next[node] ?? [] where isThroughMemory || other != memory {
        if reached.insert(other).inserted { rest.append(other) }
      }
    }
    return reached
  }

  // MARK: The graph

  /// Lets what one node holds reach another one.
  private mutating func connect(_ from: NodeID, to: NodeID, isLayout: Bool = false) {
    switch (isInteger[Int(from)], isInteger[Int(to)]) {
    case (true, true):
      successors[from, default: []].append(to)
      predecessors[to, default: []].append(from)
    case (false, true):
      if isLayout { sources.shared.insert(to) } else { sources.converted.insert(to) }
    case (true, false):
      if isLayout { sinks.shared.insert(from) } else { sinks.converted.insert(from) }
    case (false, false): break
    }
  }

  /// Whether an edge makes two members one that share bytes.
  private static func isLayout(_ edge: FlowEdge.Kind, _ facts: FlowFacts) -> Bool {
    guard let (from, to) = edge.ends, case .field = facts.nodes[Int(from)],
      case .field = facts.nodes[Int(to)]
    else { return false }
    return true
  }

  private mutating func enter(_ edge: FlowEdge.Kind, _ map: [NodeID], isLayout: Bool) {
    func node(_ id: FlowNodeID) -> NodeID { map[Int(id)] }
    switch edge {
    case .copy(let from, let to), .overlay(let from, let to), .interior(let from, let to),
      .base(let from, let to):
      connect(node(from), to: node(to), isLayout: isLayout)
    case .load(_, let to):
      if isInteger[Int(node(to))] { connect(memory, to: node(to)) }
    case .store(let from, _):
      guard isInteger[Int(node(from))] else { return }
      connect(node(from), to: memory)
      sinks.shared.insert(node(from))
    case .address(.place(let place), _):
      guard isInteger[Int(node(place))] else { return }
      connect(node(place), to: memory)
      connect(memory, to: node(place))
      sinks.shared.insert(node(place))
    case .address, .transfer: break
    }
  }

  /// Others than the calls that name it may call a function, and pass what they got.
  private mutating func enter(_ function: ProgramFunction, _ nodes: NodeTable) {
    guard function.facts.isAddressTaken || function.facts.isOffered else { return }
    if let result = nodes.existingResult(of: function.usr), isInteger[Int(result)] {
      connect(result, to: outsideResults)
      connect(result, to: outsideArguments)
      sinks.shared.insert(result)
    }
    for position in function.facts.parameterPointees.indices {
      guard let parameter = nodes.existingParameter(of: function.usr, position) else { continue }
      if isInteger[Int(parameter)] { connect(outsideArguments, to: parameter) }
    }
  }

  private mutating func enter(
    _ call: FlowCall, _ map: [NodeID], _ names: UnitNames, _ nodes: NodeTable,
    _ functions: [String: ProgramFunction]
  ) {
    let result = call.integer.map { map[Int($0)] }
    let arguments = call.arguments.map { $0.node.map { map[Int($0)] } }
    let integers = arguments.compactMap { $0 }.filter { isInteger[Int($0)] }
    guard case .direct(let usr, _) = call.callee else {
      if let result { connect(outsideResults, to: result) }
      for argument in integers {
        connect(argument, to: outsideArguments)
        sinks.shared.insert(argument)
      }
      return
    }
    guard let function = functions[names.qualified(usr)], function.unit != nil else {
      sinks.shared.formUnion(integers)
      return
    }
    if let result, let returned = nodes.existingResult(of: function.usr) {
      connect(returned, to: result)
    }
    for (position, argument) in arguments.enumerated() {
      guard let argument else { continue }
      if position >= function.facts.parameterPointees.count {
        if isInteger[Int(argument)] { connect(argument, to: memory) }
      } else if let parameter = nodes.existingParameter(of: function.usr, position) {
        connect(argument, to: parameter)
      }
    }
  }
}
