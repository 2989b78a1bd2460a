import SourceModel

/// The block is a record with elements behind it, and a field of the record
/// holds their number: `sizeof(T) + p->n * e`.
///
/// Each allocation must be followed by the assignment of the field through the
/// variable that takes the block, and the field must have no other
/// assignments. The text reads the block, so it tests the pointer first.
enum FlexibleArrayStrategy: SizeStrategy {
  static let name = "flexible-array"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard let type = request.pointerArgument?.pointee,
      let pointer = SizeText(request).pointerText,
      let record = request.context.record(
        type, visibleAt: request.call.facts.location, unit: request.call.unit),
      let first = request.blocks.first
    else { return nil }
    let reader = Reader(context: request.context, record: record)
    for counter in reader.candidates(first) where request.canSpell(counter.spelling) {
      let name = request.name("\(pointer.operand)->\(counter.spelling)", of: counter)
      guard let formula = reader.formula(counter, blocks: request.blocks),
        let written = SizeText(request, counters: [name]).written(formula),
        let assumptions = reader.assumptions(request, counter)
      else { continue }
      return SizeFinding(
        text: "(\(pointer.text) ? \(written.text) : 0)",
        assumptions: assumptions + written.assumptions,
        evidence: [
          Evidence(
            location: first.call.facts.location,
            text: "\(counter.name) is set to the number of elements that are allocated here")
        ])
    }
    return nil
  }

  /// Looks for the counter of one record type.
  private struct Reader {
    let context: SizeContext
    let record: FlowRecord

    /// Fields of the record that are written through the block's variable.
    func candidates(_ block: Block) -> [FlowNode] {
      var fields: Set<FlowNode> = []
      for store in stores(after: block) { fields.insert(field(store)) }
      return fields.sorted { $0.name < $1.name }
    }

    /// The size in terms of a counter, if it is the same for all blocks.
    func formula(_ counter: FlowNode, blocks: [Block]) -> Expression? {
      // What shares its bytes changes it.
      guard let node = context.graph.nodeID(of: counter, unit: blocks[0].call.unit),
        !context.exposed.contains(node), !context.index.isInUnion(counter)
      else { return nil }
      var formulas: Set<Expression> = []
      var paired: [ProgramStore] = []
      for block in blocks {
        guard case .bytes(let size) = block.ownSize else { return nil }
        let near = stores(after: block).filter { field($0) == counter }
        guard near.count == 1, let store = near.first, isStraight(block, store) else { return nil }
        let value = store.facts.value.simplified
        guard value.constantValue == nil, !value.places.contains(counter) else { return nil }
        let formula = size.simplified.replacing(value, by: FieldPairs.placeholder())
        guard formula.isFormula,
          formula.keeps(FieldPairs.placeholder(), through: store.facts.loses),
          isUnchanged([value, size], block, store)
        else { return nil }
        formulas.insert(formula)
        paired.append(store)
      }
      let all = context.storesByTarget[node] ?? []
      let isComplete = all.allSatisfy { store in
        paired.contains { $0.facts == store.facts && $0.unit == store.unit }
          || isCopyInAnotherUnit(store, of: paired)
      }
      return formulas.count == 1 && isComplete ? formulas.first : nil
    }

    /// A header's function is seen by several units.
    private func isCopyInAnotherUnit(_ store: ProgramStore, of paired: [ProgramStore]) -> Bool {
      paired.contains {
        $0.facts.location == store.facts.location && $0.function == store.function
      }
    }

    private func field(_ store: ProgramStore) -> FlowNode {
      context.graph.program.units[store.unit].flow.nodes[Int(store.facts.target)]
    }

    /// The record's fields that the allocating function writes after a block
    /// was allocated, through the one variable that takes it.
    private func stores(after block: Block) -> [ProgramStore] {
      let stores = (context.storesByFunction[block.call.function ?? ""] ?? []).filter {
        $0.unit == block.call.unit
      }
      guard let holder = holder(of: block, stores) else { return [] }
      return stores.filter { store in
        guard store.facts.base == .variable(holder),
          store.facts.order > block.call.facts.order, case .field(let usr, _) = field(store)
        else { return false }
        return usr.hasPrefix(record.usr + "@FI@")
      }
    }

    /// The local variable that is assigned the block and nothing else.
    private func holder(of block: Block, _ stores: [ProgramStore]) -> FlowNode? {
      guard
        let store = stores.first(where: {
          $0.facts.call == block.call.index && $0.facts.base == nil
        }), case .local = field(store), !context.exposed.contains(store.target)
      else { return nil }
      let others = (context.storesByTarget[store.target] ?? []).filter {
        !$0.facts.isNull && $0.facts != store.facts
      }
      return others.isEmpty ? field(store) : nil
    }

    /// Whether nothing between an allocation and the counter's assignment can
    /// release the block or leave the function with it.
    private func isStraight(_ block: Block, _ store: ProgramStore) -> Bool {
      let (start, end) = (block.call.moment, store.moment)
      guard end.block == start.block, let holder = store.facts.base,
        let function = store.function,
        let flow = ControlFlow(of: function, unit: store.unit, context)
      else { return false }
      let tested = [ControlFlow.Tested(place: holder, order: start.order)]
      let released = context.releases(of: [holder], in: function, unit: store.unit)
      if flow.mayLeave(from: start, to: end, unlessNull: tested, orBehind: released) {
        return false
      }
      return !(context.callsByFunction[function] ?? []).contains { call in
        call.unit == block.call.unit && (start.order...end.order).contains(call.facts.order)
          && call.index != block.call.index
          && (context.callGraph.mayJump(call) || !context.harmless.contains(call))
          && !flow.isHarmless(
            call.facts.order, call.facts.block, since: start.order, ifNull: tested,
            orBehind: released)
      }
    }

    /// Whether what a size and a count are computed from stays the same from the
    /// allocation to the counter's assignment.
    private func isUnchanged(
      _ values: [Expression], _ block: Block, _ store: ProgramStore
    ) -> Bool {
      guard let function = block.call.function else { return false }
      let stretch = Stretch(
        in: function, unit: block.call.unit, from: Moment(argumentsOf: block.call.facts),
        to: store.moment, context: context)
      return values.allSatisfy(stretch.keeps)
    }

    /// Functions without a description, copies of whole records and assignments of
    /// other records' members may change the counter; `nil` when a call surely does.
    func assumptions(_ request: SizeRequest, _ counter: FlowNode) -> [Assumption]? {
      var result: Set<Assumption> = []
      let place = context.graph.nodeID(of: counter, unit: request.call.unit)
        .flatMap { context.index.members[$0]?.range }
      if let place {
        var starts = PointerSet()
        for block in request.blocks {
          starts.insert(Pointer(block.object).raw)
        }
        result.formUnion(
          MemberWrite.assumptions(
            context.writes(at: place, in: starts, but: [counter]), on: counter,
            in: counter.record))
      }
      for block in request.blocks {
        for escape in context.releases.escapes[block.object] ?? [] where !escape.isMember {
          result.insert(
            context.graph.assumption(
              on: escape.name,
              "\(escape.name) (\(escape.location)) does not change the counter of what it is given"
            ))
        }
        for change in context.mutations(of: block.object) {
          guard let index = change.call, !change.name.isEmpty else {
            guard let stored = assumption(on: change, block, counter, at: place) else {
              return nil
            }
            result.formUnion(stored)
            continue
          }
          if let place, context.runsOn(change, over: [place], in: [block.object]) { return nil }
          let call = context.graph.calls[index]
          let isEarly =
            call.function == block.call.function && isBeforeCounter(call, block)
          if !isEarly, isAtStart(change, block) {
            result.insert(
              "\(change.name) (\(change.location)) does not change the counter of what it writes")
          }
        }
      }
      return result.sorted()
    }

    /// What must be true of an assignment through a pointer that may lead to the start
    /// of the block; `nil` when a cast says that the counter is there.
    private func assumption(
      on change: ProgramGraph.Mutation, _ block: Block, _ counter: FlowNode, at place: Range<Int>?
    ) -> [Assumption]? {
      guard let write = change.write, isAtStart(change, block),
        context.member(writtenBy: change, unit: block.call.unit) ?? counter == counter
      else { return [] }
      if let part = write.part, part.record == record.type {
        guard let bytes = part.bytes, let place, place.lowerBound >= 8 * bytes else { return nil }
        return []
      }
      let isEarly =
        change.function == block.call.function
        && stores(after: block).contains { $0.facts.order > write.order }
      return isEarly
        ? [] : ["what is stored (\(change.location)) does not change \(counter.name)"]
    }

    private func isBeforeCounter(_ call: ProgramCall, _ block: Block) -> Bool {
      stores(after: block).contains { $0.facts.order > call.facts.order }
    }

    private func isAtStart(_ change: ProgramGraph.Mutation, _ block: Block) -> Bool {
      context.solution.pointsTo(change.node).contains(Pointer(block.object).raw)
    }
  }
}
