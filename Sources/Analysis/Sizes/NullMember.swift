import SourceModel

/// A member that is null from where its function makes or clears the object until it
/// is assigned a block: what happens to its counter meanwhile does no harm, and
/// neither does a way out.
struct NullMember {
  let context: SizeContext
  let writer: PointerWriter

  /// Whether the member is null each time that a counter is assigned, and stays so
  /// until it gets its block.
  func isNull(whenever counter: FlowStore) -> Bool {
    let (store, unit) = (writer.store, writer.store.unit)
    let member = context.graph.program.units[unit].flow.nodes[Int(store.facts.target)]
    guard counter.order < store.facts.order, let function = store.function,
      case .variable(let base)? = writer.base, !context.index.isInUnion(member),
      let flow = ControlFlow(of: function, unit: unit, context)
    else { return false }
    let (count, end) = (Moment(counter), store.moment)
    return starts(base, in: function).contains { start in
      guard flow.dominates(start, count), flow.dominates(start, end),
        flow.loops(around: count).isSubset(of: flow.loops(around: start))
      else { return false }
      let stretch = Stretch(in: function, unit: unit, from: start, to: end, context: context)
      return stretch.keepsObject(.variable(base)) && stretch.leavesUnfilled(member, of: base)
    }
  }

  /// Where a function makes the member null: by an assignment, an allocation of its
  /// object, or `memset`.
  private func starts(_ base: FlowNode, in function: String) -> [Moment] {
    let unit = writer.store.unit
    func isHere(_ store: ProgramStore) -> Bool { store.function == function && store.unit == unit }
    let nulls = (context.storesByTarget[writer.store.target] ?? []).filter {
      isHere($0) && $0.facts.isNull && $0.facts.base == writer.base
    }
    let makers =
      context.graph.nodeID(of: base, unit: unit)
      .flatMap { context.storesByTarget[$0] } ?? []
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
    guard LibraryNames.standard(call.name) == "memset", call.expression(1) == writer.base,
      call.expression(2)?.constantValue == 0, let bytes = call.expression(3)?.simplified,
      let target = call.facts.arguments.first?.pointee,
      let record = context.record(target, visibleAt: call.facts.location, unit: call.unit)
    else { return false }
    return bytes.constantValue.map { $0 >= record.size } ?? false
  }
}
