/// One node of a YAML document, with its position.
struct YAMLNode {
  /// What a node holds.
  indirect enum Content {
    /// `isPlain` when it is written without quotes and not as a block.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order of the document; keys are unique scalars.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  var content: Content
  var position: RulePosition

  /// A scalar's text; `nil` for a collection.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether nothing was written, or YAML's `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What the node is, for messages.
  var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
