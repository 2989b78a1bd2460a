import SourceModel

/// Knows which functions cannot release or resize any block: those that reach,
/// over any chain of calls, neither a release nor code that is not seen.
struct HarmlessCalls {
  private let graph: ProgramGraph
  /// The functions that run when the program ends; `nil` when that is not known.
  private let atExit: Set<String>?
  /// Qualified USRs of the functions that may release something.
  private var dangerous: Set<String> = []

  init(_ graph: ProgramGraph, calls: [String: [ProgramCall]], atExit: Set<String>?) {
    self.graph = graph
    self.atExit = atExit
    var callers: [String: [String]] = [:]
    var stack: [String] = []
    for (function, calls) in calls {
      for call in calls {
        if let callee = call.callee, graph.functions[callee]?.unit != nil,
          call.facts.familyFunction == nil
        {
          callers[callee, default: []].append(function)
        } else if LibraryNames.isExit(call.name), let atExit {
          for handler in atExit { callers[handler, default: []].append(function) }
        } else if !isHarmlessOutside(call) {
          stack.append(function)
        }
      }
    }
    while let function = stack.popLast() {
      if dangerous.insert(function).inserted { stack += callers[function] ?? [] }
    }
  }

  /// Whether a call surely releases and resizes nothing.
  func contains(_ call: ProgramCall) -> Bool {
    if let callee = call.callee, let function = graph.functions[callee], function.unit != nil,
      call.facts.familyFunction == nil
    {
      return !function.isBroken && !dangerous.contains(callee)
    }
    return isHarmlessOutside(call)
  }

  /// The same for a call of a family function or of one outside the program.
  private func isHarmlessOutside(_ call: ProgramCall) -> Bool {
    if let family = call.facts.familyFunction { return !family.role.releases }
    if LibraryNames.isInert(call.name) { return true }
    if LibraryNames.isExit(call.name) {
      return atExit?.allSatisfy { !dangerous.contains($0) } ?? false
    }
    let name = LibraryNames.standard(call.name)
    guard call.callee != nil, graph.foreign[name] == nil else { return false }
    if let external = graph.externals[name] { return external.calls.isEmpty }
    return call.arguments.allSatisfy { $0 == nil }
  }
}
