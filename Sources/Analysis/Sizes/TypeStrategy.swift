import SourceModel

/// Every block is one object of one type: `sizeof *p` or `sizeof(T)`.
enum TypeStrategy: SizeStrategy {
  static let name = "type"

  static func size(for request: SizeRequest) -> SizeFinding? {
    var common: (type: String, bytes: Int)?
    for block in request.blocks {
      guard case .bytes(let size) = block.size, case .sizeOf(let type, let bytes) = size.simplified,
        !type.isEmpty, common == nil || common?.type == type && common?.bytes == bytes
      else { return nil }
      common = (type, bytes)
    }
    guard let common, let text = SizeText(request).size(of: common.type, bytes: common.bytes)
    else { return nil }
    return SizeFinding(
      text: text,
      evidence: [
        Evidence(text: "each block that comes here is one \(common.type), \(common.bytes) bytes")
      ])
  }
}
