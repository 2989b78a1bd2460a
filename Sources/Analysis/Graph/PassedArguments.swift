import SourceModel

/// What a function returns: arguments that it was given, which each direct
/// caller gets back as its own, and the rest, which it may get from any.
struct PassedArguments: Hashable, Sendable {
  /// Positions of parameters that are returned, from 0, ascending.
  var parameters: [Int]
  /// What else is returned, ascending.
  var rest: [NodeID]
  /// Those of the parameters that go nowhere else.
  var onlyReturned: Set<Int>
}

/// Finds the functions that return what they are given, such as
/// `free_and_assign(old, new)` or a check for null around an allocation: bound
/// like others, they would mix up what all of their callers give them.
///
/// A result is followed back through the variables of an activation to the
/// function's parameters. Whatever else it meets on the way, it keeps as it is.
struct PassedArgumentsFinder {
  /// How many functions an argument may come back through.
  private static let levels = 3

  private let graph: ProgramGraph
  private let flow: BlockFlow
  private var callOfResult: [NodeID: ProgramCall] = [:]
  private var resultNodes: Set<NodeID> = []
  private var found: [String: PassedArguments] = [:]

  init(_ graph: ProgramGraph, _ flow: BlockFlow) {
    self.graph = graph
    self.flow = flow
    resultNodes = Set(graph.functions.keys.compactMap { graph.nodes.existingResult(of: $0) })
    for call in graph.calls where call.callee != nil {
      if let result = call.result { callOfResult[result] = call }
    }
  }

  /// The functions by qualified USR.
  mutating func find() -> [String: PassedArguments] {
    let candidates = graph.functions.values.filter {
      $0.unit != nil && !$0.isBroken && $0.facts.resultPointee != nil
        && $0.facts.parameterPointees.contains { $0 != nil }
    }
    for _ in 0..<Self.levels {
      var next: [String: PassedArguments] = [:]
      for function in candidates { next[function.usr] = passed(by: function) }
      if next == found { break }
      found = next
    }
    return found
  }

  private func passed(by function: ProgramFunction) -> PassedArguments? {
    guard let result = graph.nodes.existingResult(of: function.usr) else { return nil }
    var positions: [NodeID: Int] = [:]
    for (position, pointee) in function.facts.parameterPointees.enumerated() where pointee != nil {
      let parameter = graph.nodes.existingParameter(of: function.usr, position)
      if let parameter, flow.keeps(parameter) { positions[parameter] = position }
    }
    var (parameters, rest): (Set<Int>, Set<NodeID>) = ([], [])
    var seen: Set<NodeID> = [result]
    var stack = [result]
    while let node = stack.popLast() {
      if let position = positions[node] {
        parameters.insert(position)
        continue
      }
      guard isVariable(node), let origins = origins(of: node) else {
        rest.insert(node)
        continue
      }
      for origin in origins where seen.insert(origin).inserted { stack.append(origin) }
    }
    let limit = NodeID(graph.entered.nodes.count)
    guard !parameters.isEmpty, !rest.contains(result), rest.allSatisfy({ $0 < limit }) else {
      return nil
    }
    let only = positions.filter {
      parameters.contains($0.value) && isOnlyReturned($0.key, as: result)
    }
    return PassedArguments(
      parameters: parameters.sorted(), rest: rest.sorted(), onlyReturned: Set(only.values))
  }

  /// Whether a node gets nothing but what is copied to it in one activation.
  private func isVariable(_ node: NodeID) -> Bool {
    graph.nodes.isTransient[Int(node)] && graph.nodes.parameterOwners[node] == nil
      && !flow.shared.contains(node) && flow.others[node] == nil
      && !graph.lateResults.contains(node)
  }

  /// What is copied to a node; `nil` when some of it is another function's.
  private func origins(of node: NodeID) -> [NodeID]? {
    var origins = flow.origins[node] ?? []
    if let call = callOfResult[node], let callee = call.callee, let passed = found[callee] {
      let returned = graph.nodes.existingResult(of: callee)
      origins.removeAll { $0 == returned }
      origins += passed.parameters.compactMap { call.argument($0 + 1) } + passed.rest
    }
    return origins.contains(where: resultNodes.contains) ? nil : origins
  }

  /// Whether a parameter's pointer goes nowhere but to the result.
  private func isOnlyReturned(_ parameter: NodeID, as result: NodeID) -> Bool {
    var seen: Set<NodeID> = [parameter]
    var stack = [parameter]
    while let node = stack.popLast() {
      if flow.isPassedOn(node) { return false }
      for next in flow.copies[node] ?? [] where next != result {
        guard graph.nodes.isTransient[Int(next)], graph.nodes.parameterOwners[next] == nil,
          !resultNodes.contains(next)
        else { return false }
        if seen.insert(next).inserted { stack.append(next) }
      }
    }
    return true
  }
}
