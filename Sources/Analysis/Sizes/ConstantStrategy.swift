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
    let names = Set(request.blocks.map { named($0, request) })
    if let named = names.first ?? nil, names.count == 1, request.canName(named) {
      return SizeFinding(text: named.text, evidence: evidence(value))
    }
    var finding = SizeFinding(text: text, evidence: evidence(value))
    if sizes.count > 1 {
      finding.assumptions.append(
        "the sizes of the allocations, all \(value) bytes here, are equal on every platform")
    }
    for named in names.compactMap({ $0 }).sorted(by: { $0.text < $1.text }) {
      finding.assumptions.append("\(named.text) equals \(text) wherever the program is built")
    }
    return finding
  }

  private static func evidence(_ value: Int) -> [Evidence] {
    [Evidence(text: "each block that comes here has \(value) bytes")]
  }

  /// The size of an allocation by the names that it gives it: `NAME`, or
  /// `NAME * sizeof *p` for `calloc(NAME, sizeof(T))`.
  private static func named(_ block: Block, _ request: SizeRequest) -> NamedConstant? {
    let call = block.call.facts
    guard block.call === block.context, let family = call.familyFunction else { return nil }
    func argument(_ position: Int?) -> FlowCall.Argument? {
      position.flatMap { call.arguments[safe: $0 - 1] }
    }
    guard let count = argument(family.count), let element = argument(family.element) else {
      return argument(family.size)?.named
    }
    if count.expression == .constant(1) { return element.named }
    guard var named = count.named, case .sizeOf = element.expression,
      let text = SizeText(request).text(element.expression)
    else { return nil }
    let isOneName = named.text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    named.text = (isOneName ? named.text : "(\(named.text))") + " * " + text
    return named
  }
}

extension SizeRequest {
  /// Whether the names in a constant mean at the release what they do at the
  /// allocations: all are before it in its file, or the unit reads the headers
  /// that define them.
  fileprivate func canName(_ constant: NamedConstant) -> Bool {
    let place = call.facts.location
    let isBehind = blocks.allSatisfy { block in
      let other = block.call.facts.location
      return block.call.unit == call.unit && other.file == place.file && other.offset < place.offset
    }
    if isBehind { return true }
    let unit = context.graph.program.units[call.unit]
    return !constant.hasOthers && !constant.files.contains(place.file)
      && constant.files.isSubset(of: unit.files)
  }
}
