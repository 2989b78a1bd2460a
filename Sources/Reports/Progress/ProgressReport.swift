package import SourceModel

/// How far a migration has come, as the values that all formats draw from.
/// Every number is counted from the sources; nothing is stored between runs.
package struct ProgressReport: Hashable, Sendable, Codable {
  package var tool: ToolDescription
  /// The project's name.
  package var project: String
  /// The revision of the sources, as git names it; `nil` when it is not known.
  package var revision: String?
  package var totals: Totals
  /// The occurrences in the files that count (see `RefactoredCopies`).
  package var accounting: Accounting
  /// The phases in which something has been migrated, the last first.
  package var phases: [Phase]
  /// Every subsystem of the rules in their order; last, if there are any, the
  /// sites without one.
  package var subsystems: [SubsystemProgress]
  /// The patterns that were applied, most frequent first.
  package var patterns: [PatternProgress]
  /// Files with raw sites, by priority, `high` first; last those of no subsystem.
  package var remaining: [RemainingGroup]
  /// Blocked sites, most frequent reason first.
  package var blocked: [ReasonGroup]
  /// Sites that stay raw, by reason.
  package var staying: [ReasonGroup]
  package var inactive: [FileCount]
  package var uncovered: [FileCount]
  package var unexplained: [FileCount]
  package var sizes: SizeCounts
  /// What inferred sizes rest on, most frequent first.
  package var assumptions: [Assumption]
  /// Refactored copies in which no migrated use was seen though their originals
  /// hold sites; not known for originals that were not scanned.
  package var unseenCopies: [FilePath]
  /// What verifications have shown, of files that are as they were then.
  package var evidence: [RecordedEvidence] = []
  /// What they have shown of files that have changed since.
  package var staleEvidence: [RecordedEvidence] = []
  /// What the numbers are compared with; `nil` for no comparison.
  package var base: Base?

  /// Sites and files of the whole project.
  package struct Totals: Hashable, Sendable, Codable {
    package var migrated: Int
    package var ready: Int
    package var blocked: Int
    package var undecided: Int
    /// Sites that stay because their memory is not migrated.
    package var foreign: Int
    /// Sites that the rules' filters leave out.
    package var excluded: Int
    /// Files that count, so without the originals of refactored copies.
    package var files: Int
    /// Refactored copies beside their originals.
    package var copies: Int
    /// Files with a migrated use.
    package var refactoredFiles: Int
    /// Files with a migrated use and nothing left to do.
    package var completeFiles: Int
    /// Lines of the files with a migrated use; `nil` when a count is missing.
    package var refactoredLines: Int?

    /// Raw sites that are still to move.
    package var raw: Int { ready + blocked + undecided }
    /// Sites that have moved or are to move.
    package var all: Int { migrated + raw }
  }

  /// The files of one phase that have a migrated use.
  package struct Phase: Hashable, Sendable, Codable {
    /// `nil` for files that belong to no subsystem.
    package var number: Int?
    /// Raw sites that are left in all files of the phase, those without a
    /// migrated use included.
    package var raw: Int
    package var groups: [PhaseGroup]
  }

  /// The files of one subsystem in a phase.
  package struct PhaseGroup: Hashable, Sendable, Codable {
    /// `nil` for files that belong to no subsystem.
    package var subsystem: String?
    package var files: [FileProgress]
  }

  /// One file with migrated uses.
  package struct FileProgress: Hashable, Sendable, Codable {
    /// The file, by its original's name where it is a refactored copy.
    package var file: FilePath
    /// The refactored copy that was counted; `nil` when it was edited in place.
    package var copy: FilePath?
    /// Migrated sites.
    package var roles: RoleCounts
    /// Migrated sites by the subsystem whose allocator they use, most first.
    package var subsystems: [Share]
    package var patterns: [PatternCount]
    package var sizes: SizeCounts
    package var ready: Int
    package var blocked: Int
    package var undecided: Int

    /// Raw sites that are still to move.
    package var raw: Int { ready + blocked + undecided }
  }

  /// A number of sites that use one allocator.
  package struct Share: Hashable, Sendable, Codable {
    /// `nil` when no rule knows the allocator.
    package var subsystem: String?
    package var allocator: String?
    package var sites: Int
  }

  /// A number of sites of one pattern.
  package struct PatternCount: Hashable, Sendable, Codable {
    package var pattern: RefactoringPattern
    package var sites: Int
  }

  /// One subsystem's part of the migration.
  package struct SubsystemProgress: Hashable, Sendable, Codable {
    package var name: String?
    package var allocator: String?
    package var migrated: Int
    package var raw: Int
    /// The files with a migrated use of its allocator, sorted.
    package var files: [FilePath]
  }

  /// One pattern over the whole project.
  package struct PatternProgress: Hashable, Sendable, Codable {
    package var pattern: RefactoringPattern
    package var sites: Int
    package var example: RefactoringExample?
  }

  /// Files with raw sites of one priority.
  package struct RemainingGroup: Hashable, Sendable, Codable {
    /// `nil` for files whose raw sites belong to no subsystem.
    package var priority: Subsystem.Priority?
    /// Most raw sites first.
    package var files: [RemainingFile]
  }

  /// One file with raw sites that are still to move.
  package struct RemainingFile: Hashable, Sendable, Codable {
    package var file: FilePath
    /// Its lines; `nil` when they were not counted.
    package var lines: Int?
    package var subsystems: [String]
    package var roles: RoleCounts
    package var ready: Int
    package var undecided: Int
    package var blockers: [ReasonCount]

    package var blocked: Int { blockers.reduce(0) { $0 + $1.sites } }
  }

  /// A number of sites that one reason blocks.
  package struct ReasonCount: Hashable, Sendable, Codable {
    package var reason: Blocker.Reason
    package var sites: Int
  }

  /// A number of occurrences in one file.
  package struct FileCount: Hashable, Sendable, Codable {
    package var file: FilePath
    package var occurrences: Int
  }

  /// An assumption and the decisions that rest on it.
  package struct Assumption: Hashable, Sendable, Codable {
    package var name: String
    package var sites: Int
  }

  /// The numbers of an earlier report.
  package struct Base: Hashable, Sendable, Codable {
    package var revision: String
    package var totals: Totals
    package var subsystems: [SubsystemProgress]
    package var sizes: SizeCounts
  }
}
