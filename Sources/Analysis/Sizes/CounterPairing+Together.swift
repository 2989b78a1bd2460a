import SourceModel

/// Whether control surely stays between an assignment of a pointer and that of its counter.
extension CounterPairing {
  /// Whether both assignments run when one does, or the pointer is null.
  mutating func staysTogether(_ counter: FlowStore, _ writer: PointerWriter) -> Bool {
    let pointer = writer.store.facts
    // Initialisers outside of functions.
    guard let function = writer.store.function else { return counter.block == pointer.block }
    guard let flow = ControlFlow(of: function, unit: writer.store.unit, context) else {
      return false
    }
    let isFirst = counter.order < pointer.order
    let first = min(counter.order, pointer.order)
    var tested = [ControlFlow.Tested(place: writer.place(context), order: first)]
    if writer.isIndirect, let block = writer.block {
      if isFirst {
        var other = self
        if other.runTogether(counter, writer, flow, unlessNull: tested) {
          self = other
          return true
        }
        let stores = writer.storesToVariable(context)
        guard stores.bringBlock(before: writer.store.moment, flow) else { return false }
        assumeSuccess(of: block)
      }
      // The new block on its way, of which the counter may tell what the old one's would.
      let start = max(first, block.context.facts.order)
      tested.append(ControlFlow.Tested(place: pointer.value, order: start))
    }
    return runTogether(counter, writer, flow, unlessNull: tested)
  }

  /// Whether both assignments run when one does, or one of some pointers is null.
  private mutating func runTogether(
    _ counter: FlowStore, _ writer: PointerWriter, _ flow: ControlFlow,
    unlessNull pointers: [ControlFlow.Tested]
  ) -> Bool {
    let pointer = writer.store.facts
    let isFirst = counter.order < pointer.order
    let (first, second) =
      isFirst ? (Moment(counter), Moment(pointer)) : (Moment(pointer), Moment(counter))
    var tested = pointers
    let held = writer.isIndirect && !isFirst ? pointer.value : nil
    let released = [writer.place(context), writer.base, held].compactMap { $0 }
    func releases(_ places: [Expression]) -> [Moment] {
      context.releases(of: places, in: writer.store.function ?? "", unit: writer.store.unit)
    }
    func mayLeave(unlessNull tested: [ControlFlow.Tested]) -> Bool {
      flow.mayLeave(
        from: first, to: second, unlessNull: tested, orBehind: releases(released),
        orTo: releases([writer.base].compactMap(\.self)))
    }
    if mayLeave(unlessNull: tested) {
      let others = allocations(from: first, to: second, near: writer, flow)
      tested += others.map(\.tested)
      guard !others.isEmpty, !mayLeave(unlessNull: tested) else { return false }
      for other in others { assume("the allocation at \(other.location) does not fail") }
    }
    if flow.runsTogether(first, second, unlessNull: tested) { return true }
    let isAssigned =
      if isFirst {
        !flow.isInside(second.block, first.block)
          || flow.surelyFollows(second, first, unlessNull: tested)
          || isAssignedNext(counter, writer, flow, unlessNull: tested)
      } else {
        flow.isInside(first.block, second.block) && isAssignedBefore(counter, writer, flow)
      }
    guard isAssigned else { return false }
    assume(
      "\(self.counter.name) changes at \(counter.location) only together with the pointer "
        + "at \(pointer.location)")
    return true
  }

  /// The other blocks that are allocated between two assignments, such as that of a second
  /// array with the same counter: where what one is assigned to is null, and which call makes it.
  private func allocations(
    from first: Moment, to second: Moment, near writer: PointerWriter, _ flow: ControlFlow
  ) -> [(tested: ControlFlow.Tested, location: SourceLocation)] {
    let between = (first.order + 1)..<max(first.order + 1, second.order)
    let own = writer.storesToVariable(context).first?.target
    return (context.storesByFunction[writer.store.function ?? ""] ?? []).flatMap { store in
      let isOther =
        store.unit == writer.store.unit && between.contains(store.facts.order)
        && !store.facts.calls.isEmpty && store.target != own
        && assignments(of: store.target, in: store.facts.base, near: writer)
          .bringBlock(before: second, flow)
      let blocks = isOther ? PointerWriter.blocks(store, context) ?? [] : []
      return blocks.compactMap(\.first).map {
        let place = context.place(of: store)
        return (
          ControlFlow.Tested(place: place, order: store.facts.order), $0.context.facts.location
        )
      }
    }
  }

  /// Whether the pointer is assigned each time after the counter is: by one of the
  /// assignments in the arms of an `if`.
  private func isAssignedNext(
    _ counter: FlowStore, _ writer: PointerWriter, _ flow: ControlFlow,
    unlessNull tested: [ControlFlow.Tested]
  ) -> Bool {
    let store = writer.store
    guard
      let function = store.function.flatMap({ context.definition(of: $0, unit: store.unit) })
    else { return false }
    let pointers = assignments(of: store.target, in: writer.base, near: writer)
      .map { $0.moment }
    return flow.surelyFollows(
      oneIn: pointers, Moment(counter), unlessNull: tested, in: function)
  }

  /// Whether the pointer has been assigned each time before the counter is, or its
  /// object was made meanwhile: else the counter would change beside an old block.
  private func isAssignedBefore(
    _ counter: FlowStore, _ writer: PointerWriter, _ flow: ControlFlow
  ) -> Bool {
    var places = assignments(of: writer.store.target, in: writer.base, near: writer)
    if case .variable(let base) = writer.base,
      let node = context.graph.nodeID(of: base, unit: writer.store.unit)
    {
      places += assignments(of: node, in: nil, near: writer).filter {
        PointerWriter.blocks($0, context) != nil
      }
    }
    let moments = places.map { $0.moment }
    guard let start = flow.start(ofOneIn: moments, before: Moment(counter)) else { return false }
    return flow.loops(around: Moment(counter)).isSubset(of: flow.loops(in: start.block))
  }

  /// The assignments of a variable, or of a member of an object, in the function of
  /// a writer.
  private func assignments(
    of target: NodeID, in base: Expression?, near writer: PointerWriter
  ) -> [ProgramStore] {
    (context.storesByTarget[target] ?? []).filter {
      $0.function == writer.store.function && $0.unit == writer.store.unit
        && $0.facts.base == base
    }
  }

  /// Whether nothing is assigned or called between two assignments in one function.
  private func isNext(_ second: ProgramStore, _ first: ProgramStore) -> Bool {
    let between = (first.facts.order + 1)..<second.facts.order
    let function = first.function ?? ""
    return !(context.storesByFunction[function] ?? []).contains {
      $0.unit == first.unit && between.contains($0.facts.order)
    }
      && !(context.callsByFunction[function] ?? []).contains {
        $0.unit == first.unit && between.contains($0.facts.order)
      }
  }

  /// Whether control stays between the counter's zero and the pointer's null
  /// that follows, or the pointer stays null until the zero.
  func leavesNothingBehind(_ zero: ProgramStore, _ null: ProgramStore) -> Bool {
    guard let function = zero.function else { return true }
    guard let flow = ControlFlow(of: function, unit: zero.unit, context) else { return false }
    guard zero.facts.order < null.facts.order else {
      let stretch = Stretch(
        in: function, unit: zero.unit, from: null.moment, to: zero.moment,
        context: context)
      return isNext(zero, null)
        || stretch.isNotAssigned(null.target)
          && zero.facts.base.map(stretch.keepsObject) ?? true
    }
    let first = zero.moment
    let stretch = Stretch(
      in: function, unit: zero.unit, from: first, to: null.moment, context: context)
    if let base = zero.facts.base, !stretch.keepsObject(base) { return false }
    let place = context.place(of: null)
    return !flow.mayLeave(
      from: first, to: null.moment,
      unlessNull: [ControlFlow.Tested(place: place, order: first.order)],
      orBehind: context.releases(
        of: [place, zero.facts.base].compactMap { $0 }, in: function, unit: zero.unit))
  }
}

extension [ProgramStore] {
  /// Whether what they assign holds a block at a moment, but where an allocation has
  /// failed: one of them assigns it each way, and none anything else afterwards.
  fileprivate func bringBlock(before end: Moment, _ flow: ControlFlow) -> Bool {
    func isMade(_ store: ProgramStore) -> Bool {
      !store.facts.calls.isEmpty && !store.facts.alternatives.contains(nil)
    }
    guard let start = flow.start(ofOneIn: filter(isMade).map { $0.moment }, before: end) else {
      return false
    }
    return allSatisfy {
      isMade($0) || $0.facts.order <= start.order || $0.facts.order > end.order
    }
  }
}
