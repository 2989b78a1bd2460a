package import SourceModel

/// What is left to migrate, in the order in which it can be done: the values
/// that all output formats of `plan` draw from.
package struct PlanReport: Hashable, Sendable, Codable {
  /// Ownership classes that `apply` would migrate, by phase.
  package var phases: [Phase]
  /// Classes that need a decision first; largest first.
  package var blocked: [ClassRow]
  /// Classes whose memory stays with code that is not migrated; largest first.
  package var staying: [ClassRow]

  /// The classes of one subsystem.
  package struct Phase: Hashable, Sendable, Codable {
    /// The phase that the rules give the subsystem, from 1.
    package var number: Int
    package var subsystem: String
    package var priority: Subsystem.Priority
    /// How its allocator manages memory. Only a class of a platform allocator
    /// may be migrated file by file.
    package var strategy: Subsystem.Strategy
    /// Largest first.
    package var classes: [ClassRow]

    /// The sites of all its classes.
    package var sites: Int { classes.map(\.sites).reduce(0, +) }
  }

  /// One ownership class: the sites that must share an allocator.
  package struct ClassRow: Hashable, Sendable, Codable {
    /// Its first site, which names it in rule files.
    package var identity: SiteIdentity
    /// Where that site is.
    package var location: SourceLocation
    package var sites: Int
    package var roles: RoleCounts
    /// The files that its sites are in, sorted.
    package var files: [FilePath]
    package var subsystem: String?
    /// Releases and resizes by the grade of their size.
    package var proven: Int
    package var inferred: Int
    package var unsized: Int
    /// Why it is left as it is; `nil` when it is ready.
    package var blocker: Blocker?

    /// Whether one file holds all of it.
    package var isAlone: Bool { files.count == 1 }
  }
}
