import RuleFiles
package import SourceModel

/// A project that has been found, with its rules.
package struct Project: Sendable {
  /// The packs that stand in for a configuration.
  package static let defaultPacks = ["libc", "posix", "gnu", "mem"]

  package var location: ProjectLocation
  package var rules: RuleSet
  /// Folders and globs of the sources; `nil` for the whole tree.
  package var sources: PathSet?
  /// The build folder that the configuration names, absolute.
  package var build: String?
  /// The shell commands that build and test a copy of the project, as the
  /// configuration names them.
  package var verifyBuild: String?
  package var verifyTest: String?
  /// What is doubtful in the rules.
  package var warnings: [Diagnostic]
  private let excluded: PathSet

  /// The absolute, canonical path of the root.
  package var root: String { location.root }

  init(
    location: ProjectLocation, rules: RuleSet, sources: [String] = [], build: String? = nil,
    verifyBuild: String? = nil, verifyTest: String? = nil, warnings: [Diagnostic] = []
  ) {
    self.location = location
    self.rules = rules
    self.sources = sources.isEmpty ? nil : PathSet(sources)
    self.build = build
    self.verifyBuild = verifyBuild
    self.verifyTest = verifyTest
    self.warnings = warnings
    excluded = PathSet(rules.exclude)
  }

  /// Finds a project and loads its rules.
  package static func open(
    directory: String, configuration: String?
  ) throws(MigrationError) -> Project {
    let location = try ProjectLocation.find(directory: directory, configuration: configuration)
    let loaded = try RuleLibrary.find().load(configuration: location.configuration)
    return Project(
      location: location, rules: loaded.rules, sources: loaded.project.sources,
      build: loaded.project.build.map { PathText.join(location.configurationFolder, $0) },
      verifyBuild: loaded.project.verifyBuild, verifyTest: loaded.project.verifyTest,
      warnings: loaded.warnings.map { Diagnostic(.warning, $0) })
  }

  /// Whether a project file is one of the sources that a run is about: in the
  /// wanted folder, among the configuration's sources and not left out.
  package func isWanted(_ file: FilePath) -> Bool {
    location.contains(file) && sources?.contains(file.string) != false
      && !excluded.contains(file.string)
  }
}

extension ProjectLocation {
  /// The folder that the paths in the configuration start from.
  fileprivate var configurationFolder: String {
    configuration.map(PathText.parent) ?? root
  }
}
