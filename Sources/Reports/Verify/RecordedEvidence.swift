package import SourceModel

/// What an earlier verification says of one migrated release or resize.
package struct RecordedEvidence: Hashable, Sendable, Codable {
  package var site: SiteIdentity
  package var subsystem: String
  /// The size that was checked; `nil` for none.
  package var size: String?
  package var grade: SizeGrade?
  package var state: VerifyReport.SiteRow.State
  /// The commit that was verified; `nil` outside of a repository.
  package var commit: String?
  /// The test command that was run.
  package var command: String
  /// Digests of the site's file as it was verified: untouched and migrated; none
  /// when that is not known.
  package var contents: [String]

  package init(
    site: SiteIdentity, subsystem: String, size: String?, grade: SizeGrade?,
    state: VerifyReport.SiteRow.State, commit: String?, command: String, contents: [String]
  ) {
    self.site = site
    self.subsystem = subsystem
    self.size = size
    self.grade = grade
    self.state = state
    self.commit = commit
    self.command = command
    self.contents = contents
  }

  /// Whether both say the same of the same edit, by whatever commit or command.
  package func agrees(with other: RecordedEvidence) -> Bool {
    isOfSameEdit(other) && state == other.state
  }

  /// Whether both are about the same size and allocator in the same file's contents.
  package func isOfSameEdit(_ other: RecordedEvidence) -> Bool {
    site == other.site && subsystem == other.subsystem && size == other.size
      && contents == other.contents
  }
}
