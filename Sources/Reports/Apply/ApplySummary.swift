package import SourceModel

/// What `apply` did, or would do.
package struct ApplySummary: Hashable, Sendable, Codable {
  /// What became of the edits.
  package enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing was written: a dry run, or a patch that was printed.
    case preview
    /// Refactored copies were written beside the originals.
    case copies
    /// The files themselves were edited.
    case inPlace = "in-place"
  }

  package var mode: Mode
  /// The files with edits, most edits first.
  package var files: [FileRow]
  package var sizes: Sizes
  /// Sites that should move but cannot yet, most frequent reason first.
  package var blocked: [ReasonGroup]
  /// Sites that are to stay: foreign memory, and what filters leave out.
  package var staying: [ReasonGroup]
  /// Files that should have been written and were not.
  package var unwritten: [UnwrittenFile]
  /// What was decided for each site that is counted, in source order.
  package var sites: [SiteRow]

  /// One site: its edit, or why it has none.
  package struct SiteRow: Hashable, Sendable, Codable {
    /// Where it stands in the sources as they were read.
    package var location: SourceLocation
    package var function: FamilyFunction
    package var decision: Decision

    package init(_ site: Site, _ decision: Decision) {
      location = site.location
      function = site.function
      self.decision = decision
    }
  }

  /// The edits of one file.
  package struct FileRow: Hashable, Sendable, Codable {
    package var file: FilePath
    /// Where the result went; in a preview, where it would go.
    package var destination: FilePath
    package var edits: Int
    package var roles: RoleCounts
  }

  /// How the edited releases and resizes get their sizes.
  package struct Sizes: Hashable, Sendable, Codable {
    /// Written, proven.
    package var proven = 0
    /// Written, resting on a named assumption.
    package var inferred = 0
    /// The form for strings, which measures them.
    package var string = 0
    /// Without a size, because none is known or none can be written there.
    package var unsized = 0
    /// Without a size, because the one that was inferred is not accepted.
    package var belowGrade = 0
    /// Callbacks, which have no place for a size.
    package var callback = 0

    package init() {}

    package var total: Int { proven + inferred + string + unsized + belowGrade + callback }
  }

  /// One file with edits and where they go.
  package struct EditedFile: Hashable, Sendable, Codable {
    package var file: FilePath
    package var destination: FilePath

    package init(file: FilePath, destination: FilePath) {
      self.file = file
      self.destination = destination
    }
  }

  /// A file that should have been written and was not.
  package struct UnwrittenFile: Hashable, Sendable, Codable {
    package var file: FilePath
    /// Why, and what to do.
    package var reason: String

    package init(file: FilePath, reason: String) {
      self.file = file
      self.reason = reason
    }
  }

  /// All edits.
  package var edits: Int { files.reduce(0) { $0 + $1.edits } }
}
