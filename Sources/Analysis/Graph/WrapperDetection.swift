import SourceModel

/// Finds the functions whose block each caller gets an object of its own for:
/// those that make one allocation, of a size that their parameters decide, and
/// do nothing with the block but return it. Pools and functions that resize
/// are none: their blocks are shared.
struct WrapperDetection {
  private let graph: ProgramGraph
  private var copies: [NodeID: [NodeID]] = [:]
  /// Nodes whose pointer goes elsewhere than into a variable.
  private var leaks: Set<NodeID> = []
  private var written: Set<NodeID> = []

  init(_ graph: ProgramGraph) {
    self.graph = graph
    for constraint in graph.constraints {
      switch constraint.kind {
      case .copy: copies[constraint.a, default: []].append(constraint.b)
      case .store, .interior, .base: leaks.insert(constraint.a)
      default: break
      }
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
        isSizedByParameters(call), isOnlyReturned(call, by: function)
      else { continue }
      wrappers[function] = AllocationWrapper(key: key)
    }
    return wrappers
  }

  private func isSizedByParameters(_ call: ProgramCall) -> Bool {
    guard let family = call.facts.familyFunction,
      family.role == .allocate || family.role == .allocateZeroed,
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
}
