import SourceModel

/// What the SARIF 2.1.0 formats have in common.
enum SARIFText {
  /// The name of the base that relative addresses refer to.
  private static let base = "PROJECTROOT"

  /// A log with one run.
  ///
  /// - Parameters:
  ///   - root: the project's root, absolute.
  ///   - rules: the identifiers that results refer to, with descriptions.
  static func document(
    tool: ToolDescription, root: String, rules: [(id: String, description: String)],
    invocation: JSONValue, results: [JSONValue]
  ) -> [UInt8] {
    JSONValue.members([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"),
      "runs": .array([
        .members([
          "tool": .members([
            "driver": .members([
              "name": .string(tool.name), "version": .string(tool.version),
              "rules": .array(
                rules.map { rule in
                  .members([
                    "id": .string(rule.id),
                    "shortDescription": .members(["text": .string(rule.description)]),
                  ])
                }),
            ])
          ]),
          "invocations": .array([invocation]),
          "originalUriBaseIds": .members([
            base: .members(["uri": .string(URIText.folder(root))])
          ]),
          "columnKind": .string("unicodeCodePoints"),
          "results": .array(results),
        ])
      ]),
    ]).serialized()
  }

  /// A place in a file.
  static func location(file: FilePath, region: [JSONValue.Member]) -> JSONValue {
    let artifact: JSONValue =
      file.isInProject
      ? .members(["uri": .string(URIText.path(file.string)), "uriBaseId": .string(base)])
      : .members(["uri": .string("file://" + URIText.path(file.string))])
    return .members([
      "physicalLocation": .members(["artifactLocation": artifact, "region": .object(region)])
    ])
  }
}
