import SourceModel

/// What a reader would expect of a counter beside a pointer that has none: that it keeps
/// what the size of the first block is made from.
struct MissingCounter {
  private let context: SizeContext
  private let pointer: FlowNode
  private let writer: PointerWriter
  /// The block's size, with more and more variables replaced by what they hold.
  private let sizes: [Expression]

  init(context: SizeContext, pointer: FlowNode, writer: PointerWriter) {
    self.context = context
    self.pointer = pointer
    self.writer = writer
    var sizes: [Expression] = []
    if var reading = SizeReading(writer, context: context) {
      repeat { sizes.append(reading.size) } while sizes.count < 5 && reading.open()
    }
    self.sizes = sizes
  }

  /// Whether a counter has to do with the size: it is a part of it, or gets one.
  func concerns(_ counter: FlowNode) -> Bool {
    let type = context.arithmeticType(of: counter, unit: writer.store.unit)
    let isFixed = sizes.contains { $0.constantValue != nil }
    return writer.isComputed(from: counter)
      || values(of: counter).contains { value in
        isFixed && value.constantValue != nil
          || value.readings(as: FieldPairs.placeholder(), of: type).contains { isPart($0.part) }
      }
  }

  /// What is said where no counter is near; the first of some that gets the count and
  /// some more or less is named.
  func evidence(_ candidates: [FlowNode]) -> Evidence {
    let location = writer.store.facts.location
    let holder = writer.base == nil ? "a variable" : "a member of the same object"
    for counter in candidates {
      for case .binary(let sign, let whole, let steps, _) in values(of: counter)
      where ["+", "-"].contains(sign) && isPart(whole) {
        guard let steps = steps.constantValue, let name = name([whole]) else { continue }
        return Evidence(
          location: location,
          text: "what \(pointer.name) gets here is as large as \(name) says, but "
            + "\(counter.name) is set to \(name) \(sign) \(steps), from which that does not follow")
      }
    }
    guard let name = name(sizes.reversed()) else {
      return Evidence(
        location: location, text: "no counter is assigned here together with \(pointer.name)")
    }
    return Evidence(
      location: location,
      text: "what \(pointer.name) gets here is as large as \(name) says, which nothing keeps "
        + "beside \(pointer.name): \(holder) that gets it wherever \(pointer.name) is set would "
        + "tell the size")
  }

  /// The one variable or member that the first of some expressions is made from that
  /// is made from one.
  private func name(_ expressions: [Expression]) -> String? {
    expressions.lazy.compactMap { expression -> String? in
      let isPlain = expression.parts.allSatisfy {
        switch $0 {
        case .constant, .sizeOf, .variable, .field, .binary: true
        default: false
        }
      }
      let counts = expression.counts
      return isPlain && counts.count == 1 ? counts.first?.name : nil
    }.first
  }

  private func isPart(_ value: Expression) -> Bool {
    value.constantValue == nil && sizes.contains { $0.parts.contains(value) }
  }

  /// What a counter of the same object gets in the writer's function.
  private func values(of counter: FlowNode) -> [Expression] {
    let node = context.graph.nodeID(of: counter, unit: writer.store.unit)
    return (node.flatMap { context.storesByTarget[$0] } ?? []).filter {
      $0.function == writer.store.function && $0.unit == writer.store.unit
        && $0.facts.base == writer.base && !$0.facts.isNull
    }.map(\.facts.value.simplified)
  }
}

extension Expression {
  /// The variables and members whose values it is computed from, each once.
  fileprivate var counts: Set<FlowNode> {
    switch self {
    case .variable(let node), .field(_, let node): [node]
    default: children.reduce(into: []) { $0.formUnion($1.counts) }
    }
  }
}
