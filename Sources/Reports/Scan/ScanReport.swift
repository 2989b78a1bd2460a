package import SourceModel

/// What `scan` found, as the values that all its output formats draw from.
package struct ScanReport: Hashable, Sendable, Codable {
  package var tool: ToolDescription
  /// The project's root, absolute; paths in the report are relative to it.
  package var root: String
  package var accounting: Accounting
  /// One entry a token that spells a family function, in source order.
  package var occurrences: [Occurrence]
  /// One entry a site, in source order.
  package var sites: [SiteRow]
  /// Every file in scope that has an occurrence or a migrated use; most sites
  /// first.
  package var files: [FileRow]
  /// The number of C sources and headers in scope, those without an
  /// occurrence included.
  package var filesInScope: Int
  /// Every family function that has a site; most sites first.
  package var functions: [FunctionRow]
  /// Every subsystem of the rules in their order; last, if there are any, the
  /// sites without one. Of the allocations alone when no decisions were made.
  package var subsystems: [SubsystemRow]
  /// The wrappers that the rules don't declare; most calls first.
  package var wrappers: [Wrapper]
  package var missingHeaders: [MissingHeader]
  package var diagnostics: [Diagnostic]
  /// Uses of the target's API: sites that have been migrated already.
  package var migrated: [MigratedUse]

  /// One site and what was decided about it.
  package struct SiteRow: Hashable, Sendable, Codable {
    package var identity: SiteIdentity
    package var location: SourceLocation
    package var family: String
    package var role: Role
    package var category: Occurrence.Category
    /// The macro whose body holds the site; `nil` for any other.
    package var macro: String?
    /// How many compiled uses it has: expansions, for a site in a macro's body.
    package var uses: Int
    /// The pointee type of its block as written; `nil` when it is not known.
    package var type: String?
    /// `Record.field` or the variable that its block comes from or goes to.
    package var place: String?
    package var state: SiteState
    /// The template that a site in state `ready` is rewritten by.
    package var template: TemplateKind?
    /// Why it is left as it is.
    package var blocker: Blocker?
    /// What was decided; the claim of an allocation when nothing was.
    package var subsystem: String?
    /// The size to be written, as C text.
    package var size: String?
    package var grade: SizeGrade?
    /// The size strategy that decided; empty for none.
    package var strategy: String
    package var assumptions: [String]
  }

  /// The counts of one file.
  package struct FileRow: Hashable, Sendable, Codable {
    package var file: FilePath
    package var sites: Int
    package var roles: RoleCounts
    package var accounting: Accounting
    /// Uses of the target's API.
    package var migrated: Int
  }

  /// The sites of one family function.
  package struct FunctionRow: Hashable, Sendable, Codable {
    package var name: String
    package var family: String
    package var role: Role
    package var calls: Int
    package var macroBodies: Int
    package var addresses: Int

    /// All sites of the function.
    package var sites: Int { calls + macroBodies + addresses }
  }

  /// The sites of one subsystem.
  package struct SubsystemRow: Hashable, Sendable, Codable {
    /// `nil` for the sites that belong to none.
    package var name: String?
    /// The C expression that names its allocator; `nil` for none.
    package var allocator: String?
    package var sites: Int
    package var roles: RoleCounts
    package var ready: Int
    package var blocked: Int
    package var foreign: Int
  }
}
