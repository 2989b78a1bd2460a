import SourceModel

/// Every block is a string that fills it: `strdup`'s, or one of
/// `strlen(x) + 1` bytes that `x` was copied to; and nothing shortens it.
enum StringStrategy: SizeStrategy {
  static let name = "string"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard !request.isResize else { return nil }
    var finding = SizeFinding(text: nil)
    for block in request.blocks {
      guard let fills = fills(block, request) else { return nil }
      let changes = (request.context.mutated[block.object] ?? []).filter { change in
        !fills.contains { $0 == change.call }
      }
      let escapes = request.context.ownership.escapes[block.object] ?? []
      let places = Set(escapes.map(\.location))
      guard changes.allSatisfy({ places.contains($0.location) }) else { return nil }
      if request.context.clientBlocks.contains(block.object) {
        finding.assumptions.append("clients do not shorten the strings that they are given")
      }
      finding.assumptions += escapes.map {
        "\($0.name) (\($0.location)) does not change the length of the string it is given"
      }
    }
    finding.assumptions = Array(Set(finding.assumptions)).sorted()
    finding.evidence = [
      Evidence(text: "each block that comes here is a string of its own length, never changed")
    ]
    return finding
  }

  /// The calls that fill the block, by position in the graph's calls; `nil`
  /// when it is no string.
  private static func fills(_ block: Block, _ request: SizeRequest) -> [Int]? {
    if case .string = block.size { return [] }
    guard case .bytes(let size) = block.size, let source = Self.measured(size.simplified) else {
      return nil
    }
    let fills = request.context.fillings(of: block).filter {
      $0.isCopy(of: source, length: size)
        && request.context.isUnchanged(source, from: block.context, to: $0.position)
    }
    return fills.isEmpty ? nil : fills.map(\.position)
  }

  /// The `x` of `strlen(x) + 1`.
  private static func measured(_ size: Expression) -> Expression? {
    guard case .binary("+", .call("strlen", let arguments), .constant(1)) = size else { return nil }
    return arguments.first
  }
}

/// A call that copies bytes into a block, in the function that allocates it.
struct Filling {
  /// In the graph's calls.
  var position: Int
  var source: Expression
  var extent: ExternalFunction.Copy.Extent
  /// Every argument of the call, for the number of bytes.
  var arguments: [Expression]

  /// Whether it copies the whole string `source`, for which the block has room.
  func isCopy(of source: Expression, length: Expression) -> Bool {
    guard self.source == source, source.isStable else { return false }
    switch extent {
    case .string: return true
    case .bytes: return arguments.contains { $0.simplified == length.simplified }
    }
  }
}

extension Expression {
  /// Whether two readings of it in one function may be taken for the same
  /// value: no opaque parts and no calls.
  fileprivate var isStable: Bool {
    parts.allSatisfy {
      switch $0 {
      case .opaque, .call: false
      default: true
      }
    }
  }
}

extension SizeContext {
  /// Whether no variable or field in an expression is written between two
  /// calls of one function.
  func isUnchanged(_ expression: Expression, from: ProgramCall, to position: Int) -> Bool {
    let end = graph.calls[position].facts.order
    let places = expression.places.compactMap { graph.nodeID(of: $0, unit: from.unit) }
    return !places.contains { place in
      (storesByTarget[place] ?? []).contains {
        $0.function == from.function && from.facts.order < $0.facts.order && $0.facts.order < end
      }
    }
  }

  /// The external calls in the allocating function that copy into a block.
  func fillings(of block: Block) -> [Filling] {
    (mutated[block.object] ?? []).compactMap { mutation in
      guard let position = mutation.call else { return nil }
      let call = graph.calls[position]
      guard call.function == block.context.function, call.unit == block.context.unit,
        call.facts.order > block.context.facts.order,
        let copy = graph.externals[mutation.name]?.copies.first,
        let source = call.expression(copy.from)
      else { return nil }
      return Filling(
        position: position, source: source, extent: copy.extent,
        arguments: call.facts.arguments.map(\.expression))
    }
  }
}
