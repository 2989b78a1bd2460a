import SourceModel

/// Every block has the same constant size.
enum ConstantStrategy: SizeStrategy {
  static let name = "constant"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard let value = request.blocks.first.flatMap(value), value >= 0,
      request.blocks.allSatisfy({ Self.value($0) == value })
    else { return nil }
    var sizes: [Expression] = []
    var known: Set<Expression> = []
    for block in request.blocks {
      guard case .bytes(let size) = block.size else { return nil }
      if known.insert(size.simplified).inserted { sizes.append(size) }
    }
    guard let written = sizes.lazy.compactMap({ SizeText(request).written($0) }).first else {
      return nil
    }
    var finding = SizeFinding(
      text: written.text, assumptions: written.assumptions,
      evidence: [Evidence(text: "each block that comes here has \(value) bytes")])
    if sizes.count > 1 {
      finding.assumptions.append(
        "the sizes of the allocations, all \(value) bytes here, are equal on every platform")
    }
    return finding
  }

  private static func value(_ block: Block) -> Int? {
    if case .bytes(let size) = block.size { size.constantValue } else { nil }
  }
}
