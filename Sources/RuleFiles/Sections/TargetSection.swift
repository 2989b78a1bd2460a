internal import SourceModel

extension Section {
  /// `target: {header: mem/mem.h, allocate: "MEM_ALLOC({allocator}, {size})"}`.
  static let target = Section(key: "target") { field, file in
    let kinds = TemplateKind.allCases.map(\.rawValue)
    guard let values = field.record(["header", "allocator", "prefix"] + kinds, goingOn: true) else {
      return
    }
    var part = RuleFile.TargetPart(position: field.node.position)
    if let header = values["header"] {
      part.header = decodeHeader(header).map { Positioned($0, at: header.node.position) }
    }
    if let allocator = values["allocator"] {
      part.allocator = TemplateText.parse(
        allocator, admits: [.subsystem, .short], of: "allocator"
      ).map { Positioned($0, at: allocator.node.position) }
    }
    if let prefix = values["prefix"] {
      part.prefix = decodePrefix(prefix).map { Positioned($0, at: prefix.node.position) }
    }
    for kind in TemplateKind.allCases {
      guard let value = values[kind.rawValue],
        let template = TemplateText.decode(value, kind: kind)
      else { continue }
      part.templates[kind] = Positioned(template, at: value.node.position)
    }
    file.target = part
  }

  /// `ACME_`: the beginning of a name in C.
  private static func decodePrefix(_ field: Field) -> String? {
    guard let text = field.text("the beginning of names, such as ACME_") else { return nil }
    let isName = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isName, text.first?.isLetter == true else {
      field.error("'prefix' must be the beginning of a name in C, such as ACME_, not '\(text)'")
      return nil
    }
    return text
  }

  /// `mem/mem.h`, `"mem/mem.h"` or `<mimalloc.h>`.
  private static func decodeHeader(_ field: Field) -> (name: String, isSystem: Bool)? {
    guard let text = field.text("a header such as mem/mem.h or <mimalloc.h>") else { return nil }
    let isSystem = text.hasPrefix("<") && text.hasSuffix(">")
    let isQuoted = text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
    let name = isSystem || isQuoted ? String(text.dropFirst().dropLast()) : text
    guard !name.isEmpty, !name.contains(where: { "<>\"\\".contains($0) || $0.isNewline }) else {
      field.error("'header' must be a path such as mem/mem.h or <mimalloc.h>, not '\(text)'")
      return nil
    }
    return (name, isSystem)
  }
}
