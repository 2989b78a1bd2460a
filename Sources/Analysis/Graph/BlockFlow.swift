import SourceModel

/// Where pointers go in a graph whose calls through pointers are not bound yet:
/// what must be known of a block to say that nobody but a function's callers
/// gets it.
struct BlockFlow {
  private(set) var copies: [NodeID: [NodeID]] = [:]
  private(set) var origins: [NodeID: [NodeID]] = [:]
  /// How many objects and other things than copies flow into a node.
  private(set) var others: [NodeID: Int] = [:]
  /// Nodes whose pointer goes elsewhere than into a variable of an activation.
  private(set) var leaks: Set<NodeID> = []

  init(_ graph: ProgramGraph) {
    for constraint in graph.constraints {
      switch constraint.kind {
      case .copy:
        copies[constraint.a, default: []].append(constraint.b)
        origins[constraint.b, default: []].append(constraint.a)
      case .store, .interior, .base, .watch: leaks.insert(constraint.a)
      case .address, .load, .copyExcept: break
      }
      if constraint.derivesSecond { others[constraint.b, default: 0] += 1 }
    }
    for escape in graph.escapes + graph.foreignReleases { leaks.insert(escape.node) }
    for kind in graph.objects.kinds {
      if case .place(let node) = kind { leaks.insert(node) }
    }
    for call in graph.calls where Self.passesOn(call, graph) {
      leaks.formUnion(call.arguments.compactMap { $0 })
    }
    for (index, unit) in graph.program.units.enumerated() {
      for local in unit.flow.functions.flatMap(\.locals) where local.isStatic {
        leaks.insert(graph.unitNodes[index][Int(local.node)])
      }
    }
  }

  /// Whether a call runs functions that are not known yet.
  private static func passesOn(_ call: ProgramCall, _ graph: ProgramGraph) -> Bool {
    guard call.callee != nil else { return true }
    let name = LibraryNames.standard(call.name)
    return (graph.externals[call.name] ?? graph.externals[name])?.calls.isEmpty == false
  }
}
