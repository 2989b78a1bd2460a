extension Section {
  /// `examples: [{before: "p = malloc(n);", after: "…"}]`.
  static let examples = Section(key: "examples") { field, file in
    for item in field.list("examples") ?? [] {
      if let example = decodeExample(item) { file.examples.append(example) }
    }
  }

  /// Block scalars (`|`) end with a newline that is not meant.
  private static func withoutLastNewlines(_ text: String) -> String {
    guard let last = text.lastIndex(where: { !$0.isNewline }) else { return "" }
    return String(text[...last])
  }

  private static func decodeExample(_ field: Field) -> RuleExample? {
    let field = Field(node: field.node, name: "an example", log: field.log)
    let keys = ["accept", "after", "before", "context", "file", "function"]
    guard let values = field.record(keys) else { return nil }
    guard let before = values["before"], let after = values["after"] else {
      field.error(
        "an example needs 'before' and 'after', the statements without and with the rules")
      return nil
    }
    guard let before = before.text("C statements"), let after = after.text("C statements") else {
      return nil
    }
    return RuleExample(
      position: field.node.position, before: withoutLastNewlines(before),
      after: withoutLastNewlines(after),
      context: values["context"]?.text("C declarations") ?? "",
      file: values["file"]?.text("a path"), function: values["function"]?.identifier(),
      acceptedGrade: values["accept"].flatMap(decodeGrade))
  }
}
