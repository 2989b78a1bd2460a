import SourceModel

/// Checks whether a field always holds the number of elements of the block
/// that another field of the same object points at; or a global variable, that
/// of another one's block.
///
/// Every assignment of a block to the pointer must go with an assignment of
/// the counter of the same object, from which the block's size follows by the
/// same formula everywhere; and the counter must have no other assignments but
/// zero together with null.
struct FieldPairs {
  /// What all writers agree on.
  struct Model {
    /// The counter's field or variable.
    var counter: FlowNode
    /// The size with `FieldPairs.placeholder` for the counter.
    var size: Expression
    /// The blocks that the writers assign.
    var blocks: Set<ObjectID>
    var assumptions: [String]
    var evidence: [Evidence]
    /// Where the pair does not hold together, by function.
    var gaps: [String: [Gap]]

    /// The stretch around a place of a function in which the pair does not hold
    /// together; `nil` for none.
    func gap(in function: String?, at order: Int) -> Gap? {
      (gaps[function ?? ""] ?? []).first { $0.orders.contains(order) }
    }
  }

  /// The stretch of a function between the two assignments of a pair.
  struct Gap {
    var base: Expression?
    var orders: ClosedRange<Int>
    var location: SourceLocation
  }

  /// Stands for the counter's value in a formula.
  static let placeholder = Expression.call(function: "", arguments: [])

  let context: SizeContext
  let pointer: FlowNode
  let unit: Int

  /// The counters that serve for a pointer field.
  struct Found {
    /// By name.
    var models: [Model] = []
    /// Where there are none, what the best candidate fails for.
    var obstacle: Evidence?
  }

  func found() -> Found {
    guard let node = context.graph.nodeID(of: pointer, unit: unit) else { return Found() }
    if context.addressTaken.contains(node) {
      return Found(
        obstacle: Evidence(
          text: "the address of \(pointer.name) is taken, so it may be assigned anywhere"))
    }
    var writers: [PointerWriter] = []
    for store in context.storesByTarget[node] ?? [] where !store.facts.isNull {
      guard let writer = PointerWriter(store, context: context, field: pointer) else {
        return Found(
          obstacle: Evidence(
            location: store.facts.location,
            text: "\(pointer.name) gets something here that is not one block which this function "
              + "allocates, so no counter is looked for"))
      }
      writers.append(writer)
    }
    guard let first = writers.first(where: { $0.block != nil }) else { return Found() }
    var found = Found()
    var reached = -1
    for counter in first.candidates(context) {
      switch model(counter: counter, writers: writers, pointer: node) {
      case .success(let model): found.models.append(model)
      case .failure(var failure):
        // One that the size mentions is what a reader expects.
        if first.isComputed(from: counter) { failure.reached += writers.count + 1 }
        guard failure.reached > reached else { continue }
        (found.obstacle, reached) = (failure.obstacle, failure.reached)
      }
    }
    if !found.models.isEmpty { found.obstacle = nil }
    if found.models.isEmpty, found.obstacle == nil {
      found.obstacle = Evidence(
        location: first.store.facts.location,
        text: "no counter is assigned here together with \(pointer.name)")
    }
    return found
  }

  /// Why a counter does not serve, and how many conditions it has met.
  private struct Failure: Error {
    var obstacle: Evidence
    var reached: Int
  }

  private func model(
    counter: FlowNode, writers: [PointerWriter], pointer: NodeID
  ) -> Result<Model, Failure> {
    func failure(_ reached: Int, _ store: ProgramStore?, _ text: String) -> Result<Model, Failure> {
      .failure(
        Failure(
          obstacle: Evidence(location: store?.facts.location, text: "\(counter.name) \(text)"),
          reached: reached))
    }
    guard let node = context.graph.nodeID(of: counter, unit: writers[0].store.unit),
      !context.addressTaken.contains(node)
    else { return failure(0, nil, "does not serve as the counter: its address is taken") }
    var model = Model(
      counter: counter, size: Self.placeholder, blocks: [], assumptions: [], evidence: [],
      gaps: [:])
    var pairing = CounterPairing(context: context, counter: counter, node: node)
    var formulas: Set<Expression> = []
    var constants: [(size: Int, count: Int)] = []
    for (number, writer) in writers.enumerated() {
      guard let pair = pairing.pair(writer) else {
        return failure(
          number, writer.store,
          "does not tell the size of what \(self.pointer.name) gets here, or not all the time")
      }
      switch pair {
      case .formula(let formula): formulas.insert(formula)
      case .constant(let size, let count): constants.append((size, count))
      case .copied: break
      }
      if let block = writer.block {
        model.blocks.formUnion(writer.blocks.map(\.object))
        model.evidence.append(
          Evidence(
            location: block.context.facts.location,
            text: "\(counter.name) is set for the block that is allocated here"))
      }
    }
    guard formulas.count == 1, let formula = formulas.first,
      constants.allSatisfy({ formula.value(at: $0.count) == $0.size })
    else {
      return failure(
        writers.count, nil,
        "tells the sizes of the blocks that \(self.pointer.name) gets by different formulas")
    }
    if let other = pairing.unpaired(nullsOf: pointer) {
      return failure(
        writers.count, other, "changes here without \(self.pointer.name), so it tells no size")
    }
    model.size = formula
    if context.index.isInUnion(counter) {
      pairing.assume("\(counter.name) is read from the member of a union that it was written to")
    }
    model.assumptions = pairing.assumptions.sorted()
    model.gaps = pairing.gaps
    return .success(model)
  }
}

/// An assignment of a block, or of another object's pointer, to a field or a
/// global variable.
struct PointerWriter {
  let store: ProgramStore
  /// The field's object; `nil` for a variable.
  let base: Expression?
  /// The block, or one for each allocation of a wrapper, of which one is made;
  /// none when the value is the same field of another object.
  let blocks: [Block]
  /// For a copy, the object that the pointer comes from.
  let source: Expression?
  /// Whether the value went through a variable that was tested meanwhile.
  let isIndirect: Bool

  init?(_ store: ProgramStore, context: SizeContext, field: FlowNode) {
    if case .field = field {
      guard let base = store.facts.base, base.isPlace else { return nil }
      self.base = base
    } else {
      base = nil
    }
    self.store = store
    if base != nil, case .field(let source, field) = store.facts.value, source.isPlace {
      self.source = source
      blocks = []
      isIndirect = false
      return
    }
    source = nil
    isIndirect = store.facts.call == nil
    guard let blocks = Self.blocks(store, context) else { return nil }
    self.blocks = blocks
  }

  /// The first of the blocks, which differ in nothing but their allocations.
  var block: Block? { blocks.first }

  /// What is assigned.
  func place(_ context: SizeContext) -> Expression { context.place(of: store) }

  /// What is assigned, allocated by one call in the same function.
  static func blocks(_ store: ProgramStore, _ context: SizeContext) -> [Block]? {
    var call = store.facts.call
    if call == nil, case .variable(let variable) = store.facts.value, case .local = variable {
      let node = context.graph.nodeID(of: variable, unit: store.unit)
      let writes = (node.flatMap { context.storesByTarget[$0] } ?? []).filter {
        !$0.facts.isNull && $0.unit == store.unit
      }
      guard writes.count == 1, let write = writes.first, write.function == store.function,
        write.facts.order < store.facts.order, let node, !context.addressTaken.contains(node)
      else { return nil }
      call = write.facts.call
    }
    guard let call, let program = context.call(unit: store.unit, index: call),
      let result = program.result
    else { return nil }
    let blocks = context.solution.objects(of: result).compactMap(context.solution.block)
    guard let block = blocks.alike, block.context.index == call,
      block.context.unit == store.unit, block.context.function == store.function,
      context.solution.pointsTo(result).count == blocks.count
    else { return nil }
    return blocks
  }

  /// Whether the block's size mentions a counter.
  fileprivate func isComputed(from counter: FlowNode) -> Bool {
    guard case .bytes(let size)? = block?.size else { return false }
    return size.places.contains(counter)
  }

  /// Fields that might count the block's elements: those of the same object
  /// that the size mentions or that the function writes.
  func candidates(_ context: SizeContext) -> [FlowNode] {
    var fields: Set<FlowNode> = []
    if case .bytes(let size)? = block?.size {
      for part in size.parts {
        switch part {
        case .field(let object, let field) where object == base: fields.insert(field)
        case .variable(let variable) where base == nil && variable.isGlobal:
          fields.insert(variable)
        default: break
        }
      }
    }
    for other in context.storesByFunction[store.function ?? ""] ?? []
    where other.facts.base == base && other.unit == store.unit {
      let node = context.graph.program.units[other.unit].flow.nodes[Int(other.facts.target)]
      guard other.target != store.target, context.index.integers[other.target] != nil else {
        continue
      }
      if case .field = node { fields.insert(node) }
      if node.isGlobal { fields.insert(node) }
    }
    return fields.sorted { $0.name < $1.name }
  }
}

extension FlowNode {
  /// Whether it is a variable that every function can name.
  var isGlobal: Bool { if case .global = self { true } else { false } }

  /// The place as an expression.
  ///
  /// - Parameter base: the object of a field; `nil` for a variable.
  func place(of base: Expression?) -> Expression {
    base.map { .field(base: $0, field: self) } ?? .variable(self)
  }
}

extension Expression {
  /// Whether it names one object as long as the variables in it do not change.
  var isPlace: Bool {
    switch self {
    case .variable(.temporary): false
    case .variable, .constant: true
    case .field(let base, _), .dereference(let base): base.isPlace
    case .element(let base, let index):
      base.isPlace
        && index.parts.allSatisfy {
          switch $0 {
          case .variable, .field, .constant, .sizeOf, .binary: true
          default: false
          }
        }
    default: false
    }
  }

  /// The value of a formula for a count; `nil` when it overflows.
  func value(at count: Int) -> Int? {
    replacing(FieldPairs.placeholder, by: .constant(count)).constantValue
  }

  /// Whether nothing but the placeholder varies in it.
  var isFormula: Bool {
    let all = parts
    return all.contains(FieldPairs.placeholder)
      && all.allSatisfy {
        switch $0 {
        case .constant, .sizeOf, .binary, FieldPairs.placeholder: true
        default: false
        }
      }
  }
}
