import SourceModel

/// Names that both the program and the runtime's headers define.
struct NameClash {
  /// Sorted; never empty.
  let names: [String]
  /// Whether the key `prefix` of `target` gives all of them other names.
  let isPrefixed: Bool

  /// What clang says of a second definition.
  private static let beginnings = [
    "redefinition of ", "typedef redefinition ", "conflicting types for ", "static declaration of ",
    "non-static declaration of ",
  ]

  /// `nil` unless all errors are of such names, or in the headers as their consequence.
  ///
  /// - Parameter errors: what clang has to say of the edited files alone.
  init?(_ errors: [Diagnostic], rules: RuleSet) {
    let words = Self.words(rules)
    var names: Set<String> = []
    for error in errors {
      let isDefinition = Self.beginnings.contains { error.message.hasPrefix($0) }
      let clashing = isDefinition ? Self.quoted(error.message).intersection(words) : []
      // What lies outside of the project has no location.
      if clashing.isEmpty, error.location != nil { return nil }
      names.formUnion(clashing)
    }
    if names.isEmpty { return nil }
    var others = rules
    others.target?.prefix = "ANOTHER_"
    self.names = names.sorted()
    isPrefixed = Self.words(others).isDisjoint(with: names)
  }

  /// The names that the headers may define: words with a capital or an underscore,
  /// as parameters have none.
  private static func words(_ rules: RuleSet) -> Set<String> {
    guard let source = try? ShareDirectory.find().runtime,
      let files = try? RuntimeExport.generate(
        from: source, configuration: RuntimeConfiguration(rules: rules))
    else { return [] }
    let headers = files.filter { $0.key.hasPrefix("include/") }.values
    return headers.reduce(into: []) { words, bytes in
      words.formUnion(Self.words(in: String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// The words between a message's quotes.
  private static func quoted(_ message: String) -> Set<String> {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.reduce(into: []) { words, index in
      words.formUnion(Self.words(in: String(parts[index])))
    }
  }

  private static func words(in text: String) -> Set<String> {
    Set(
      text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        .filter { $0.contains { $0 == "_" || $0.isUppercase } })
  }
}
