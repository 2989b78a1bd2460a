import SourceModel

/// Finds the functions whose blocks each caller gets objects of its own for:
/// those that make a block and do nothing with it but return it, where the
/// caller decides about its size, or where it is text, of which the caller may
/// make what it likes. Pools are none: their blocks are shared. One that resizes
/// must return such blocks only, and not the old one where that is large enough:
/// it would be another caller's, too.
struct WrapperDetection {
  /// How many functions a block may come through, such as `xstrdup` over
  /// `xmemdup` over `xmalloc`: each level makes as many objects as it has calls.
  private static let levels = 3

  private let graph: ProgramGraph
  private let flow: BlockFlow

  init(_ graph: ProgramGraph, _ flow: BlockFlow) {
    self.graph = graph
    self.flow = flow
  }

  /// A block that a function returns, with what its callers need to know.
  private struct Found {
    var block: AllocationWrapper.Block
    /// Its size in terms of the function's parameters; `nil` for another.
    var size: Expression?
    var isResized: Bool
  }

  /// The wrappers by qualified USR.
  func find() -> [String: AllocationWrapper] {
    var calls: [String: [Int]] = [:]
    for (index, call) in graph.calls.enumerated() where !call.isRepetition {
      guard let function = call.function, call.result != nil,
        call.object != nil || call.callee != nil
      else { continue }
      calls[function, default: []].append(index)
    }
    var found: [String: [Found]] = [:]
    for _ in 0..<Self.levels {
      let known = found
      for (function, indices) in calls {
        var made: [Found] = []
        var sources: [ProgramCall] = []
        for index in indices {
          let own = blocks(of: index, in: function, known)
          if !own.isEmpty { sources.append(graph.calls[index]) }
          made += own
        }
        if made.contains(where: \.isResized), !returnsOnly(sources, from: function) {
          made.removeAll(where: \.isResized)
        }
        if !made.isEmpty { found[function] = made }
      }
    }
    return found.mapValues { AllocationWrapper(blocks: $0.map(\.block)) }
  }

  /// The blocks that a call makes, if its function returns them to its callers.
  private func blocks(
    of index: Int, in function: String, _ known: [String: [Found]]
  ) -> [Found] {
    let call = graph.calls[index]
    var made: [Found] = []
    if let object = call.object, case .heap(let key) = graph.objects.kinds[Int(object)] {
      guard let role = call.facts.familyFunction?.role else { return [] }
      made = [
        Found(
          block: AllocationWrapper.Block(key: key, call: index, isSizedByArguments: false),
          size: BlockSize.expression(of: call.facts), isResized: role == .resize)
      ]
    } else if let callee = call.callee, callee != function {
      made = (known[callee] ?? []).compactMap { found in
        guard found.block.key.clones.count < Self.levels - 1 else { return nil }
        var own = found
        own.block.call = index
        own.block.key = own.block.key.cloned(at: call.facts.location, ordinal: call.ordinal)
        own.size = found.size?.replacingParameters(by: call.facts.arguments)
        return own
      }
    }
    guard !made.isEmpty, isOnlyReturned(call, by: function) else { return [] }
    let returnsText = graph.functions[function]?.facts.resultPointee.map(Self.isText) ?? false
    return made.compactMap { found in
      var own = found
      own.block.isSizedByArguments = found.size.map { isOfParameters($0, of: call) } ?? false
      if !own.block.isSizedByArguments { own.size = nil }
      return own.block.isSizedByArguments || returnsText ? own : nil
    }
  }

  private static func isText(_ pointee: String) -> Bool {
    ["char", "signed char", "unsigned char"].contains(pointee)
  }

  /// Whether nothing but parameters that keep their values decides a size.
  private func isOfParameters(_ size: Expression, of call: ProgramCall) -> Bool {
    let variables = size.variables
    return !variables.isEmpty && size.isClosed
      && variables.allSatisfy { variable in
        guard case .parameter = variable,
          let node = graph.nodeID(of: variable, unit: call.unit)
        else { return false }
        return flow.keeps(node)
      }
  }

  private func isOnlyReturned(_ call: ProgramCall, by function: String) -> Bool {
    guard let start = call.result else { return false }
    var seen: Set<NodeID> = [start]
    var stack = [start]
    var isReturned = false
    while let node = stack.popLast() {
      if flow.leaks.contains(node) { return false }
      for target in flow.copies[node] ?? [] {
        if graph.isResult(target, of: function) {
          isReturned = true
          continue
        }
        guard graph.nodes.isTransient[Int(target)],
          (graph.nodes.parameterOwners[target] ?? function) == function
        else { return false }
        if seen.insert(target).inserted { stack.append(target) }
      }
    }
    return isReturned
  }

  /// Whether a function returns what one of the calls does or null, and nothing
  /// else.
  private func returnsOnly(_ calls: [ProgramCall], from function: String) -> Bool {
    guard let returned = graph.nodes.existingResult(of: function) else { return false }
    let results = Dictionary(
      calls.compactMap { call in call.result.map { ($0, call) } }, uniquingKeysWith: { $1 })
    guard results.allSatisfy({ isOnlyResult($0.key, of: $0.value) }) else { return false }
    var seen: Set<NodeID> = [returned]
    var stack = [returned]
    while let node = stack.popLast() {
      if results[node] != nil { continue }
      guard flow.others[node] == nil, graph.nodes.parameterOwners[node] == nil else { return false }
      for origin in flow.origins[node] ?? [] where seen.insert(origin).inserted {
        stack.append(origin)
      }
    }
    return true
  }

  /// Whether a node holds what one call returns, and nothing else.
  private func isOnlyResult(_ node: NodeID, of call: ProgramCall) -> Bool {
    if call.object != nil { return flow.others[node] == 1 && flow.origins[node] == nil }
    let returned = call.callee.flatMap(graph.nodes.existingResult)
    return flow.others[node] == nil && flow.origins[node] == returned.map { [$0] }
  }
}
