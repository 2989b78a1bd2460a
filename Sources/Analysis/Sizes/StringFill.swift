import SourceModel

/// How the allocating function makes a block a string that fills it: by
/// copies and formats whose lengths add up to the block's size less one.
struct StringFill {
  /// The calls that fill it, as positions in the graph's calls.
  private var calls: Set<Int> = []
  /// Where its last byte is set to zero.
  private var terminators: Set<SourceLocation> = []
  private(set) var assumptions: [Assumption] = []
  /// From when on it is a string; `nil` for what is one from the start.
  private var last: Moment?
  private let block: Block
  private var flow: ControlFlow?
  private var meanwhile: UnfilledTime?

  /// Whether a change of the block is part of the filling.
  func makes(_ change: ProgramGraph.Mutation) -> Bool {
    if let call = change.call { return calls.contains(call) }
    return terminators.contains(change.location)
  }

  /// Whether the block is surely filled when a release runs. In another
  /// function it is, unless that runs meanwhile: one that returns has filled the
  /// block before.
  func precedes(_ release: ProgramCall) -> Bool {
    let made = block.context
    if meanwhile?.mayRun(release) == true { return false }
    guard let last, made.function == release.function, made.unit == release.unit else {
      return true
    }
    return last.order < release.facts.order
      && (last.block == made.facts.block || last.block == release.facts.block
        || flow?.dominates(last, release.moment) ?? false)
  }

  /// What is a string from the start, as `strdup` returns it: nothing else has
  /// filled it.
  init(whole block: Block) { self.block = block }

  /// `nil` when the block is not filled in a way that is understood.
  init?(of block: Block, context: SizeContext) {
    guard let function = block.context.function,
      case .bytes(let size) = context.solution.roomySize(of: block)
    else { return nil }
    self.block = block
    let target = FillTarget(block, context)
    var reader = StringLengthReader(
      context: context, function: function, unit: block.context.unit,
      moment: Moment(argumentsOf: block.context.facts))
    let room = reader.read(size.simplified) - StringLength(1)
    var pieces: [StringPiece] = []
    for change in context.mutations(of: block.object) where change.function == function {
      if let write = change.write {
        guard let piece = StringPiece(write, target: target, reader: &reader) else { continue }
        pieces.append(piece)
        terminators.insert(change.location)
      } else if let position = change.call, calls.insert(position).inserted {
        guard
          let piece = StringPiece(position, target: target, room: room, reader: &reader)
        else { return nil }
        pieces.append(piece)
      }
    }
    pieces.sort { $0.moment.order < $1.moment.order }
    guard let end = pieces.last, Self.isContiguous(pieces, room: room),
      end.isTerminated || block.call.facts.familyFunction?.role == .allocateZeroed,
      !pieces.contains(where: {
        $0.assumption != nil && Self.isRunningCount($0.length, in: function, context)
      })
    else { return nil }
    let stretch = Stretch(
      in: function, unit: block.context.unit, from: reader.earliest, to: end.moment,
      context: context, filling: block.object, by: calls)
    guard room.terms.keys.allSatisfy({ stretch.keeps($0) }),
      let flow = target.flow(to: end.moment)
    else { return nil }
    self.flow = flow
    meanwhile = target.unfilled(until: end.moment, flow)
    assumptions = pieces.compactMap(\.assumption)
    last = end.moment
  }

  /// Whether some caller gives a global variable as the count: one that runs along with
  /// what a scanner collects, and as often counts the end as not.
  private static func isRunningCount(
    _ length: StringLength, in function: String, _ context: SizeContext
  ) -> Bool {
    guard case .variable(.parameter(_, let index, _))? = length.onlyTerm else { return false }
    return context.graph.calls.contains { call in
      guard call.callee == function, case .variable(let count)? = call.expression(index + 1)
      else { return false }
      return count.isGlobal
    }
  }

  /// What a wrapper fills with a copy of bytes, for a caller that passes it a
  /// string and how many bytes that takes, as `memdup(s, strlen(s) + 1)` does;
  /// `nil` for anything else.
  ///
  /// - Parameters:
  ///   - block: The block that the caller gets.
  ///   - original: The same in the wrapper.
  init?(of block: Block, copiedInto original: Block, context: SizeContext) {
    let call = block.context
    guard case .bytes(let size) = original.size, let function = original.context.function,
      let caller = call.function, function == call.callee
    else { return nil }
    self.block = block
    let unit = original.context.unit
    let target = FillTarget(original, context)
    let start = Moment(argumentsOf: original.context.facts)
    var reader = StringLengthReader(
      context: context, function: function, unit: unit, moment: start)
    let changes = context.mutations(of: original.object).filter { $0.function == function }
    let whole = reader.read(size.simplified)
    guard let copy = changes.first?.call, changes.allSatisfy({ $0.call == copy }),
      let piece = StringPiece(copy, target: target, room: whole, reader: &reader),
      piece.offset == StringLength(), piece.length == whole, let count = whole.onlyTerm,
      case .variable(.parameter(_, let countIndex, _)) = count,
      let source = context.graph.calls[copy].expression(2),
      case .variable(.parameter(_, let sourceIndex, _)) = source,
      let passedCount = call.expression(countIndex + 1),
      let passedString = call.expression(sourceIndex + 1)
    else { return nil }
    let within = Stretch(
      in: function, unit: unit, from: start, to: piece.moment, context: context,
      filling: original.object, by: [copy])
    let isFirst =
      (context.callsByFunction[function] ?? []).allSatisfy {
        $0.unit != unit || $0.facts.order > start.order
      }
      && context.graph.mutations.allSatisfy {
        $0.function != function || $0.write.map { $0.order > start.order } ?? true
      }
      && [count, source].allSatisfy { context.isAsPassed($0, unit: unit) }
    var outer = StringLengthReader(
      context: context, function: caller, unit: call.unit,
      moment: Moment(argumentsOf: call.facts))
    let passed = outer.read(passedCount.simplified)
    let before = Stretch(
      in: caller, unit: call.unit, from: outer.earliest, to: call.moment,
      context: context)
    guard isFirst, call.facts.arguments[countIndex].loses != .part,
      let flow = target.flow(to: piece.moment), within.keeps(count),
      within.keeps(.call(function: "strlen", arguments: [source])),
      passed == .string(at: passedString) + StringLength(1),
      passed.terms.keys.allSatisfy({ before.keeps($0) })
    else { return nil }
    calls = [copy]
    self.flow = flow
    meanwhile = target.unfilled(until: piece.moment, flow)
  }

  /// Whether the pieces run together and each begins where the one before ends.
  private static func isContiguous(_ pieces: [StringPiece], room: StringLength) -> Bool {
    var end = StringLength()
    for (index, piece) in pieces.enumerated() {
      if piece.offset == nil ? index == 0 : piece.offset != end { return false }
      guard piece.moment.block == pieces[0].moment.block else { return false }
      end = end + piece.length
    }
    return end == room
  }
}

/// The names under which the allocating function fills a block.
struct FillTarget {
  let block: Block
  let context: SizeContext
  /// What is assigned the block.
  private let holders: [(place: Expression, moment: Moment)]

  init(_ block: Block, _ context: SizeContext) {
    self.block = block
    self.context = context
    let call = block.context
    let nodes = context.graph.program.units[call.unit].flow.nodes
    let stores = (context.storesByFunction[call.function ?? ""] ?? []).filter {
      $0.unit == call.unit && $0.facts.call == call.index
    }
    holders = stores.map { store in
      let node = nodes[Int(store.facts.target)]
      let place = store.facts.base.map { Expression.field(base: $0, field: node) }
      return (place ?? .variable(node), store.moment)
    }
  }

  /// The order in which the allocating function runs, if it surely comes to the
  /// end of the filling each time that it has made the block, or has released
  /// it before.
  func flow(to end: Moment) -> ControlFlow? {
    let made = block.context
    guard let function = made.function,
      let flow = ControlFlow(of: function, unit: made.unit, context)
    else { return nil }
    let start = made.moment
    guard flow.surelyFollows(end, start, unlessNull: tested),
      !flow.mayLeave(from: start, to: end, unlessNull: tested, orBehind: released(in: function))
    else { return nil }
    return flow
  }

  private var tested: [ControlFlow.Tested] {
    holders.map { ControlFlow.Tested(place: $0.place, order: $0.moment.order) }
  }

  private func released(in function: String) -> [Moment] {
    context.releases(of: holders.map(\.place), in: function, unit: block.context.unit)
  }

  /// What may run before the end of the filling.
  func unfilled(until end: Moment, _ flow: ControlFlow) -> UnfilledTime {
    let made = block.context
    let start = made.moment
    let releases = released(in: made.function ?? "")
    let calls = (context.callsByFunction[made.function ?? ""] ?? []).filter { call in
      call.unit == made.unit && start.order < call.facts.order && call.facts.order < end.order
        && !flow.isHarmless(
          call.facts.order, call.facts.block, since: start.order, ifNull: tested, orBehind: releases
        )
    }
    return UnfilledTime(of: block, until: end, calls: calls, context: context)
  }

  /// Where in the block a pointer points, as an expression: 0 for its holder;
  /// `nil` when that is not known.
  func offset(of pointer: Expression, at moment: Moment) -> Expression? {
    if case .binary("+", let base, let amount, _) = pointer {
      guard let start = offset(of: base, at: moment) else { return nil }
      return start == .constant(0) ? amount : .binary("+", start, amount, .unsignedLong)
    }
    if case .dereference(let outer) = pointer { return isStored(through: outer, at: moment) }
    let isHeld = holders.contains { holder in
      guard holder.place == pointer, holder.moment.order < moment.order,
        isFresh(holder.place, at: moment), let function = block.context.function
      else { return false }
      return Stretch(
        in: function, unit: block.context.unit, from: holder.moment, to: moment,
        context: context, filling: block.object
      ).keeps(pointer)
    }
    return isHeld ? .constant(0) : nil
  }

  /// Whether what a name holds, if not null, is the block that this activation
  /// has allocated, and not one that was filled before: the allocation surely
  /// came first, or nothing else can have been assigned to the variable.
  private func isFresh(_ place: Expression, at moment: Moment) -> Bool {
    let made = block.context
    if isMade(before: moment) { return true }
    guard case .variable(let variable) = place,
      let stores = context.ownStores(of: variable, unit: made.unit)
    else { return false }
    return stores.allSatisfy { store in
      store.facts.isNull || store.unit == made.unit && store.facts.call == made.index
        || store.facts.order > moment.order && !store.facts.isRepeated
    }
  }

  /// Whether the allocation surely runs before some point each time.
  private func isMade(before moment: Moment) -> Bool {
    let made = block.context
    if made.facts.block == moment.block { return true }
    let flow = made.function.flatMap { ControlFlow(of: $0, unit: made.unit, context) }
    return flow?.dominates(made.moment, moment) ?? false
  }

  /// For `*outer`, that the block was stored there and still is.
  private func isStored(through outer: Expression, at moment: Moment) -> Expression? {
    guard case .variable(let variable) = outer, let function = block.context.function,
      let node = context.graph.nodeID(of: variable, unit: block.context.unit),
      let result = block.context.result, isMade(before: moment),
      context.graph.constraints.contains(Constraint(.store, result, node))
    else { return nil }
    let stretch = Stretch(
      in: function, unit: block.context.unit, from: block.context.moment, to: moment,
      context: context, filling: block.object)
    return stretch.keeps(.dereference(outer)) ? .constant(0) : nil
  }

  /// Where in the block an argument points: the allocation's own value, or
  /// what holds it.
  func offset(ofArgument position: Int, of call: ProgramCall) -> Expression? {
    if let node = call.argument(position), node == block.context.result { return .constant(0) }
    return call.expression(position).flatMap { offset(of: $0, at: call.moment) }
  }

  /// The index of the byte that `p[n]` or `*(p + n)` is.
  func index(of place: Expression, at moment: Moment) -> Expression? {
    switch place {
    case .element(let base, let index):
      offset(of: base, at: moment) == .constant(0) ? index : nil
    case .dereference(let pointer): offset(of: pointer, at: moment)
    default: nil
    }
  }
}

extension SizeContext {
  /// How a block is filled with a string; `nil` when it is no string. Where a
  /// call of a wrapper does not tell a block's size, only the wrapper can have
  /// filled it.
  func fill(of block: Block) -> StringFill? {
    if block.size == .string || isEmptyString(block) { return StringFill(whole: block) }
    if let known = fills[block.object] { return known }
    let isClone = solution.origin(of: block.object) != nil
    let isWrappers = isClone && graph.sizedClones[block.object] == nil
    let own = isWrappers ? nil : StringFill(of: block, context: self)
    let fill = own ?? wrappersFill(of: block)
    fills[block.object] = fill
    return fill
  }

  /// Whether a block is one zero, and stays it.
  private func isEmptyString(_ block: Block) -> Bool {
    guard block.call.facts.familyFunction?.role == .allocateZeroed,
      case .bytes(let size) = block.size, size.constantValue == 1
    else { return false }
    return mutations(of: block.object).isEmpty
  }

  private func wrappersFill(of block: Block) -> StringFill? {
    guard let original = solution.origin(of: block.object).flatMap(solution.block) else {
      return nil
    }
    return StringFill(of: block, copiedInto: original, context: self) ?? fill(of: original)
  }
}
