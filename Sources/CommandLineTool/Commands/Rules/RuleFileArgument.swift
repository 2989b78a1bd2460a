import Migration

/// The rule files that a command is about.
enum RuleFileArgument {
  static let files = Parameter.argument(
    "files", placeholder: "FILE", help: "A rule file by its path, or a pack by its name.",
    defaultText: "the project's allocmigrate.yml", completion: .ruleFile, isRepeatable: true)
}

extension ParsedArguments {
  /// The paths of the rule files that are meant.
  func ruleFiles(in library: RuleLibrary) throws -> [String] {
    let named = self[all: RuleFileArgument.files]
    guard named.isEmpty else { return try named.map { try library.path(of: $0) } }
    let location = try ProjectLocation.find(directory: ".", configuration: nil)
    guard let configuration = location.configuration else {
      throw MigrationError.noConfiguration(directory: location.root)
    }
    return [configuration]
  }
}
