import SourceModel

/// The assignments whose value a variable, or a member of what a local one points
/// at, can have at a point of a function: one that surely ran before, and those
/// that may have run since (reaching definitions, Allen and Cocke 1976).
///
/// Nothing that happens before or elsewhere counts then: not what clients write
/// to a record, nor what other functions do.
struct ReachingStores {
  let context: SizeContext
  let function: String
  let unit: Int
  let flow: ControlFlow
  /// The assignment that surely ran, which may be of null or an array.
  let start: ProgramStore
  let end: Moment
  /// All of them that may bring a block, in order.
  private(set) var stores: [ProgramStore] = []
  /// The functions that may run meanwhile; `nil` when it is not known which do.
  private let running: Set<String>?

  /// `nil` when it is not known which assignments reach the point.
  init?(
    of place: Expression, at end: Moment, in function: String, unit: Int, _ context: SizeContext
  ) {
    guard let flow = ControlFlow(of: function, unit: unit, context) else { return nil }
    let exact = Self.stores(to: place, in: function, unit: unit, context)
    guard
      let start = exact.last(where: { flow.dominates($0.moment, end) })
    else { return nil }
    self.context = context
    self.function = function
    self.unit = unit
    self.flow = flow
    self.start = start
    self.end = end
    let from = start.moment
    let calls = context.index.calls(
      of: function, unit: unit, between: from.order, and: end.order
    ).filter { flow.mayRun($0.moment, between: from, and: end) }
    running = context.callGraph.functions(duringAny: calls)
    guard keeps(place, but: exact) else { return nil }
    stores = exact.filter {
      !context.bringsNoBlock($0) && ($0.facts.order == from.order || mayRun($0.moment))
    }
  }

  /// The calls of which one has made the block, unless it is null: in this activation,
  /// and reached by nothing but what runs here since. `nil` where something else may have.
  var calls: Set<Int>? {
    let calls = stores.map(\.facts.calls)
    return running == nil || calls.isEmpty || calls.contains([]) ? nil : Set(calls.joined())
  }

  /// The values that are assigned; `nil` when one is not known.
  var sources: [NodeID]? {
    let nodes = stores.map { store in
      store.facts.source.map { context.graph.unitNodes[unit][Int($0)] }
    }
    return nodes.contains(nil) || nodes.isEmpty ? nil : nodes.compactMap { $0 }
  }

  /// Whether something of this function can run after the assignment.
  func mayRun(_ moment: Moment) -> Bool {
    flow.mayRun(moment, between: start.moment, and: end)
  }

  /// The assignments of a place in one function, in order.
  private static func stores(
    to place: Expression, in function: String, unit: Int, _ context: SizeContext
  ) -> [ProgramStore] {
    let target: FlowNode
    var base: Expression?
    switch place {
    case .variable(let node): target = node
    case .field(let object, let node): (target, base) = (node, object)
    default: return []
    }
    guard let node = context.graph.nodeID(of: target, unit: unit) else { return [] }
    return (context.storesByTarget[node] ?? []).filter {
      $0.function == function && $0.unit == unit && $0.facts.base == base
    }.sorted { $0.facts.order < $1.facts.order }
  }

  // MARK: Nothing else writes

  /// Whether nothing but some assignments changes what a place holds, from the
  /// first of them on; an assignment of null elsewhere does not matter.
  private func keeps(_ place: Expression, but exact: [ProgramStore]) -> Bool {
    guard let running else {
      if case .variable(let variable) = place { return keeps(variable: variable, but: exact) }
      return false
    }
    let isOutside = running.contains(CallGraph.outside)
    switch place {
    case .variable(let variable) where variable.isGlobal:
      guard let node = context.graph.nodeID(of: variable, unit: unit),
        !isOutside
          || context.index.ownVariables.contains(node) && !context.isOfferedToClients(node)
      else { return false }
      return keeps(shared: node, but: exact, running)
    case .variable(let variable): return keeps(variable: variable, but: exact)
    case .field(let base, let field):
      guard let node = context.graph.nodeID(of: field, unit: unit),
        !isOutside || context.isOfProgram(field)
      else { return false }
      return keeps(shared: node, but: exact, running) && keepsBase(base)
        && !isWritten(base, running)
    default: return false
    }
  }

  /// The same for what all functions may assign, with those that run meanwhile.
  private func keeps(
    shared place: NodeID, but exact: [ProgramStore], _ running: Set<String>
  ) -> Bool {
    guard !context.exposed.contains(place) else { return false }
    return context.overlaid[place, default: []].union([place]).allSatisfy { node in
      (context.storesByTarget[node] ?? []).allSatisfy { store in
        // Where the function is entered again, its own assignments are another's.
        store.facts.isNull
          || !running.contains(store.function ?? "")
            && (isAmong(exact, store) || !mayRunHere(store))
      }
    }
  }

  /// Whether the object whose member is looked at stays the same.
  private func keepsBase(_ base: Expression) -> Bool {
    switch base {
    case .variable(let variable): keeps(variable: variable, isBase: true, but: [])
    case .field: keeps(base, but: [])
    default: false
    }
  }

  private func keeps(
    variable: FlowNode, isBase: Bool = false, but exact: [ProgramStore]
  ) -> Bool {
    guard let node = context.graph.nodeID(of: variable, unit: unit) else { return false }
    switch variable {
    case .parameter:
      guard context.graph.nodes.parameterOwners[node] == function else { return false }
    case .local:
      guard context.scopes[node]?.isStatic == false else { return false }
    default: return false
    }
    let isPointer = context.scopes[node]?.type.hasSuffix("*") ?? true
    // Whoever has a record's address changes its members, which are looked at.
    guard !context.exposed.contains(node) || isBase && !isPointer else { return false }
    return (context.storesByTarget[node] ?? []).allSatisfy {
      isAmong(exact, $0) || !mayRunHere($0)
    }
  }

  private func isAmong(_ exact: [ProgramStore], _ store: ProgramStore) -> Bool {
    exact.contains { $0.unit == store.unit && $0.facts == store.facts }
  }

  private func mayRunHere(_ store: ProgramStore) -> Bool {
    store.function == function && (store.unit != unit || mayRun(store.moment))
  }

  /// Whether a function of a library, or a character's assignment, may write to
  /// the object whose member is looked at.
  private func isWritten(_ base: Expression, _ running: Set<String>) -> Bool {
    let objects = context.objects(holding: base, unit: unit)
    return context.mutations(in: running.union([function])).contains { change in
      guard context.mayRun(change, in: self, running) else { return false }
      let targets = context.solution.pointsTo(change.node)
      return objects.isEmpty || targets.isEmpty
        || targets.pointers.contains { objects.contains($0.object) }
    }
  }

  /// Where the one call's block may be changed before the point; `nil` when
  /// it is not known what runs.
  func changes(of block: Block) -> [ProgramGraph.Mutation]? {
    let call = block.context
    guard calls == [call.index] else { return nil }
    let others = context.index.calls(
      of: function, unit: unit, between: start.moment.order, and: end.order
    ).filter { $0.index != call.index && mayRun($0.moment) }
    guard let running = context.callGraph.functions(duringAny: others + [call]) else { return nil }
    return context.mutations(of: block.object).filter {
      context.mayRun($0, in: self, running)
    }
  }
}

extension SizeContext {
  /// Whether a change may happen while some functions run or in the stretch.
  fileprivate func mayRun(
    _ change: ProgramGraph.Mutation, in stretch: ReachingStores, _ running: Set<String>
  ) -> Bool {
    if let other = change.function, running.contains(other),
      change.call.map({ !callGraph.last.contains($0) }) ?? true
    {
      return true
    }
    guard change.function == stretch.function else { return false }
    if let write = change.write { return stretch.mayRun(Moment(write)) }
    guard let call = change.call else { return true }
    return stretch.mayRun(graph.calls[call].moment)
  }
}
