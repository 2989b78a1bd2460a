import SourceModel

/// A unit's flow facts, indexed once for all the functions that may be wrappers.
struct WrapperFacts {
  let flow: FlowFacts
  /// Positions of calls by the function that they are in.
  let calls: [String: [Int]]
  let stores: [String: [FlowStore]]
  let characterWrites: [String: [CharacterWrite]]
  /// The nodes of each function's parameters, and of its result.
  let parameters: [String: [FlowNodeID]]
  let results: [String: FlowNodeID]
  /// Where each node's pointer is copied to, by assignments and arithmetic.
  let targets: [FlowNodeID: [FlowNodeID]]
  /// Where it is copied to as it is, by assignments and `return`.
  let copies: [FlowNodeID: [FlowNodeID]]
  /// What each node's pointer is copied from, as it is.
  let origins: [FlowNodeID: [FlowNodeID]]
  /// The nodes that get something else than such a copy or a block.
  let others: Set<FlowNodeID>
  /// The nodes whose value is stored through a pointer, and the pointers.
  let stored: Set<FlowNodeID>
  let storedThrough: Set<FlowNodeID>
  /// The pointers through which characters are stored.
  let writtenThrough: Set<FlowNodeID>

  init(_ flow: FlowFacts) {
    self.flow = flow
    calls = Dictionary(grouping: flow.calls.indices) { flow.calls[$0].function ?? "" }
    stores = Dictionary(grouping: flow.stores) { $0.function ?? "" }
    characterWrites = Dictionary(grouping: flow.characterWrites) { $0.function ?? "" }
    writtenThrough = Set(flow.characterWrites.map(\.pointer))
    var parameters: [String: [FlowNodeID]] = [:]
    var results: [String: FlowNodeID] = [:]
    for (index, node) in flow.nodes.enumerated() {
      switch node {
      case .parameter(let owner, _, _): parameters[owner, default: []].append(FlowNodeID(index))
      case .result(let owner): results[owner] = FlowNodeID(index)
      default: break
      }
    }
    self.parameters = parameters
    self.results = results
    var targets: [FlowNodeID: [FlowNodeID]] = [:]
    var copies: [FlowNodeID: [FlowNodeID]] = [:]
    var origins: [FlowNodeID: [FlowNodeID]] = [:]
    var others: Set<FlowNodeID> = []
    var stored: Set<FlowNodeID> = []
    var storedThrough: Set<FlowNodeID> = []
    for edge in flow.edges {
      if case .copy(let from, let to) = edge.kind { copies[from, default: []].append(to) }
      switch edge.kind {
      case .copy(let from, let to), .overlay(let from, let to):
        targets[from, default: []].append(to)
        origins[to, default: []].append(from)
      case .interior(let from, let to), .base(let from, let to):
        targets[from, default: []].append(to)
        others.insert(to)
      case .address(.place(let variable), let to): others.formUnion([variable, to])
      case .address(.heap, _): break
      case .address(_, let to), .load(_, let to): others.insert(to)
      case .store(let from, let pointer):
        stored.insert(from)
        storedThrough.insert(pointer)
      case .transfer: break
      }
    }
    for statement in flow.functions.flatMap(\.returns) {
      copies[statement.variable, default: []].append(statement.result)
    }
    self.targets = targets
    self.copies = copies
    self.origins = origins
    self.others = others
    self.stored = stored
    self.storedThrough = storedThrough
  }

  /// The calls in a function.
  func calls(in function: FlowFunction) -> [FlowCall] {
    (calls[function.usr] ?? []).map { flow.calls[$0] }
  }

  /// What gets some values by assignments and arithmetic.
  func holders(of values: [FlowNodeID]) -> Set<FlowNodeID> { reached(from: values, by: targets) }

  /// Some nodes, and those that are reached from them.
  func reached(
    from start: [FlowNodeID], by edges: [FlowNodeID: [FlowNodeID]],
    where isWanted: (FlowNodeID) -> Bool = { _ in true }
  ) -> Set<FlowNodeID> {
    var rest = start
    var seen = Set(start)
    while let node = rest.popLast() {
      for next in edges[node] ?? [] where isWanted(next) && seen.insert(next).inserted {
        rest.append(next)
      }
    }
    return seen
  }
}
