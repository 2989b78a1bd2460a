import SourceModel

/// A member that is null from where its function makes or clears the object until it
/// is assigned a block: what happens to its counter meanwhile does no harm, and
/// neither does a way out.
struct NullMember {
  private let context: SizeContext
  private let member: FlowNode
  /// The member's object; `nil` for none.
  private let base: Expression?
  private let function: String?
  private let unit: Int

  /// The member that a writer assigns.
  init(context: SizeContext, writer: PointerWriter) {
    self.context = context
    (base, function, unit) = (writer.base, writer.store.function, writer.store.unit)
    member = context.graph.program.units[unit].flow.nodes[Int(writer.store.facts.target)]
  }

  /// A member of the object whose counter is assigned.
  init(context: SizeContext, member: FlowNode, besides counter: ProgramStore) {
    self.context = context
    self.member = member
    (base, function, unit) = (counter.facts.base, counter.function, counter.unit)
  }

  /// Whether the member is null each time that a counter is assigned, and stays so until
  /// another moment: that at which it gets its block.
  func isNull(whenever counter: Moment, until end: Moment) -> Bool {
    guard counter.order <= end.order, let function, case .variable(let object)? = base,
      !context.index.isInUnion(member),
      let flow = ControlFlow(of: function, unit: unit, context)
    else { return false }
    return starts(object, in: function).contains { start in
      guard flow.dominates(start, counter), flow.dominates(start, end),
        flow.loops(around: counter).isSubset(of: flow.loops(around: start))
      else { return false }
      let stretch = Stretch(in: function, unit: unit, from: start, to: end, context: context)
      return stretch.keepsObject(.variable(object)) && stretch.leavesUnfilled(member, of: object)
    }
  }

  /// Where a function makes the member null: by an assignment, an allocation of its
  /// object, or `memset`.
  private func starts(_ object: FlowNode, in function: String) -> [Moment] {
    func isHere(_ store: ProgramStore) -> Bool { store.function == function && store.unit == unit }
    func stores(to place: FlowNode) -> [ProgramStore] {
      context.graph.nodeID(of: place, unit: unit).flatMap { context.storesByTarget[$0] } ?? []
    }
    let nulls = stores(to: member).filter {
      isHere($0) && $0.facts.isNull && $0.facts.base == base
    }
    let makers = stores(to: object)
    let made = makers.filter { store in
      isHere(store)
        && store.facts.call.flatMap { context.call(unit: unit, index: $0) }?.facts.familyFunction?
          .role == .allocateZeroed
    }
    let cleared = (context.callsByFunction[function] ?? []).filter { call in
      call.unit == unit && isCleared(by: call)
    }
    return (nulls + made).map { $0.moment } + cleared.map { $0.moment }
  }

  /// Whether a call sets all of the object to zero.
  private func isCleared(by call: ProgramCall) -> Bool {
    guard LibraryNames.standard(call.name) == "memset", call.expression(1) == base,
      call.expression(2)?.constantValue == 0, let bytes = call.expression(3)?.simplified,
      let target = call.facts.arguments.first?.pointee,
      let record = context.record(target, visibleAt: call.facts.location, unit: call.unit)
    else { return false }
    return bytes.constantValue.map { $0 >= record.size } ?? false
  }
}
