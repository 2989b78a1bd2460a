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
  /// The program that a run is about; `nil` when the whole tree is taken as one.
  private let program: ProgramSources?
  private let excluded: PathSet

  /// The absolute, canonical path of the root.
  package var root: String { location.root }

  init(
    location: ProjectLocation, rules: RuleSet, sources: [String] = [], build: String? = nil,
    verifyBuild: String? = nil, verifyTest: String? = nil, warnings: [Diagnostic] = [],
    program: ProgramSources? = nil
  ) {
    self.location = location
    self.rules = rules
    self.sources = sources.isEmpty ? nil : PathSet(sources)
    self.build = build
    self.verifyBuild = verifyBuild
    self.verifyTest = verifyTest
    self.warnings = warnings
    self.program = program
    excluded = PathSet(rules.exclude)
  }

  /// Finds a project and loads its rules.
  ///
  /// - Parameter program: the one of its programs that the run is about.
  package static func open(
    directory: String, configuration: String?, program: String? = nil
  ) throws(MigrationError) -> Project {
    let location = try ProjectLocation.find(directory: directory, configuration: configuration)
    let loaded = try RuleLibrary.find().load(configuration: location.configuration)
    return Project(
      location: location, rules: loaded.rules, sources: loaded.project.sources,
      build: loaded.project.build.map { PathText.join(location.configurationFolder, $0) },
      verifyBuild: loaded.project.verifyBuild, verifyTest: loaded.project.verifyTest,
      warnings: loaded.warnings.map { Diagnostic(.warning, $0) },
      program: try program.map { name throws(MigrationError) in
        try ProgramSources(name, of: loaded.project.programs, configuration: location.configuration)
      })
  }

  /// Whether a project file, by its original's name if it is a refactored copy, is one
  /// of the sources that a run is about: in the wanted folder, among the
  /// configuration's sources, of the wanted program alone and not left out.
  package func isWanted(_ file: FilePath) -> Bool {
    location.contains(file) && sources?.contains(file.string) != false
      && program?.owns(file) != false && !isExcluded(file)
  }

  /// Whether the rules leave a project file out.
  func isExcluded(_ file: FilePath) -> Bool { excluded.contains(file.string) }

  /// Whether a project file belongs to other programs than the wanted one, by its
  /// original's name if it is a refactored copy.
  func isOfOtherProgram(_ file: FilePath) -> Bool { program?.isOfOthers(file) == true }
}

extension ProjectLocation {
  /// The folder that the paths in the configuration start from.
  fileprivate var configurationFolder: String {
    configuration.map(PathText.parent) ?? root
  }
}
