package import Reports
import SourceModel

/// `report`: how far the migration of a project has come.
package enum Progress {
  /// The report on a project's sources as they are on the disk.
  ///
  /// - Parameters:
  ///   - base: the revision to compare with, if any; it is scanned too, with the
  ///     rules of today.
  ///   - progress: called with the units done and all units of each scan.
  package static func report(
    _ scanned: ScannedProgram, request: ScanRequest, base: String?, version: String,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(MigrationError) -> ProgressReport {
    let tool = ToolDescription(version: version)
    let root = scanned.project.root
    let files = Set(scanned.program.files).union(scanned.tree.copies.keys)
    let evidence = try EvidenceFile(root: root).entries.filter { files.contains($0.site.file) }
    guard let base else {
      var report = ProgressReport(
        input(scanned, tool: tool, root: root, revision: GitRevision.current(root: root)))
      report.evidence = evidence
      return report
    }
    let revision = try GitRevision.checkOut(base, root: root)
    let before = try ScannedProgram.scan(
      scanned, in: revision.root, request: request, progress: progress)
    var report = ProgressReport(
      input(scanned, tool: tool, root: root, revision: GitRevision.current(root: root)),
      base: ProgressReport(
        input(before, tool: tool, root: root, revision: revision.abbreviated)))
    report.evidence = evidence
    return report
  }

  private static func input(
    _ scanned: ScannedProgram, tool: ToolDescription, root: String, revision: String?
  ) -> ProgressInput {
    var program = scanned.program
    // The report tells copies by their originals' presence.
    program.files = Set(program.files + scanned.tree.copies.keys).sorted()
    return ProgressInput(
      tool: tool, project: PathText.name(root), program: program, decisions: scanned.decisions,
      rules: scanned.project.rules, lineCounts: lineCounts(scanned), revision: revision)
  }

  private static func lineCounts(_ scanned: ScannedProgram) -> [FilePath: Int] {
    var counts: [FilePath: Int] = [:]
    for file in scanned.program.files {
      let path = PathText.join(scanned.project.root, file.string)
      guard let bytes = try? FileSystem.read(path) else { continue }
      let ends = bytes.count { $0 == UInt8(ascii: "\n") }
      counts[file] = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? ends : ends + 1
    }
    return counts
  }
}
