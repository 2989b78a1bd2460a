package import Reports
import Rewriting
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
    let evidence = try EvidenceFile(root: root)
    var before: ProgressReport?
    if let base {
      let revision = try GitRevision.checkOut(base, root: root)
      let scan = try ScannedProgram.scan(
        scanned, in: revision.root, request: request, progress: progress)
      before = ProgressReport(input(scan, tool: tool, root: root, revision: revision.abbreviated))
    }
    var report = ProgressReport(
      input(scanned, tool: tool, root: root, revision: GitRevision.current(root: root)),
      base: before)
    (report.evidence, report.staleEvidence) = divided(evidence.entries, scanned)
    return report
  }

  /// The evidence of files that are as they were verified, and of those that are not
  /// any more; none of files that are gone.
  ///
  /// Verified was what `finalize` makes of a refactored copy.
  private static func divided(
    _ evidence: [RecordedEvidence], _ scanned: ScannedProgram
  ) -> (current: [RecordedEvidence], stale: [RecordedEvidence]) {
    let contents: (FilePath) -> [UInt8]? = {
      try? FileSystem.read(PathText.join(scanned.project.root, $0.string))
    }
    let final = finalizedTree(
      copies: scanned.tree.copies, includes: scanned.program.includes, contents: contents)
    let finalized = Dictionary(final.files.map { ($0.path, $0.bytes) }) { first, _ in first }
    let known = Set(scanned.program.files).union(scanned.tree.copies.keys)
    var digests: [FilePath: String] = [:]
    for file in Set(evidence.map(\.site.file)).intersection(known) {
      digests[file] = (finalized[file] ?? contents(file)).map { Digest($0).text }
    }
    let present = evidence.filter { known.contains($0.site.file) }
    func isCurrent(_ entry: RecordedEvidence) -> Bool {
      digests[entry.site.file].map(entry.contents.contains) ?? false
    }
    return (present.filter(isCurrent), present.filter { !isCurrent($0) })
  }

  private static func input(
    _ scanned: ScannedProgram, tool: ToolDescription, root: String, revision: String?
  ) -> ProgressInput {
    ProgressInput(
      tool: tool, project: PathText.name(root), program: scanned.program,
      decisions: scanned.decisions, rules: scanned.project.rules, lineCounts: lineCounts(scanned),
      revision: revision, copies: scanned.tree.copies, before: OriginalSources(scanned).text)
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
