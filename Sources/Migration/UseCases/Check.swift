package import Reports
import SourceModel

/// `check`: keeps raw sites from coming back.
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
      throw .badBaseline(path: path, line: error.number)
    }
    return CheckReport(
      sites: scanned.program.sites, decisions: scanned.decisions, baseline: baseline)
  }

  /// Writes what the project has now as its baseline.
  ///
  /// - Returns: the file's path, and how many sites it lists.
  package static func update(
    _ scanned: ScannedProgram, file: String?
  ) throws(MigrationError) -> (path: String, sites: Int) {
    let path = path(of: scanned, file)
    let baseline = Baseline(sites: scanned.program.sites, decisions: scanned.decisions)
    try FileSystem.write(Array(baseline.text.utf8), to: path)
    return (path, baseline.entries.count)
  }

  private static func path(of scanned: ScannedProgram, _ file: String?) -> String {
    file ?? PathText.join(scanned.project.root, fileName)
  }
}
