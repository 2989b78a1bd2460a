import SourceModel

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

  /// What an assignment may bring: a copy, or the blocks of some calls, of which one has
  /// run; `nil` when it is not known.
  static func writers(
    _ store: ProgramStore, context: SizeContext, field: FlowNode
  ) -> [PointerWriter]? {
    var base: Expression?
    if case .field = field {
      guard let object = store.facts.base, object.isPlace else { return nil }
      base = object
    }
    if base != nil, case .field(let source, field) = store.facts.value, source.isPlace {
      return [
        PointerWriter(store: store, base: base, blocks: [], source: source, isIndirect: false)
      ]
    }
    return blocks(store, context)?.map {
      PointerWriter(
        store: store, base: base, blocks: $0, source: nil, isIndirect: store.facts.calls.isEmpty)
    }
  }

  /// The first of the blocks, which differ in nothing but their allocations.
  var block: Block? { blocks.first }

  /// What is assigned.
  func place(_ context: SizeContext) -> Expression { context.place(of: store) }

  /// What is assigned, allocated by a call in the same function: for each such call.
  static func blocks(_ store: ProgramStore, _ context: SizeContext) -> [[Block]]? {
    let own = store.facts.calls
    let calls = own.isEmpty ? callsBehindLocal(of: store, context) : own
    let blocks = calls?.compactMap { madeBlocks(by: $0, store, context) }
    return blocks?.count == calls?.count ? blocks : nil
  }

  /// The calls whose results a local variable gets that is assigned here.
  private static func callsBehindLocal(of store: ProgramStore, _ context: SizeContext) -> [Int]? {
    guard case .variable(let variable) = store.facts.value, case .local = variable,
      let node = context.graph.nodeID(of: variable, unit: store.unit),
      !context.exposed.contains(node)
    else { return nil }
    let writes = (context.storesByTarget[node] ?? []).filter {
      !$0.facts.isNull && $0.unit == store.unit
        && (store.facts.isRepeated || $0.facts.order < store.facts.order)
    }
    let isBefore = writes.allSatisfy {
      $0.function == store.function && $0.facts.order < store.facts.order
    }
    let calls = writes.map(\.facts.calls)
    return isBefore && !calls.isEmpty && !calls.contains([]) ? calls.flatMap(\.self) : nil
  }

  private static func madeBlocks(
    by call: Int, _ store: ProgramStore, _ context: SizeContext
  ) -> [Block]? {
    guard let program = context.call(unit: store.unit, index: call), let result = program.result
    else { return nil }
    let blocks = context.solution.objects(of: result).compactMap(context.block)
    guard let block = blocks.alike, block.context.index == call,
      block.context.unit == store.unit, block.context.function == store.function,
      context.solution.pointsTo(result).count == blocks.count
    else { return nil }
    return blocks
  }

  /// The assignments of the variable whose value is assigned; none where there is no such.
  func storesToVariable(_ context: SizeContext) -> [ProgramStore] {
    guard isIndirect, case .variable(let variable) = store.facts.value,
      let node = context.graph.nodeID(of: variable, unit: store.unit)
    else { return [] }
    return (context.storesByTarget[node] ?? []).filter { $0.unit == store.unit }
  }

  /// Whether the block's size mentions a counter.
  func isComputed(from counter: FlowNode) -> Bool {
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
