internal import SourceModel

/// A node on its way to becoming a value: every reading method logs what is
/// wrong and then returns `nil`, so that decoding goes on and finds the rest.
struct Field {
  let node: YAMLNode
  /// What the value is, for messages: `'size' of 'malloc'`.
  let name: String
  let log: ProblemLog

  /// Logs an error at this field.
  func error(_ message: String) { log.error(node.position, message) }

  private func mismatch(_ expected: String) {
    error(
      node.isNull
        ? "\(name) has no value; it needs \(expected)"
        : "\(name) must be \(expected), but this is \(node.kindName)")
  }

  /// Text with something in it.
  func text(_ expected: String = "text") -> String? {
    guard let text = node.text, !node.isNull else {
      var expected = expected
      if case .mapping = node.content { expected += " (in quotes, if it starts with '{')" }
      mismatch(expected)
      return nil
    }
    if text.isEmpty { error("\(name) is empty; it needs \(expected)") }
    return text.isEmpty ? nil : text
  }

  /// A whole number within `range`, unquoted.
  func number(in range: ClosedRange<Int>, _ expected: String) -> Int? {
    guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
      mismatch(expected)
      return nil
    }
    guard isPlain else {
      error("\(name) must be \(expected), without quotes")
      return nil
    }
    guard let value = Int(text), range.contains(value), String(value) == text else {
      error("\(name) must be \(expected), not '\(text)'")
      return nil
    }
    return value
  }

  /// The position of a parameter.
  func parameter() -> Int? { number(in: 1...127, "a parameter's position, counted from 1") }

  /// `true` or `false`.
  func flag() -> Bool? {
    switch node.content {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    case .scalar(let text, isPlain: true) where !node.isNull:
      error("\(name) must be true or false, not '\(text)'")
    default: mismatch("true or false")
    }
    return nil
  }

  /// One of an enumeration's spellings.
  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self)
    -> Choice? where Choice.RawValue == String
  {
    choice(of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  /// One of some words.
  func choice(of words: [String]) -> String? {
    let expected =
      words.count == 2
      ? words.joined(separator: " or ") : "one of \(words.joined(separator: ", "))"
    guard let text = text(expected) else { return nil }
    if words.contains(text) { return text }
    error("unknown \(name) '\(text)'\(Spelling.hint(for: text, in: words))")
    return nil
  }

  /// A C identifier.
  func identifier() -> String? {
    guard let text = text("a C name") else { return nil }
    if isIdentifier(text) { return text }
    error("\(name) must be a C name of letters, digits and '_', not '\(text)'")
    return nil
  }

  /// A shell pattern over paths or names.
  func glob() -> String? {
    guard let text = text("a pattern such as 'src/**'") else { return nil }
    if hasOpenSet(text) {
      error("\(name) '\(text)' has a '[' without its ']'; write '\\[' for the character itself")
      return nil
    }
    return text
  }

  /// The entries of a list.
  func list(_ expected: String) -> [Field]? {
    guard case .sequence(let items) = node.content else {
      mismatch("a list of \(expected)")
      return nil
    }
    return items.map { Field(node: $0, name: name, log: log) }
  }

  /// The entries of a list, or the one value that stands for a list of one.
  func oneOrMore() -> [Field] {
    guard case .sequence(let items) = node.content else { return [self] }
    return items.map { Field(node: $0, name: name, log: log) }
  }

  /// The entries of a mapping in order, under keys that are free names.
  func entries(_ expected: String) -> [(key: Field, value: Field)]? {
    guard case .mapping(let pairs) = node.content else {
      mismatch("a mapping of \(expected)")
      return nil
    }
    return pairs.map { key, value in
      let text = key.text ?? ""
      return (
        Field(node: key, name: "the name", log: log),
        Field(node: value, name: "'\(text)'", log: log)
      )
    }
  }

  /// The entries of a mapping whose keys are known; others are errors, after
  /// which the known ones are only returned if `goingOn`.
  func record(_ keys: [String], goingOn: Bool = false) -> [String: Field]? {
    guard case .mapping(let pairs) = node.content else {
      mismatch("a mapping with keys such as '\(keys.first ?? "")'")
      return nil
    }
    var fields: [String: Field] = [:]
    var isKnown = true
    for (key, value) in pairs {
      let text = key.text ?? ""
      if !keys.contains(text) {
        isKnown = false
        log.error(
          key.position, "unknown key '\(text)' in \(name)\(Spelling.hint(for: text, in: keys))")
      } else if fields[text] == nil {
        fields[text] = Field(node: value, name: "'\(text)'", log: log)
      }
    }
    return isKnown || goingOn ? fields : nil
  }
}

/// Whether `text` is a C identifier.
func isIdentifier(_ text: String) -> Bool {
  guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
    return false
  }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Whether a shell pattern has a `[` that no `]` closes.
private func hasOpenSet(_ pattern: String) -> Bool {
  var rest = Array(pattern.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\\") {
      _ = rest.popFirst()
    } else if byte == UInt8(ascii: "[") {
      if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^") { _ = rest.popFirst() }
      guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return true }
      rest = rest[(end + 1)...]
    }
  }
  return false
}
