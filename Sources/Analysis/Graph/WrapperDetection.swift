import SourceModel

/// Finds the functions whose block each caller gets an object of its own for:
/// those that make one allocation, of a size that their parameters decide, and
/// do nothing with the block but return it. Pools are none: their blocks are
/// shared. One that resizes must return nothing else, such as the old block
/// where that is large enough: it would be another caller's, too.
struct WrapperDetection {
  private let graph: ProgramGraph
  private var copies: [NodeID: [NodeID]] = [:]
  /// Nodes whose pointer goes elsewhere than into a variable.
  private var leaks: Set<NodeID> = []
  private var written: Set<NodeID> = []
  private var origins: [NodeID: [NodeID]] = [:]
  /// How many objects and other things than copies flow into a node.
  private var others: [NodeID: Int] = [:]

  init(_ graph: ProgramGraph) {
    self.graph = graph
    for constraint in graph.constraints {
      switch constraint.kind {
      case .copy:
        copies[constraint.a, default: []].append(constraint.b)
        origins[constraint.b, default: []].append(constraint.a)
      case .store, .interior, .base: leaks.insert(constraint.a)
      default: break
      }
      if constraint.derivesSecond { others[constraint.b, default: 0] += 1 }
    }
    for store in graph.stores { written.insert(store.target) }
  }

  /// The wrappers by qualified USR.
  func find() -> [String: AllocationWrapper] {
    var allocations: [String: Set<ObjectID>] = [:]
    var candidates: [String: ProgramCall] = [:]
    for call in graph.calls {
      guard let object = call.object, let function = call.function else { continue }
      allocations[function, default: []].insert(object)
      candidates[function] = call
    }
    var wrappers: [String: AllocationWrapper] = [:]
    for (function, call) in candidates where allocations[function]?.count == 1 {
      guard let object = call.object, case .heap(let key) = graph.objects.kinds[Int(object)],
        isSizedByParameters(call), isOnlyReturned(call, by: function),
        call.facts.familyFunction?.role != .resize || isAllThatReturns(call, from: function)
      else { continue }
      wrappers[function] = AllocationWrapper(key: key)
    }
    return wrappers
  }

  private func isSizedByParameters(_ call: ProgramCall) -> Bool {
    guard let family = call.facts.familyFunction,
      [.allocate, .allocateZeroed, .resize].contains(family.role),
      let size = BlockSize.expression(of: call.facts)
    else { return false }
    var usesParameter = false
    for variable in size.variables {
      guard case .parameter = variable else { return false }
      let node = graph.nodeID(of: variable, unit: call.unit)
      guard let node, !written.contains(node) else { return false }
      usesParameter = true
    }
    return usesParameter && size.isClosed
  }

  private func isOnlyReturned(_ call: ProgramCall, by function: String) -> Bool {
    guard let start = call.result else { return false }
    var seen: Set<NodeID> = [start]
    var stack = [start]
    var isReturned = false
    while let node = stack.popLast() {
      if leaks.contains(node) { return false }
      for target in copies[node] ?? [] {
        if graph.isResult(target, of: function) {
          isReturned = true
          continue
        }
        guard graph.nodes.isTransient[Int(target)], graph.nodes.parameterOwners[target] == nil
        else { return false }
        if seen.insert(target).inserted { stack.append(target) }
      }
    }
    return isReturned
  }

  /// Whether a function returns the call's block or null, and nothing else.
  private func isAllThatReturns(_ call: ProgramCall, from function: String) -> Bool {
    guard let start = call.result, let returned = graph.nodes.existingResult(of: function),
      others[start] == 1, origins[start] == nil
    else { return false }
    var seen: Set<NodeID> = [returned]
    var stack = [returned]
    while let node = stack.popLast() {
      if node == start { continue }
      guard others[node] == nil, graph.nodes.parameterOwners[node] == nil else { return false }
      for origin in origins[node] ?? [] where seen.insert(origin).inserted { stack.append(origin) }
    }
    return true
  }
}
