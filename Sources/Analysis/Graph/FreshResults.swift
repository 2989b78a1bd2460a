import SourceModel

/// Finds the blocks that exported functions make for their callers: what such
/// a function returns comes straight from an allocation, and nothing else has
/// it by then.
struct FreshResults {
  private let graph: ProgramGraph
  private let flow: BlockFlow

  init(_ graph: ProgramGraph, _ flow: BlockFlow) {
    self.graph = graph
    self.flow = flow
  }

  /// The allocations whose blocks clients get as no record, by the qualified
  /// USR of the function that returns them.
  func find() -> [String: [AllocationKey]] {
    let results = Set(graph.functions.keys.compactMap { graph.nodes.existingResult(of: $0) })
    var makers: [NodeID: [ProgramCall]] = [:]
    for call in graph.calls where call.object != nil && !call.isRepetition {
      if let result = call.result { makers[result, default: []].append(call) }
    }
    var fresh: [String: [AllocationKey]] = [:]
    for function in graph.functions.values {
      guard let unit = function.unit, graph.clientUnits.contains(unit), function.facts.isOffered,
        let type = function.facts.resultPointee, !graph.isRecord(type),
        let returned = graph.nodes.existingResult(of: function.usr)
      else { continue }
      let way = BlockFlow.reached(from: [returned], over: flow.origins)
      for node in way {
        for call in makers[node] ?? []
        where isOnlyReturned(node, as: returned, by: way, results: results) {
          guard let object = call.object, case .heap(let key) = graph.objects.kinds[Int(object)],
            call.facts.familyFunction?.role != .resize
          else { continue }
          fresh[function.usr, default: []].append(key)
        }
      }
    }
    return fresh.mapValues { keys in
      Set(keys).sorted { ($0.site, $0.location, $0.ordinal) < ($1.site, $1.location, $1.ordinal) }
    }
  }

  /// Whether a block goes nowhere but through variables to one function's
  /// result. Where a function returns it to several callers, those count that
  /// can hand it on there.
  private func isOnlyReturned(
    _ start: NodeID, as returned: NodeID, by way: Set<NodeID>, results: Set<NodeID>
  ) -> Bool {
    var seen: Set<NodeID> = [start, returned]
    var stack = [start]
    while let node = stack.popLast() {
      if flow.isPassedOn(node) { return false }
      for next in flow.copies[node] ?? [] where seen.insert(next).inserted {
        if results.contains(node), !way.contains(next) { continue }
        guard graph.nodes.isTransient[Int(next)] else { return false }
        stack.append(next)
      }
    }
    return true
  }
}
