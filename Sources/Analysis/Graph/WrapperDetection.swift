import SourceModel

/// Finds the functions whose blocks each caller gets objects of its own for:
/// those that make a block, fill it or have it filled, and return it, where the
/// caller decides about its size, or where it is text, of which the caller may
/// make what it likes. Nobody else may keep it. Pools are none: their blocks are
/// shared. One that resizes must return such blocks only, and not the old one
/// where that is large enough: it would be another caller's, too.
struct WrapperDetection {
  /// How many functions a block may come through, such as `xstrdup` over
  /// `xmemdup` over `xmalloc`: each level makes as many objects as it has calls.
  private static let levels = 3

  private let graph: ProgramGraph
  private let flow: BlockFlow
  /// The nodes whose pointers the functions that get them keep or return.
  private let kept: Set<NodeID>

  init(_ graph: ProgramGraph, _ flow: BlockFlow) {
    self.graph = graph
    self.flow = flow
    let lasting = graph.nodes.isTransient.indices.filter { !graph.nodes.isTransient[$0] }
    let results = graph.functions.keys.compactMap(graph.nodes.existingResult)
    kept = flow.nodes(leadingTo: lasting.map { NodeID($0) } + results + flow.leaks)
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
          block: AllocationWrapper.Block(key: key, call: index),
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
      own.block.sizeValues = found.size.flatMap { sizeValues($0, of: call) }
      own.size = own.block.sizeValues.flatMap { found.size?.replacing($0) }
      return own.size != nil || returnsText ? own : nil
    }
  }

  private static func isText(_ pointee: String) -> Bool {
    ["char", "signed char", "unsigned char"].contains(pointee)
  }

  /// What the variables in a size hold, in terms of the function's parameters, at whose
  /// values in its callers the size is computed; `nil` for any other size.
  private func sizeValues(_ size: Expression, of call: ProgramCall) -> [FlowNode: Expression]? {
    guard size.isClosed else { return nil }
    var values: [FlowNode: Expression] = [:]
    for variable in size.variables where !isParameter(variable, unchangedBefore: call.facts, call) {
      if let other = onlyInsteadOfZero(variable, before: call) {
        values[variable] = .nonZero(.variable(variable), instead: other)
        continue
      }
      guard let store = onlyStore(to: variable, before: call),
        store.value.isClosed, size.keeps(.variable(variable), through: store.loses),
        store.value.variables.allSatisfy({ isParameter($0, unchangedBefore: store, call) })
      else { return nil }
      values[variable] = store.value
    }
    return size.replacing(values).variables.isEmpty ? nil : values
  }

  /// The number above 0 that a parameter gets in the place of 0, and nothing else, before
  /// a call: `if (size == 0) size = 1;`.
  private func onlyInsteadOfZero(_ variable: FlowNode, before call: ProgramCall) -> Int? {
    guard case .parameter = variable, let node = graph.nodeID(of: variable, unit: call.unit),
      !flow.shared.contains(node), let function = call.function.flatMap({ graph.functions[$0] }),
      function.unit == call.unit
    else { return nil }
    let body = ControlFlow(of: function.facts)
    let stores = flow.stores(to: node, in: graph)
    guard let store = stores.first, stores.count == 1, store.unit == call.unit,
      store.function == call.function, !store.facts.isRepeated, store.facts.loses != .part,
      let other = store.facts.value.constantValue, other > 0,
      let block = body.blocks[safe: store.facts.block],
      case .sometimes(let guards) = block.entry,
      guards.contains(FlowGuard(place: .variable(variable), isNull: true, isExact: true)),
      // Nothing leaves the branch before it comes to the assignment.
      !body.exits.contains(where: {
        $0.order < store.facts.order && body.isInside($0.block, store.facts.block)
      })
    else { return nil }
    let test = FlowChoice.Place(block: block.parent, order: block.order)
    return body.dominates(Moment(at: test, in: function.facts), call.moment) ? other : nil
  }

  /// Whether a variable is a parameter that nothing has changed when something happens
  /// in the function of a call.
  private func isParameter(
    _ variable: FlowNode, unchangedBefore moment: some Happening, _ call: ProgramCall
  ) -> Bool {
    guard case .parameter = variable, let node = graph.nodeID(of: variable, unit: call.unit),
      !flow.shared.contains(node)
    else { return false }
    return flow.stores(to: node, in: graph).allSatisfy {
      $0.function == call.function && $0.facts.order > moment.order && !moment.isRepeated
    }
  }

  /// What a local variable is assigned, if that is one value, which it has at a call.
  private func onlyStore(to variable: FlowNode, before call: ProgramCall) -> FlowStore? {
    guard case .local = variable, let node = graph.nodeID(of: variable, unit: call.unit),
      !flow.shared.contains(node)
    else { return nil }
    return flow.stores(to: node, in: graph)
      .only(in: call.function, unit: call.unit, before: call.moment)?.facts
  }

  /// Whether a function returns the block of a call as it is, and does nothing else with
  /// it than to use it, or to have it used.
  private func isOnlyReturned(_ call: ProgramCall, by function: String) -> Bool {
    guard let result = call.result else { return false }
    let start = Step(node: result, isMoved: false)
    var seen: Set<Step> = [start]
    var stack = [start]
    var isReturned = false
    while let step = stack.popLast() {
      if flow.leaks.contains(step.node) { return false }
      let copies = flow.copies[step.node] ?? []
      let next =
        copies.map { Step(node: $0, isMoved: step.isMoved) }
        + (flow.moves[step.node] ?? []).map { Step(node: $0, isMoved: true) }
      for step in next {
        if graph.isResult(step.node, of: function) {
          if step.isMoved { return false }
          isReturned = true
          continue
        }
        if let owner = graph.nodes.parameterOwners[step.node], owner != function {
          if kept.contains(step.node) { return false }
          continue
        }
        guard graph.nodes.isTransient[Int(step.node)] else { return false }
        if seen.insert(step).inserted { stack.append(step) }
      }
    }
    return isReturned
  }

  /// A variable that a block's address has come to, or another address in the block.
  private struct Step: Hashable {
    var node: NodeID
    var isMoved: Bool
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
