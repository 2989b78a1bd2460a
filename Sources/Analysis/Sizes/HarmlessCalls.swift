import SourceModel

/// Knows which functions cannot release or resize any block: those that reach,
/// over any chain of calls, neither a release nor code that is not seen.
struct HarmlessCalls {
  private let graph: ProgramGraph
  /// Qualified USRs of the functions that may release something, and
  /// `CallGraph.outside`.
  private var dangerous: Set<String> = []

  init(_ graph: ProgramGraph, calls: [String: [ProgramCall]]) {
    self.graph = graph
    var callers: [String: [String]] = [:]
    for function in graph.functionsCalledFromOutside() {
      callers[function] = [CallGraph.outside]
    }
    var stack: [String] = []
    for (function, calls) in calls {
      for call in calls {
        switch effect(of: call) {
        case .none: break
        case .unknown: stack.append(function)
        case .runs(let callee): callers[callee, default: []].append(function)
        }
      }
    }
    while let function = stack.popLast() {
      if dangerous.insert(function).inserted { stack += callers[function] ?? [] }
    }
  }

  /// Whether a call surely releases and resizes nothing.
  func contains(_ call: ProgramCall) -> Bool {
    switch effect(of: call) {
    case .none: true
    case .unknown: false
    case .runs(let callee):
      graph.functions[callee]?.isBroken != true && !dangerous.contains(callee)
    }
  }

  /// What a call does as far as releases go.
  private enum Effect {
    case none
    case unknown
    /// What this function of the program does, or code outside of it.
    case runs(String)
  }

  private func effect(of call: ProgramCall) -> Effect {
    if let family = call.facts.familyFunction { return family.role.releases ? .unknown : .none }
    if let callee = call.callee, graph.functions[callee]?.unit != nil { return .runs(callee) }
    if LibraryNames.isInert(call.name) { return .none }
    let name = LibraryNames.standard(call.name)
    guard call.callee != nil, graph.foreign[name] == nil else { return .unknown }
    if let external = graph.externals[name] { return external.calls.isEmpty ? .none : .unknown }
    return graph.runsUnknownCode(call, name: call.name) ? .runs(CallGraph.outside) : .none
  }
}
