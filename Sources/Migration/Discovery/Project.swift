package import SourceModel

/// A project that has been found, with its rules.
package struct Project: Sendable {
  package var location: ProjectLocation
  package var rules: RuleSet

  /// The absolute, canonical path of the root.
  package var root: String { location.root }

  /// What the rules leave out.
  package var exclusion: PathExclusion { PathExclusion(rules.exclude) }

  /// Finds a project and loads its rules.
  package static func open(
    directory: String, configuration: String?
  ) throws(MigrationError) -> Project {
    let location = try ProjectLocation.find(directory: directory, configuration: configuration)
    return Project(location: location, rules: RuleSet())
  }
}
