package import SourceModel

/// A value and where a rule file says it.
struct Positioned<Value> {
  var value: Value
  var position: RulePosition

  init(_ value: Value, at position: RulePosition) {
    self.value = value
    self.position = position
  }
}

extension Positioned: Sendable where Value: Sendable {}

/// One rule file as it is written, before `use` is followed.
struct RuleFile: Sendable {
  /// `target:` of one file: what it adds to or changes in the targets it uses.
  struct TargetPart: Sendable {
    var position: RulePosition
    /// The header's name and whether it stands in `<>`.
    var header: Positioned<(name: String, isSystem: Bool)>?
    /// What a subsystem's allocator is when the subsystem does not say.
    var allocator: Positioned<Template>?
    var templates: [TemplateKind: Positioned<Template>] = [:]
    /// What stands in place of the runtime's own prefix.
    var prefix: Positioned<String>?
  }

  /// A subsystem; its allocator is empty when the file leaves it to the target.
  typealias SubsystemPart = Positioned<Subsystem>

  /// The path as it was given or found.
  var path: String
  var use: [Positioned<String>] = []
  var families: [Positioned<FamilyFunction>] = []
  var foreign: [Positioned<ForeignFunction>] = []
  var externals: [Positioned<ExternalFunction>] = []
  var target: TargetPart?
  var subsystems: [SubsystemPart] = []
  var classes: [Positioned<ClassRule>] = []
  var exclude: [String] = []
  var acceptedGrade: SizeGrade?
  var savesSizes: Bool?
  var adoptsForeignMemory: Bool?
  var hasNoClients: Bool?
  var examples: [RuleExample] = []
  /// The positions of keys that only a project's own file may have.
  var projectKeys: [Positioned<String>] = []
  var project = ProjectSettings()
}

/// A statement before and after the migration that a rule file promises.
///
/// It is checked with the rules of its own file; where these have no family
/// or no target, the packs `libc` and `mem` stand in. The headers stdio.h,
/// stdlib.h and string.h are included before the context, with `_GNU_SOURCE`.
package struct RuleExample: Hashable, Sendable {
  /// Where the example starts.
  package var position: RulePosition
  /// C statements as they stand in a function's body, without a newline at the
  /// end.
  package var before: String
  /// The same after `apply`.
  package var after: String
  /// Declarations that go before the function; empty for none.
  package var context: String
  /// The path that the statements pretend to stand in, for rules that match
  /// by path; `nil` for any.
  package var file: String?
  /// The name of the function they pretend to stand in; `nil` for any.
  package var function: String?
  /// The accepted grade to apply it with; `nil` for the rules' own.
  package var acceptedGrade: SizeGrade?

  package init(
    position: RulePosition, before: String, after: String, context: String = "",
    file: String? = nil, function: String? = nil, acceptedGrade: SizeGrade? = nil
  ) {
    self.position = position
    self.before = before
    self.after = after
    self.context = context
    self.file = file
    self.function = function
    self.acceptedGrade = acceptedGrade
  }
}

/// What a project's own rule file says beyond rules: where its sources are and
/// how it is built. Paths are relative to the project's root.
package struct ProjectSettings: Hashable, Sendable {
  /// Folders and globs of the sources in scope; empty for the whole project.
  package var sources: [String]
  /// The programs of a tree that has several, each by folders and globs of its sources.
  package var programs: [String: [String]]
  /// The folder of `compile_commands.json`; `nil` to look for it.
  package var build: String?
  /// The shell command that builds a copy of the project; `nil` for none.
  package var verifyBuild: String?
  /// The shell command that runs its tests; `nil` for none.
  package var verifyTest: String?

  package init(
    sources: [String] = [], programs: [String: [String]] = [:], build: String? = nil,
    verifyBuild: String? = nil, verifyTest: String? = nil
  ) {
    self.sources = sources
    self.programs = programs
    self.build = build
    self.verifyBuild = verifyBuild
    self.verifyTest = verifyTest
  }
}
