import SourceModel

/// Finds the assignment of a counter that goes with each assignment of a
/// pointer, and whether the counter has others.
struct CounterPairing {
  /// How the values of counters tell the size of a block.
  enum Pair {
    /// The size, with a placeholder for each counter.
    case formula(Expression)
    /// All are constants.
    case constants(size: Int, [Int])
    /// Pointer and counters come together from another object.
    case copied
  }

  let context: SizeContext
  let counter: FlowNode
  let node: NodeID
  private(set) var assumptions: Set<Assumption> = []
  private(set) var gaps: [String: [FieldPairs.Gap]] = [:]
  /// Positions in `stores` of those that belong to a pair.
  private var paired: Set<Int> = []
  /// The assignments of pointers that surely follow them.
  private var followers: [Int: [ProgramStore]] = [:]
  private let stores: [ProgramStore]

  init(context: SizeContext, counter: FlowNode, node: NodeID) {
    self.context = context
    self.counter = counter
    self.node = node
    stores = context.storesByTarget[node] ?? []
  }

  /// Adds to what the pairs rest on.
  mutating func assume(_ text: String) { assumptions.insert(Assumption(text)) }

  /// The counter's part of an assignment of the pointer; `nil` when there is
  /// none that surely belongs to it.
  ///
  /// - Parameters:
  ///   - size: the block's size with placeholders for the counters that were found
  ///     in it before; afterwards, with this one's. `nil` when it is not known.
  ///   - isPart: whether other counters may tell the rest of the size.
  mutating func pair(
    _ writer: PointerWriter, _ size: inout SizeReading?, _ placeholder: Expression, isPart: Bool
  ) -> Pair? {
    let near = stores.indices.filter {
      stores[$0].function == writer.store.function && stores[$0].unit == writer.store.unit
        && stores[$0].facts.base == writer.base
    }
    if let source = writer.source {
      for index in near where stores[index].facts.value == .field(base: source, field: counter) {
        guard keepsSource(source, index, writer), note(index, writer) else { return nil }
        return .copied
      }
      return nil
    }
    guard var read = size else { return nil }
    // Locals may hold the size, and others what that is computed from.
    for _ in 0..<4 {
      let pair =
        direct(read, near, writer, placeholder, isPart)
        ?? substituted(read, near, writer, placeholder, isPart)
        ?? direct(read, near, writer, placeholder, isPart, mayChangeLater: true)
      if case .formula(let formula)? = pair { read.size = formula }
      if pair != nil {
        size = read
        return pair
      }
      guard read.open() else { break }
    }
    return nil
  }

  /// Whether pointer and counter are copied from one object, and the one that
  /// is copied last has not changed since the other was.
  private func keepsSource(
    _ source: Expression, _ index: Int, _ writer: PointerWriter
  ) -> Bool {
    let (count, pointer) = (stores[index], writer.store)
    if isOneAssignment(count.facts, writer) { return true }
    guard let stretch = stretch(count.moment, pointer.moment, writer) else {
      return false
    }
    let later = count.facts.order > pointer.facts.order ? count : pointer
    return stretch.keepsObject(source) && stretch.leavesAlone(counter)
      && stretch.isNotAssigned(later.target) && staysSet(count.facts, writer)
  }

  /// Whether one assignment of a whole record sets counter and pointer, so that
  /// nothing happens in between.
  private func isOneAssignment(_ counter: FlowStore, _ writer: PointerWriter) -> Bool {
    let pointer = writer.store.facts
    guard let source = writer.source, let base = writer.base, let function = writer.store.function,
      counter.location == pointer.location, counter.block == pointer.block
    else { return false }
    let orders = min(counter.order, pointer.order)...max(counter.order, pointer.order)
    // What is written in one macro stands at one place, too.
    let isOfRecord = (context.storesByFunction[function] ?? []).allSatisfy { store in
      guard store.unit == writer.store.unit, orders.contains(store.facts.order) else { return true }
      guard case .field = store.facts.value else { return false }
      return store.facts.location == pointer.location && store.facts.value.parts.contains(source)
        && store.facts.base?.parts.contains(base) == true
    }
    return isOfRecord
      && !(context.callsByFunction[function] ?? []).contains {
        $0.unit == writer.store.unit && orders.contains($0.facts.order)
      }
  }

  /// The size is computed from the counter itself, which was set before.
  ///
  /// - Parameter mayChangeLater: whether the function may assign it again afterwards,
  ///   for another block.
  private mutating func direct(
    _ read: SizeReading, _ near: [Int], _ writer: PointerWriter, _ placeholder: Expression,
    _ isPart: Bool, mayChangeLater: Bool = false
  ) -> Pair? {
    let own = counter.place(of: writer.base)
    let formula = read.size.replacing(own, by: placeholder)
    let point = read.isAtCall ? read.block.context.facts.order : read.since.order
    let before = near.filter { stores[$0].facts.order < point }
    guard formula.isFormula(with: placeholder, isPart: isPart),
      mayChangeLater || before.count == near.count
    else { return nil }
    // It has been set before, here or elsewhere, and stays what it is.
    let made = read.block.context.facts
    let call = before.isEmpty ? Moment(argumentsOf: made) : Moment(made)
    let start = read.isAtCall ? call : read.since
    if let stretch = stretch(start, writer.store.moment, writer) {
      guard keepsCounter(stretch, writer) else { return nil }
    } else if before.isEmpty {
      return nil
    }
    let unsettled = before.filter { !isSettled($0, before: writer) }
    return unsettled.allSatisfy { note($0, writer) } ? .formula(formula) : nil
  }

  /// Whether an assignment of the counter is followed at once by another of the pointer,
  /// before one runs that comes later: `n = 1; p = malloc(n);` in front of
  /// `n *= 2; p = realloc(p, n);`.
  private func isSettled(_ index: Int, before writer: PointerWriter) -> Bool {
    let counter = stores[index].facts
    return followers[index]?.contains { follower in
      follower.facts.block == counter.block && counter.order < follower.facts.order
        && follower.facts.order < writer.store.facts.order
    } ?? false
  }

  /// The counter gets a value from which the size is computed, too.
  private mutating func substituted(
    _ read: SizeReading, _ near: [Int], _ writer: PointerWriter, _ placeholder: Expression,
    _ isPart: Bool
  ) -> Pair? {
    guard near.count == 1, let index = near.first else { return nil }
    let store = stores[index].facts
    let allocation = read.block.context.facts.order
    let value = store.value.simplified
    if store.order < allocation, value.places.contains(counter) { return nil }
    let made = read.block.context.facts
    let point = store.order < allocation ? Moment(made) : Moment(argumentsOf: made)
    // From the first of what is read until the last.
    let moments = [Moment(store), point, read.since].sorted { $0.order < $1.order }
    if let stretch = stretch(moments[0], moments[2], writer) {
      guard stretch.keeps(value), stretch.keeps(read.size) else { return nil }
    }
    guard store.order > allocation || runsFirst(store, writer), staysSet(store, writer) else {
      return nil
    }
    if let bytes = read.size.constantValue, let count = value.constantValue {
      return note(index, writer) ? .constants(size: bytes, [count]) : nil
    }
    let type = context.arithmeticType(of: counter, unit: writer.store.unit)
    let formula = value.readings(as: placeholder, of: type).lazy
      .map { read.size.replacing($0.part, by: $0.value) }
      .first { $0.isFormula(with: placeholder, isPart: isPart) }
    guard let formula, formula.keeps(placeholder, through: store.loses), note(index, writer)
    else { return nil }
    return .formula(formula)
  }

  /// Whether the first of two assignments still holds at the second.
  private func staysSet(_ counter: FlowStore, _ writer: PointerWriter) -> Bool {
    let pointer = writer.store.facts
    guard let stretch = stretch(Moment(counter), Moment(pointer), writer) else { return true }
    return counter.order < pointer.order
      ? keepsCounter(stretch, writer) : stretch.isNotAssigned(writer.store.target)
  }

  /// Whether the counter of a writer's object stays what it is: that nothing writes it as
  /// another member of its union is an assumption of its own.
  private func keepsCounter(_ stretch: Stretch, _ writer: PointerWriter) -> Bool {
    context.index.isInUnion(counter)
      ? stretch.isNotAssigned(node) : stretch.keeps(counter.place(of: writer.base))
  }

  mutating func assumeSuccess(of block: Block) {
    assume(
      "the allocation at \(block.context.facts.location) does not fail, or nothing releases "
        + "the old block afterwards")
  }

  /// Whether the counter is set each time before the pointer is.
  private func runsFirst(_ counter: FlowStore, _ writer: PointerWriter) -> Bool {
    guard let function = writer.store.function else { return true }
    let flow = ControlFlow(of: function, unit: writer.store.unit, context)
    return flow?.dominates(Moment(counter), writer.store.moment) ?? false
  }

  /// What happens between two points of the function of some assignments.
  private func stretch(_ start: Moment, _ end: Moment, _ writer: PointerWriter) -> Stretch? {
    guard let function = writer.store.function else { return nil }
    let (first, second) = start.order < end.order ? (start, end) : (end, start)
    return Stretch(
      in: function, unit: writer.store.unit, from: first, to: second, context: context)
  }

  /// Takes a counter's assignment as the partner of a pointer's, if nothing in
  /// between can release the block, change the object or leave it half done.
  private mutating func note(_ index: Int, _ writer: PointerWriter) -> Bool {
    let counter = stores[index].facts
    let pointer = writer.store.facts
    let orders = min(counter.order, pointer.order)...max(counter.order, pointer.order)
    if let base = writer.base, !isOneAssignment(counter, writer),
      let stretch = stretch(Moment(counter), Moment(pointer), writer)
    {
      guard stretch.keepsObject(base) else { return false }
    }
    if counter.order < pointer.order,
      NullMember(context: context, writer: writer).isNull(
        whenever: Moment(counter), until: writer.store.moment)
    {
      paired.insert(index)
      return true
    }
    guard hasNoDangerousCalls(orders, writer.store, making: writer.block),
      staysTogether(counter, writer)
    else { return false }
    for call in context.callsThatJump(orders, in: writer.store) {
      assume(
        "\(call.title) does not jump away (longjmp) before pointer and "
          + "counter belong together")
    }
    paired.insert(index)
    followers[index, default: []].append(writer.store)
    gaps[writer.store.function ?? "", default: []].append(
      FieldPairs.Gap(base: writer.base, orders: orders, location: earlier(counter, pointer)))
    return true
  }

  private func earlier(_ left: FlowStore, _ right: FlowStore) -> SourceLocation {
    left.order < right.order ? left.location : right.location
  }

  /// An assignment of the counter that belongs to no block, does not write zero where
  /// the pointer gets null or anything where it gets other memory than a block, and may
  /// run when there is a block; `nil` when there is none.
  mutating func unpaired(_ pointer: FlowNode, nullsOf node: NodeID) -> ProgramStore? {
    let assigned = context.storesByTarget[node] ?? []
    let emptyings = assigned.filter(context.bringsNoBlock)
    for index in stores.indices where !paired.contains(index) {
      let store = stores[index]
      if isEarly(store, before: assigned, of: pointer) { continue }
      // An initialiser sets the members that it does not mention to null.
      if store.facts.isNull, case .opaque? = store.facts.base { continue }
      guard
        let emptying = emptyings.first(where: {
          $0.function == store.function && $0.unit == store.unit
            && $0.facts.base == store.facts.base && $0.facts.block == store.facts.block
            && (store.facts.isNull || !$0.facts.isNull)
        })
      else { return store }
      let orders =
        min(store.facts.order, emptying.facts.order)...max(store.facts.order, emptying.facts.order)
      guard leavesNothingBehind(store, emptying), hasNoDangerousCalls(orders, emptying) else {
        return store
      }
      gaps[store.function ?? "", default: []].append(
        FieldPairs.Gap(base: store.facts.base, orders: orders, location: store.facts.location))
    }
    return nil
  }

  /// Whether the pointer is null each time that a counter is assigned: a variable that
  /// gets its first block later, or a member of an object that has just been made.
  private func isEarly(
    _ store: ProgramStore, before assigned: [ProgramStore], of pointer: FlowNode
  ) -> Bool {
    counter.isGlobal
      ? assigned.allSatisfy { $0.facts.isNull || context.order.isOver(store, before: $0) }
      : NullMember(context: context, member: pointer, besides: store).isNull(
        whenever: store.moment, until: store.moment)
  }
}

extension Expression {
  /// Whether a counter's placeholder occurs in it, and nothing else varies but what
  /// other counters tell.
  fileprivate func isFormula(with placeholder: Expression, isPart: Bool) -> Bool {
    parts.contains(placeholder) && (isPart || isFormula)
  }
}
