import SourceModel

/// Where pointers go in a graph whose calls through pointers are not bound yet:
/// what must be known of a block to say that nobody but a function's callers
/// gets it.
struct BlockFlow {
  private(set) var copies: [NodeID: [NodeID]] = [:]
  private(set) var origins: [NodeID: [NodeID]] = [:]
  /// Where pointers go that are computed from a node's, to other places of its object.
  private(set) var moves: [NodeID: [NodeID]] = [:]
  /// How many objects and other things than copies flow into a node.
  private(set) var others: [NodeID: Int] = [:]
  /// Positions in the graph's stores of the assignments to each node.
  private(set) var stores: [NodeID: [Int]] = [:]
  /// Variables that are changed through pointers, or keep their values between
  /// the activations of a function.
  private(set) var shared: Set<NodeID> = []
  /// Nodes whose pointer goes elsewhere than into a variable of an activation.
  private(set) var leaks: Set<NodeID> = []

  init(_ graph: ProgramGraph) {
    for constraint in graph.constraints {
      switch constraint.kind {
      case .copy:
        copies[constraint.a, default: []].append(constraint.b)
        origins[constraint.b, default: []].append(constraint.a)
      case .interior, .base: moves[constraint.a, default: []].append(constraint.b)
      case .store, .watch: leaks.insert(constraint.a)
      case .address, .load, .copyExcept: break
      }
      if constraint.derivesSecond { others[constraint.b, default: 0] += 1 }
    }
    for escape in graph.escapes + graph.foreignReleases { leaks.insert(escape.node) }
    for (position, store) in graph.stores.enumerated() {
      stores[store.target, default: []].append(position)
    }
    shared = graph.objects.places
    for call in graph.calls where Self.passesOn(call, graph) {
      leaks.formUnion(call.arguments.compactMap { $0 })
    }
    for (index, unit) in graph.program.units.enumerated() {
      for local in unit.flow.functions.flatMap(\.locals) where local.isStatic {
        shared.insert(graph.unitNodes[index][Int(local.node)])
      }
    }
    leaks.formUnion(shared)
  }

  /// Has the arguments that a function returns go straight to its direct
  /// callers' results.
  mutating func inline(_ passed: [String: PassedArguments], of graph: ProgramGraph) {
    for call in graph.calls {
      guard let callee = call.callee, let passed = passed[callee], let result = call.result,
        let returned = graph.nodes.existingResult(of: callee),
        copies[returned]?.contains(result) == true
      else { continue }
      copies[returned]?.removeAll { $0 == result }
      origins[result]?.removeAll { $0 == returned }
      for position in passed.parameters {
        guard let argument = call.argument(position + 1) else { continue }
        let parameter = graph.nodes.existingParameter(of: callee, position)
        if passed.onlyReturned.contains(position) {
          copies[argument]?.removeAll { $0 == parameter }
        }
        connect(argument, result)
      }
      for node in passed.rest { connect(node, result) }
    }
  }

  /// Whether a node's pointer goes elsewhere than, as it is, into a variable of an
  /// activation.
  func isPassedOn(_ node: NodeID) -> Bool { leaks.contains(node) || moves[node] != nil }

  /// Some nodes and those whose pointers come to them, as they are or moved.
  func nodes(leadingTo targets: [NodeID]) -> Set<NodeID> {
    var sources: [NodeID: [NodeID]] = [:]
    for (node, next) in [copies, moves].joined() {
      for target in next { sources[target, default: []].append(node) }
    }
    return Self.reached(from: targets, over: sources)
  }

  /// Some nodes and those to which edges lead from them.
  static func reached(from starts: [NodeID], over edges: [NodeID: [NodeID]]) -> Set<NodeID> {
    var seen = Set(starts)
    var stack = starts
    while let node = stack.popLast() {
      for next in edges[node] ?? [] where seen.insert(next).inserted { stack.append(next) }
    }
    return seen
  }

  /// Whether nothing changes a parameter.
  func keeps(_ parameter: NodeID) -> Bool {
    stores[parameter] == nil && !shared.contains(parameter)
  }

  /// The assignments to a node.
  func stores(to node: NodeID, in graph: ProgramGraph) -> [ProgramStore] {
    (stores[node] ?? []).map { graph.stores[$0] }
  }

  private mutating func connect(_ from: NodeID, _ to: NodeID) {
    copies[from, default: []].append(to)
    origins[to, default: []].append(from)
  }

  /// Whether a call runs functions that are not known yet.
  private static func passesOn(_ call: ProgramCall, _ graph: ProgramGraph) -> Bool {
    guard call.callee != nil else { return true }
    return graph.external(call.name)?.calls.isEmpty == false
  }
}
