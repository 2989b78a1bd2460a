package import RuleFiles
package import SourceModel

/// The rule packs that ship with the tool, and the loader for files that use
/// them.
package struct RuleLibrary: Sendable {
  package let loader: RuleLoader

  /// Finds the packs beside the executable.
  package static func find() throws(MigrationError) -> RuleLibrary {
    RuleLibrary(loader: RuleLoader(packDirectories: [try ShareDirectory.find().rules]))
  }

  /// The rules of a configuration, or of the default packs.
  package func load(configuration: String?) throws(MigrationError) -> LoadedRules {
    if let configuration { return try load(file: configuration) }
    return try Self.wrap { try loader.load(packs: Project.defaultPacks) }
  }

  /// The rules of a file and of all it uses.
  package func load(file: String) throws(MigrationError) -> LoadedRules {
    try Self.wrap { try loader.load(file: file) }
  }

  /// The path of a rule file or of the pack of this name.
  package func path(of name: String) throws(MigrationError) -> String {
    if name.contains("/") || FileSystem.isFile(name) {
      guard FileSystem.isFile(name) else { throw .noSuchFile(name) }
      return name
    }
    if let path = loader.path(ofPack: name) { return path }
    _ = try Self.wrap { try loader.load(packs: [name]) }
    throw .noSuchFile(name)
  }

  /// Turns what the loader throws into diagnostics.
  static func wrap<Value>(_ body: () throws -> Value) throws(MigrationError) -> Value {
    do {
      return try body()
    } catch let error as RuleFileError {
      var omitted = 0
      if case .invalid(_, let count) = error { omitted = count }
      throw .rules(error.problems.map { Diagnostic(.error, $0) }, omitted: omitted)
    } catch {
      throw .rules([Diagnostic(severity: .error, message: "\(error)")], omitted: 0)
    }
  }
}

extension Diagnostic {
  /// What is wrong or doubtful at a place of a rule file.
  package init(_ severity: Severity, _ problem: RuleProblem) {
    let position = problem.position
    guard position.line > 0 else {
      self.init(severity: severity, message: "\(position.file): \(problem.message)")
      return
    }
    self.init(
      severity: severity,
      location: SourceLocation(
        file: FilePath(position.file), line: position.line, column: position.column, offset: 0),
      message: problem.message)
  }
}
