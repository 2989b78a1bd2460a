package import SourceModel

/// A file after its edits.
package struct RewrittenFile: Sendable {
  package var path: FilePath
  package var original: [UInt8]
  package var rewritten: [UInt8]
  /// The sites that were rewritten in it.
  package var sites: [SiteIdentity]
}

/// What rewriting made of a program.
package struct RewriteResult: Sendable {
  /// Files with at least one edit, sorted by path.
  package var files: [RewrittenFile]
  /// The decisions, those that could not be carried out turned into `leave`.
  package var decisions: [Decision]
}

/// Carries out the decisions on the files' bytes.
///
/// - Parameter contents: the bytes that a file had when it was parsed; `nil`
///   when it cannot be read.
package func rewrite(
  _ program: ProgramFacts, decisions: [Decision], target: Target,
  contents: (FilePath) -> [UInt8]?
) -> RewriteResult {
  RewriteResult(files: [], decisions: decisions)
}
