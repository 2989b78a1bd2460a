import Rewriting
import SourceModel

extension ScannedProgram {
  /// Carries out decisions on the files' bytes.
  func rewritten(
    _ decisions: [Decision], for target: Target, _ reader: SourceReader
  ) throws(MigrationError) -> RewriteResult {
    var result: RewriteResult
    do {
      result = try rewrite(
        program, decisions: decisions, target: target, subsystems: project.rules.subsystems,
        contents: reader.contents)
    } catch {
      throw .defect("\(error)")
    }
    for index in result.decisions.indices {
      let file = decisions[index].site.file
      guard case .migrate = decisions[index].action, reader.changed.contains(file) else { continue }
      result.decisions[index].action = .leave(
        Blocker(.changed, "\(file) has changed since it was parsed; run again"))
    }
    return result
  }
}

/// Reads the bytes of sources for rewriting and notices files that are no longer
/// what was parsed.
final class SourceReader {
  private let scanned: ScannedProgram
  /// Files that were not read because they have changed, in order.
  private(set) var changed: [FilePath] = []

  init(_ scanned: ScannedProgram) { self.scanned = scanned }

  /// The bytes of a file; `nil` when it cannot be read or has changed.
  func contents(_ file: FilePath) -> [UInt8]? {
    let path = PathText.join(scanned.project.root, file.string)
    if let parsed = scanned.modified[file], FileSystem.status(path)?.modified != parsed {
      changed.append(file)
      return nil
    }
    return try? FileSystem.read(path)
  }
}
