package import Reports
import Rewriting
import SourceModel

/// `finalize`: puts refactored copies in the places of their originals.
package enum Finalize {
  /// Puts the copies in place, or says what would be done.
  ///
  /// All of it is one step that `revert` takes back. The result is read again;
  /// when clang has something new to say, it is taken back at once.
  package static func run(
    _ scanned: ScannedProgram, request: ScanRequest, isPreview: Bool
  ) throws(MigrationError) -> FinalizeReport {
    let root = scanned.project.root
    let copies = scanned.tree.copies
    guard !copies.isEmpty else { throw .nothingToFinalize(root: root) }
    let contents: (FilePath) -> [UInt8]? = {
      try? FileSystem.read(PathText.join(root, $0.string))
    }
    let tree = finalizedTree(
      copies: copies, includes: scanned.program.includes, contents: contents)
    let references = BuildReferences.find(scanned)
    let reasons =
      staleCopies(scanned) + tree.diagnostics.map(\.message) + references.uncertain
    guard reasons.isEmpty else { throw .cannotFinalize(reasons) }
    let changes = try changes(tree, contents: contents) + references.changes
    let refused = try FileWriter.refused(changes, root: root)
    guard refused.isEmpty else { throw .cannotFinalize(refused.map(\.description)) }
    var report = FinalizeReport(
      copies: copies.sorted { $0.key < $1.key }.map { .init(original: $0.key, copy: $0.value) },
      includers: tree.files.map(\.path).filter { copies[$0] == nil },
      buildFiles: references.changes.map(\.path), isPreview: isPreview)
    if isPreview { return report }
    let written = try FileWriter.write(changes, root: root)
    let left = Set(written.skipped.map(\.path))
    report.copies.removeAll { left.contains($0.original) }
    report.includers.removeAll(where: left.contains)
    report.buildFiles.removeAll(where: left.contains)
    report.unwritten = written.skipped.map {
      .init(file: $0.path, reason: $0.description)
    }
    var request = request
    request.decides = false
    let after = try ScannedProgram.scan(request, progress: { _, _ in })
    let problems = StaticCheck.newDiagnostics(before: scanned, after: after)
    guard problems.isEmpty || !report.unwritten.isEmpty else {
      try Revert.run(root: root)
      throw .cannotFinalize(problems.map(StaticCheck.line))
    }
    return report
  }

  /// Originals that have changed since their copies were made.
  private static func staleCopies(_ scanned: ScannedProgram) -> [String] {
    scanned.tree.changedOriginals.sorted { $0.key < $1.key }.map(FinalizeReport.changed)
  }

  private static func changes(
    _ tree: FinalizedTree, contents: (FilePath) -> [UInt8]?
  ) throws(MigrationError) -> [FileChange] {
    var changes: [FileChange] = []
    for file in tree.files {
      guard let original = contents(file.path) else {
        throw .unreadable(path: file.path.string, reason: "it has gone")
      }
      changes.append(
        FileChange(path: file.path, bytes: file.bytes, source: file.path, original: original))
    }
    // A copy goes only when its original has its contents.
    for file in tree.files where file.source != file.path {
      changes.append(
        FileChange(
          removing: file.source, original: contents(file.source) ?? [], requires: [file.path]))
    }
    return changes
  }
}
