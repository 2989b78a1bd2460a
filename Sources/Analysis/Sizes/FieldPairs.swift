import SourceModel

/// Checks whether a field always holds the number of elements of the block
/// that another field of the same object points at, or a few fields the factors of
/// that number, as an image's width and height; or global variables, those of
/// another one's block.
///
/// Every assignment of a block to the pointer must go with an assignment of
/// each counter of the same object, from which the block's size follows by the
/// same formula everywhere; and the counters must have no other assignments but
/// those together with null or with memory that is no block: an array in the object
/// itself, as long as little is in it.
struct FieldPairs {
  /// What all writers agree on.
  struct Model {
    /// The fields or variables that tell the size together: mostly one.
    var counters: [FlowNode]
    /// The size with a placeholder for each counter.
    var size: Expression
    /// The blocks that the writers assign.
    var blocks: Set<ObjectID>
    var assumptions: [Assumption]
    var evidence: [Evidence]
    /// Where the pair does not hold together, by function.
    var gaps: [String: [Gap]]

    /// What people call the counters.
    var names: String { counters.map(\.name).joined(separator: " and ") }

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

  /// Stands for a counter's value in a formula, by the counter's position.
  static func placeholder(_ position: Int = 0) -> Expression {
    .call(function: placeholderName, arguments: [.constant(position)])
  }

  /// What no function is called.
  static let placeholderName = ""

  /// How many counters tell one size at most: width, height and depth.
  private static let countersAtMost = 3

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
    if context.exposed.contains(node) {
      return Found(obstacle: context.exposure(of: node, pointer.name))
    }
    var writers: [PointerWriter] = []
    for store in context.storesByTarget[node] ?? [] where !context.bringsNoBlock(store) {
      guard let new = PointerWriter.writers(store, context: context, field: pointer) else {
        var what = "something here that is not seen to be one block which this function allocates"
        if let function = context.graph.functions[store.function ?? ""], function.hasSeveralBodies {
          what = "something in \(function.facts.name), which units compile to different bodies"
        }
        return Found(
          obstacle: Evidence(
            location: store.facts.location,
            text: "\(pointer.name) gets \(what), so no counter is looked for"))
      }
      writers += new
    }
    guard let first = writers.first(where: { $0.block != nil }) else { return Found() }
    var found = Found()
    var reached = -1
    let candidates = first.candidates(context)
    let missing = MissingCounter(context: context, pointer: pointer, writer: first)
    var next = candidates.indices.map { [$0] }
    while !next.isEmpty {
      let positions = next.removeFirst()
      let counters = positions.map { candidates[$0] }
      switch model(counters, writers: writers, pointer: node) {
      case .success(let model): found.models.append(model)
      case .failure(var failure):
        if counters.count < Self.countersAtMost, tellPart(counters, of: first) {
          next += candidates.indices.filter { $0 > positions.last ?? -1 }.map { positions + [$0] }
        }
        if failure.reached == 0, !counters.contains(where: missing.concerns) { continue }
        // One that the size mentions is what a reader expects.
        if counters.allSatisfy(first.isComputed) { failure.reached += writers.count + 1 }
        guard failure.reached > reached else { continue }
        (found.obstacle, reached) = (failure.obstacle, failure.reached)
      }
    }
    // Of a string no reader expects that a counter tells its size.
    guard found.models.isEmpty, case .bytes? = first.block?.size else {
      found.obstacle = nil
      return found
    }
    if found.obstacle == nil { found.obstacle = missing.evidence(candidates) }
    return found
  }

  /// Why a counter does not serve, and how many conditions it has met.
  private struct Failure: Error {
    var obstacle: Evidence
    var reached: Int
  }

  private func model(
    _ counters: [FlowNode], writers: [PointerWriter], pointer: NodeID
  ) -> Result<Model, Failure> {
    var model = Model(
      counters: counters, size: Self.placeholder(), blocks: [], assumptions: [], evidence: [],
      gaps: [:])
    let isOne = counters.count == 1
    func failure(_ reached: Int, _ store: ProgramStore?, _ text: String) -> Result<Model, Failure> {
      let obstacle = Evidence(location: store?.facts.location, text: text)
      return .failure(Failure(obstacle: obstacle, reached: reached))
    }
    guard var pairings = pairings(counters, writers[0].store.unit) else {
      let text = isOne ? "does not serve as the counter: its" : "do not serve as the counters: an"
      return failure(0, nil, "\(model.names) \(text) address is taken")
    }
    let tell = "\(model.names) \(isOne ? "tells" : "tell")"
    let tellNot = "\(model.names) \(isOne ? "does" : "do") not tell"
    var formulas: Set<Expression> = []
    var constants: [(size: Int, counts: [Int])] = []
    for (number, writer) in writers.enumerated() {
      guard let pair = pairings.pair(writer) else {
        return failure(
          number, writer.store,
          "\(tellNot) the size of what \(self.pointer.name) gets here, or not all the time")
      }
      switch pair {
      case .formula(let formula): formulas.insert(formula)
      case .constants(let size, let counts): constants.append((size, counts))
      case .copied: break
      }
      if let block = writer.block {
        model.blocks.formUnion(writer.blocks.map(\.object))
        model.evidence.append(
          Evidence(
            location: block.context.facts.location,
            text: "\(model.names) \(isOne ? "is" : "are") set for the block that is allocated here"
          ))
      }
    }
    guard formulas.count == 1, let formula = formulas.first,
      constants.allSatisfy({ formula.value(at: $0.counts) == $0.size })
    else {
      return failure(
        writers.count, nil,
        "\(tell) the sizes of the blocks that \(self.pointer.name) gets by different formulas")
    }
    for position in pairings.indices {
      if let other = pairings[position].unpaired(self.pointer, nullsOf: pointer) {
        return failure(
          writers.count, other,
          "\(counters[position].name) changes here without \(self.pointer.name), so it tells no size"
        )
      }
    }
    model.size = formula
    for counter in counters where context.index.isInUnion(counter) {
      pairings[0].assume(
        "\(counter.name) is read from the member of a union that it was written to")
    }
    model.assumptions = Set(pairings.flatMap(\.assumptions)).sorted()
    model.gaps = pairings.map(\.gaps).reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
    return .success(model)
  }

  /// `nil` when a counter may change through its address.
  private func pairings(_ counters: [FlowNode], _ unit: Int) -> [CounterPairing]? {
    let pairings = counters.compactMap { counter -> CounterPairing? in
      guard let node = context.graph.nodeID(of: counter, unit: unit),
        !context.exposed.contains(node)
      else { return nil }
      return CounterPairing(context: context, counter: counter, node: node)
    }
    return pairings.count == counters.count ? pairings : nil
  }

  /// Whether each of some counters tells a factor of a block's size that has others.
  private func tellPart(_ counters: [FlowNode], of writer: PointerWriter) -> Bool {
    guard var pairings = pairings(counters, writer.store.unit) else { return false }
    switch pairings.pair(writer, isPart: true) {
    case .formula(let formula)?: return !formula.isFormula
    case .constants?: return true
    case .copied?, nil: return false
    }
  }
}

extension [CounterPairing] {
  /// What all counters together tell of what a pointer is assigned.
  ///
  /// - Parameter isPart: whether other counters may tell the rest.
  fileprivate mutating func pair(
    _ writer: PointerWriter, isPart: Bool = false
  ) -> CounterPairing.Pair? {
    var size = SizeReading(writer, context: self[0].context)
    var pair: CounterPairing.Pair?
    for position in indices {
      let isLast = position == count - 1
      guard
        let next = self[position].pair(
          writer, &size, FieldPairs.placeholder(position), isPart: isPart || !isLast)
      else { return nil }
      switch (pair, next) {
      case (.constants(let size, let counts)?, .constants(_, let more)):
        pair = .constants(size: size, counts + more)
      case (nil, _), (.copied?, .copied), (.formula?, .formula): pair = next
      default: return nil
      }
    }
    return pair
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

  /// The value of a formula for some counts; `nil` when it overflows.
  func value(at counts: [Int]) -> Int? {
    counts.enumerated().reduce(self) { formula, count in
      formula.replacing(FieldPairs.placeholder(count.offset), by: .constant(count.element))
    }.constantValue
  }

  /// Whether nothing but placeholders varies in it.
  var isFormula: Bool {
    parts.contains(where: \.isPlaceholder)
      && parts.allSatisfy {
        switch $0 {
        case .constant, .sizeOf, .binary, .orInstead: true
        default: $0.isPlaceholder
        }
      }
  }

  /// Whether it stands for a counter's value.
  var isPlaceholder: Bool {
    if case .call(FieldPairs.placeholderName, _) = self { true } else { false }
  }
}
