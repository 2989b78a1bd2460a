package import Reports
import SourceModel

/// `check`: keeps raw uses from coming back.
package enum Check {
  /// The name of the file in the project's root that holds the baseline.
  package static let fileName = "allocmigrate.baseline"

  /// Compares a project with its baseline.
  ///
  /// - Parameter file: the baseline; `nil` for the one in the project's root.
  package static func run(
    _ scanned: ScannedProgram, file: String?
  ) throws(MigrationError) -> CheckReport {
    let path = path(of: scanned, file)
    guard FileSystem.status(path) != nil else { throw .noBaseline(path) }
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    let baseline: Baseline
    do {
      baseline = try Baseline(text: text)
    } catch {
      switch error {
      case .otherSchema: throw .otherBaseline(path)
      case .badLine(let line): throw .badBaseline(path: path, line: line)
      }
    }
    return CheckReport(
      scanned.program, decisions: scanned.decisions, copies: copies(of: scanned),
      baseline: baseline, changedOriginals: scanned.tree.changedOriginals)
  }

  /// Writes what the project has now as its baseline.
  ///
  /// - Returns: the file's path, and what it lists.
  package static func update(
    _ scanned: ScannedProgram, file: String?
  ) throws(MigrationError) -> (path: String, baseline: Baseline) {
    let path = path(of: scanned, file)
    let baseline = Baseline(
      scanned.program, decisions: scanned.decisions, copies: copies(of: scanned))
    try FileSystem.write(Array(baseline.text.utf8), to: path)
    return (path, baseline)
  }

  private static func copies(of scanned: ScannedProgram) -> RefactoredCopies {
    RefactoredCopies(files: scanned.program.files, known: scanned.tree.copies)
  }

  private static func path(of scanned: ScannedProgram, _ file: String?) -> String {
    file ?? PathText.join(scanned.project.root, fileName)
  }
}
