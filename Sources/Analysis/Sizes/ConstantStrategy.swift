import SourceModel

/// Every block has the same constant size.
enum ConstantStrategy: SizeStrategy {
  static let name = "constant"

  static func size(for request: SizeRequest) -> SizeFinding? {
    var sizes: [Expression] = []
    for block in request.blocks {
      guard case .bytes(let size) = block.size, size.constantValue ?? -1 >= 0 else { return nil }
      let simple = size.simplified
      if !sizes.contains(simple) { sizes.append(simple) }
    }
    guard let first = sizes.first, let value = first.constantValue,
      sizes.allSatisfy({ $0.constantValue == value }),
      let text = sizes.lazy.compactMap({ SizeText(request).text($0) }).first
    else { return nil }
    var finding = SizeFinding(
      text: text,
      evidence: [Evidence(text: "each block that comes here has \(value) bytes")])
    if sizes.count > 1 {
      finding.assumptions.append(
        "the sizes of the allocations, all \(value) bytes here, are equal on every platform")
    }
    return finding
  }
}
