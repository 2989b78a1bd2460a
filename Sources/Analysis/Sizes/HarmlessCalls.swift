import SourceModel

/// Knows which functions cannot release or resize any block: those that reach,
/// over any chain of calls, neither a release nor code that is not seen.
struct HarmlessCalls {
  private let graph: ProgramGraph
  /// The functions that run when the program ends; `nil` when that is not known.
  private let atExit: Set<String>?
  /// Qualified USRs of the functions that may release something, and
  /// `CallGraph.outside`.
  private var dangerous: Set<String> = []

  init(_ graph: ProgramGraph, calls: [String: [ProgramCall]], callGraph: CallGraph) {
    self.graph = graph
    atExit = callGraph.atExit
    var callers: [String: [String]] = [:]
    for function in callGraph.functionsCalledFromOutside {
      callers[function] = [CallGraph.outside]
    }
    var stack: [String] = []
    for (function, calls) in calls {
      for call in calls {
        guard let callees = callees(of: call) else {
          stack.append(function)
          continue
        }
        for callee in callees { callers[callee, default: []].append(function) }
      }
    }
    while let function = stack.popLast() {
      if dangerous.insert(function).inserted { stack += callers[function] ?? [] }
    }
  }

  /// Whether a call surely releases and resizes nothing.
  func contains(_ call: ProgramCall) -> Bool {
    callees(of: call)?.allSatisfy { callee in
      graph.functions[callee]?.isBroken != true && !dangerous.contains(callee)
    } ?? false
  }

  /// The functions of the program that a call runs, and `CallGraph.outside`;
  /// `nil` when it may release something itself.
  private func callees(of call: ProgramCall) -> [String]? {
    if let family = call.facts.familyFunction { return family.role.releases ? nil : [] }
    if let callee = call.callee, graph.functions[callee]?.unit != nil { return [callee] }
    if LibraryNames.isInert(call.name) { return [] }
    if LibraryNames.isExit(call.name) { return atExit.map(Array.init) }
    guard call.callee != nil, graph.foreign(call.name) == nil else { return nil }
    if let external = graph.external(call.name) { return external.calls.isEmpty ? [] : nil }
    return graph.runsUnknownCode(call, name: call.name) ? [CallGraph.outside] : []
  }
}
