internal import SourceModel

extension Section {
  /// `foreign: {getline: {allocates: {out: 1}, with: libc}}`.
  static let foreign = Section(key: "foreign") { field, file in
    for (name, value) in field.entries("functions") ?? [] {
      guard let name = name.identifier(), let function = decodeForeign(name, value) else {
        continue
      }
      file.foreign.append(Positioned(function, at: value.node.position))
    }
  }

  private static func decodeForeign(_ name: String, _ field: Field) -> ForeignFunction? {
    let keys = ["allocates", "elements", "if-null", "releases", "with"]
    guard let values = field.record(keys) else { return nil }
    guard let family = values["with"] else {
      field.error(
        "'\(name)' does not say whose memory it handles; add 'with: libc' or another family")
      return nil
    }
    guard values["allocates"] != nil || values["releases"] != nil else {
      field.error("'\(name)' neither allocates nor releases; add 'allocates:' or 'releases:'")
      return nil
    }
    guard let family = family.identifier() else { return nil }
    var function = ForeignFunction(name: name, family: family, allocates: nil)
    if let value = values["allocates"] {
      guard let result = decodeResult(value) else { return nil }
      function.allocates = result
    }
    for key in ["elements", "if-null"] where function.allocates == nil {
      values[key]?.error("'\(key)' says more about 'allocates', which '\(name)' does not have")
    }
    function.onlyIfNull = values["if-null"]?.parameter()
    function.elements = values["elements"]?.flag() ?? false
    for item in values["releases"]?.oneOrMore() ?? [] {
      if case .mapping = item.node.content {
        guard let position = item.record(["contents"])?["contents"]?.parameter() else { return nil }
        function.releasesContents.append(position)
      } else {
        guard let position = item.parameter() else { return nil }
        function.releases.append(position)
      }
    }
    return function
  }

  private static func decodeResult(_ field: Field) -> ForeignFunction.Result? {
    if case .mapping = field.node.content {
      return field.record(["out"])?["out"]?.parameter().map { .out(parameter: $0) }
    }
    guard let text = field.text("'returned' or {out: 1}") else { return nil }
    if text == "returned" { return .returned }
    field.error("'allocates' is 'returned' or {out: 1}, not '\(text)'")
    return nil
  }
}
