internal import SourceModel

extension Section {
  /// `externals: {strchr: {reads: [1], returns: {interior: 1}}}`.
  static let externals = Section(key: "externals") { field, file in
    for (name, value) in field.entries("functions") ?? [] {
      guard let name = name.identifier(), let function = decodeExternal(name, value) else {
        continue
      }
      file.externals.append(Positioned(function, at: value.node.position))
    }
  }

  private static func decodeExternal(_ name: String, _ field: Field) -> ExternalFunction? {
    let keys = ["calls", "copies", "reads", "reads-only-if", "rest", "returns", "stores", "writes"]
    guard let values = field.record(keys) else { return nil }
    let writes = decodeWrites(values["writes"])
    return ExternalFunction(
      name: name,
      returns: (values["returns"]?.oneOrMore() ?? []).compactMap(decodeValue),
      reads: positions(values["reads"]), writes: writes.direct,
      writesContents: writes.contents, writesSlots: writes.slots,
      stores: (values["stores"]?.oneOrMore() ?? []).compactMap(decodeStore),
      copies: (values["copies"]?.oneOrMore() ?? []).compactMap(decodeCopy),
      calls: (values["calls"]?.oneOrMore() ?? []).compactMap(decodeCallback),
      rest: values["rest"]?.choice(),
      readsOnly: values["reads-only-if"].flatMap(decodeReadingMode))
  }

  private static func positions(_ field: Field?) -> [Int] {
    (field?.oneOrMore() ?? []).compactMap { $0.parameter() }
  }

  /// `1`, `{contents: 1}` for what the pointer there points at, or `{slot: name}`.
  private static func decodeWrites(
    _ field: Field?
  ) -> (direct: [Int], contents: [Int], slots: [String]) {
    var (direct, contents): ([Int], [Int]) = ([], [])
    var slots: [String] = []
    for item in field?.oneOrMore() ?? [] {
      if case .mapping = item.node.content {
        let values = item.record(["contents", "slot"])
        contents += positions(values?["contents"])
        if let slot = values?["slot"]?.text("a name") { slots.append(slot) }
      } else {
        direct += positions(item)
      }
    }
    return (direct, contents, slots)
  }

  /// `1`, `{interior: 1}`, `{contents: 1}`, `{slot: name}`,
  /// `{pointer-to: name}` or `library`.
  private static func decodeValue(_ field: Field) -> ExternalFunction.Value? {
    if field.node.text == "library" { return .library }
    guard case .mapping(let pairs) = field.node.content else {
      return field.number(
        in: 1...127,
        "a parameter's position, {interior: 1}, {contents: 1}, {slot: x}, {pointer-to: x} or library"
      ).map { .argument($0) }
    }
    guard let values = field.record(["contents", "interior", "pointer-to", "slot"]) else {
      return nil
    }
    guard pairs.count == 1 else {
      field.error(
        "a value is one of {interior: 1}, {contents: 1}, {slot: name} and {pointer-to: name}; "
          + "give one")
      return nil
    }
    return values["interior"].flatMap { $0.parameter().map { .interior($0) } }
      ?? values["contents"].flatMap { $0.parameter().map { .contents($0) } }
      ?? values["slot"].flatMap { $0.text("a name").map { .slot($0) } }
      ?? values["pointer-to"].flatMap { $0.text("a name").map { .pointerToSlot($0) } }
  }

  /// `{value: 2, into: 1}` or `{value: 2, into: {slot: name}}`.
  private static func decodeStore(_ field: Field) -> ExternalFunction.Store? {
    guard let values = field.record(["value", "into"]) else { return nil }
    guard let value = values["value"], let into = values["into"] else {
      field.error("a store needs 'value' and 'into', as in {value: 2, into: 1}")
      return nil
    }
    guard let value = decodeValue(value), let into = decodeDestination(into) else { return nil }
    return ExternalFunction.Store(value: value, into: into)
  }

  /// `1`, or `{slot: name}`.
  private static func decodeDestination(_ field: Field) -> ExternalFunction.Destination? {
    guard case .mapping = field.node.content else {
      return field.parameter().map { .contents($0) }
    }
    return field.record(["slot"])?["slot"]?.text("a name").map { .slot($0) }
  }

  /// `{argument: 3, is: [r, rb]}`.
  private static func decodeReadingMode(_ field: Field) -> ExternalFunction.ReadingMode? {
    guard let values = field.record(["argument", "is"]) else { return nil }
    guard let argument = values["argument"], let literals = values["is"] else {
      field.error("'reads-only-if' needs 'argument' and 'is', as in {argument: 3, is: r}")
      return nil
    }
    guard let position = argument.parameter() else { return nil }
    return ExternalFunction.ReadingMode(
      argument: position, literals: literals.oneOrMore().compactMap { $0.text("a string") })
  }

  /// `{from: 2, to: 1}`, with `extent: string` for strings.
  private static func decodeCopy(_ field: Field) -> ExternalFunction.Copy? {
    guard let values = field.record(["extent", "from", "to"]) else { return nil }
    guard let from = values["from"], let to = values["to"] else {
      field.error("a copy needs 'from' and 'to', as in {from: 2, to: 1}")
      return nil
    }
    guard let from = from.parameter(), let to = to.parameter() else { return nil }
    guard let extent = values["extent"] else { return ExternalFunction.Copy(from: from, to: to) }
    return extent.choice().map { ExternalFunction.Copy(from: from, to: to, extent: $0) }
  }

  /// `4`, or `{function: 4, with: [{interior: 1}, none], result: {slot: name}}`.
  private static func decodeCallback(_ field: Field) -> ExternalFunction.Callback? {
    guard case .mapping = field.node.content else {
      return field.parameter().map { ExternalFunction.Callback(function: $0) }
    }
    guard let values = field.record(["function", "result", "with"]) else { return nil }
    guard let function = values["function"] else {
      field.error("a call needs 'function', the position of the function pointer")
      return nil
    }
    guard let position = function.parameter() else { return nil }
    var callback = ExternalFunction.Callback(function: position)
    for item in values["with"]?.list("values") ?? [] {
      callback.arguments.append(item.node.text == "none" ? nil : decodeValue(item))
    }
    callback.result = values["result"].flatMap(decodeDestination)
    return callback
  }
}
