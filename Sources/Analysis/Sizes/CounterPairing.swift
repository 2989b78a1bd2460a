import SourceModel

/// Finds the assignment of a counter that goes with each assignment of a
/// pointer, and whether the counter has others.
struct CounterPairing {
  /// How a counter's value tells the size of a block.
  enum Pair {
    /// The size, with the placeholder for the counter.
    case formula(Expression)
    /// Both are constants.
    case constant(size: Int, count: Int)
    /// Pointer and counter come together from another object.
    case copied
  }

  let context: SizeContext
  let counter: FlowNode
  let node: NodeID
  private(set) var assumptions: Set<String> = []
  private(set) var gaps: [String: [FieldPairs.Gap]] = [:]
  /// Positions in `stores` of those that belong to a pair.
  private var paired: Set<Int> = []
  private let stores: [ProgramStore]

  init(context: SizeContext, counter: FlowNode, node: NodeID) {
    self.context = context
    self.counter = counter
    self.node = node
    stores = context.storesByTarget[node] ?? []
  }

  /// The counter's part of an assignment of the pointer; `nil` when there is
  /// none that surely belongs to it.
  mutating func pair(_ writer: PointerWriter) -> Pair? {
    let near = stores.indices.filter {
      stores[$0].function == writer.store.function && stores[$0].unit == writer.store.unit
        && stores[$0].facts.base == writer.base
    }
    if let source = writer.source {
      for index in near where stores[index].facts.value == .field(base: source, field: counter) {
        guard note(index, writer) else { return nil }
        return .copied
      }
      return nil
    }
    guard let block = writer.block, case .bytes(let size) = block.size else { return nil }
    return direct(size.simplified, block, near, writer)
      ?? substituted(size.simplified, block, near, writer)
  }

  /// The size is computed from the counter itself, which was set before.
  private mutating func direct(
    _ size: Expression, _ block: Block, _ near: [Int], _ writer: PointerWriter
  ) -> Pair? {
    let own = counter.place(of: writer.base)
    let formula = size.replacing(own, by: FieldPairs.placeholder)
    let before = near.filter { stores[$0].facts.order < block.context.facts.order }
    guard formula.isFormula, !before.isEmpty, before.count == near.count else { return nil }
    for index in before {
      guard note(index, writer) else { return nil }
      if writer.isIndirect {
        assumptions.insert(
          "the allocation at \(block.context.facts.location) does not fail, or nothing releases "
            + "the old block afterwards")
      }
    }
    return .formula(formula)
  }

  /// The counter gets a value from which the size is computed, too.
  private mutating func substituted(
    _ size: Expression, _ block: Block, _ near: [Int], _ writer: PointerWriter
  ) -> Pair? {
    guard near.count == 1, let index = near.first else { return nil }
    let store = stores[index].facts
    let allocation = block.context.facts.order
    let value = store.value.simplified
    if store.order < allocation, value.places.contains(counter) { return nil }
    let span = min(store.order, allocation)...max(store.order, allocation)
    guard isUnchanged(value.places + size.places, during: span, except: index, writer) else {
      return nil
    }
    if let bytes = size.constantValue, let count = value.constantValue {
      return note(index, writer) ? .constant(size: bytes, count: count) : nil
    }
    let formula = size.replacing(value, by: FieldPairs.placeholder)
    guard formula.isFormula, note(index, writer) else { return nil }
    if store.order < allocation, writer.isIndirect {
      assumptions.insert(
        "the allocation at \(block.context.facts.location) does not fail, or nothing releases "
          + "the old block afterwards")
    }
    return .formula(formula)
  }

  /// Whether none of some places is written in a stretch of the function.
  private func isUnchanged(
    _ places: [FlowNode], during span: ClosedRange<Int>, except index: Int,
    _ writer: PointerWriter
  ) -> Bool {
    for place in Set(places) {
      guard let node = context.graph.nodeID(of: place, unit: writer.store.unit) else {
        return false
      }
      if case .field = place {} else if context.addressTaken.contains(node) { return false }
      for other in context.storesByTarget[node] ?? [] {
        guard other.function == writer.store.function, other.unit == writer.store.unit,
          span.contains(other.facts.order), other.facts != stores[index].facts
        else { continue }
        return false
      }
    }
    return true
  }

  /// Takes a counter's assignment as the partner of a pointer's, if nothing in
  /// between can release the block or change the object.
  private mutating func note(_ index: Int, _ writer: PointerWriter) -> Bool {
    let counter = stores[index].facts
    let pointer = writer.store.facts
    let orders = min(counter.order, pointer.order)...max(counter.order, pointer.order)
    guard isUnchanged(writer.base?.variables ?? [], during: orders, except: index, writer),
      hasNoDangerousCalls(orders, writer)
    else { return false }
    if counter.block != pointer.block {
      assumptions.insert(
        "nothing leaves the function between \(earlier(counter, pointer)) and "
          + "the assignment that belongs to it")
    }
    paired.insert(index)
    gaps[writer.store.function ?? "", default: []].append(
      FieldPairs.Gap(base: writer.base, orders: orders, location: earlier(counter, pointer)))
    return true
  }

  private func earlier(_ left: FlowStore, _ right: FlowStore) -> SourceLocation {
    left.order < right.order ? left.location : right.location
  }

  /// Whether the calls in a stretch are allocations or functions outside the
  /// program that are described.
  private mutating func hasNoDangerousCalls(
    _ orders: ClosedRange<Int>, _ writer: PointerWriter
  ) -> Bool {
    for call in context.callsByFunction[writer.store.function ?? ""] ?? []
    where call.unit == writer.store.unit && orders.contains(call.facts.order) {
      if call.index == writer.block?.context.index {
        if call.facts.familyFunction == nil, !releasesOnlyItsArguments(call) {
          assumptions.insert(
            "\(call.name) (\(call.facts.location)) releases no other block than it is given")
        }
        continue
      }
      if let family = call.facts.familyFunction, family.role != .release {
        assumptions.insert(
          "nothing leaves the function between \(writer.store.facts.location) and the assignment "
            + "of \(counter.name), though an allocation between them may fail")
        continue
      }
      guard call.facts.familyFunction == nil, context.harmless.contains(call) else { return false }
    }
    return true
  }

  /// Whether an allocation wrapper surely releases and resizes nothing but what
  /// its parameters point at.
  private func releasesOnlyItsArguments(_ call: ProgramCall) -> Bool {
    guard let callee = call.callee else { return false }
    return (context.callsByFunction[callee] ?? []).allSatisfy { inner in
      if context.harmless.contains(inner) { return true }
      guard let family = inner.facts.familyFunction,
        case .variable(let pointer)? = inner.expression(family.pointer),
        case .parameter = pointer,
        let node = context.graph.nodeID(of: pointer, unit: inner.unit)
      else { return false }
      return context.storesByTarget[node] == nil && !context.addressTaken.contains(node)
    }
  }

  /// Whether the assignments of the counter that belong to no block write zero
  /// where the pointer gets null.
  mutating func acceptsTheRest(nullsOf pointer: NodeID) -> Bool {
    let nulls = (context.storesByTarget[pointer] ?? []).filter(\.facts.isNull)
    for index in stores.indices where !paired.contains(index) {
      let store = stores[index]
      guard store.facts.isNull else { return false }
      // An initialiser sets the members that it does not mention to null.
      if case .opaque? = store.facts.base { continue }
      guard
        let null = nulls.first(where: {
          $0.function == store.function && $0.unit == store.unit
            && $0.facts.base == store.facts.base && $0.facts.block == store.facts.block
        })
      else { return false }
      let orders =
        min(store.facts.order, null.facts.order)...max(store.facts.order, null.facts.order)
      gaps[store.function ?? "", default: []].append(
        FieldPairs.Gap(base: store.facts.base, orders: orders, location: store.facts.location))
    }
    return true
  }
}
