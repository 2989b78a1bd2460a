import Reports
import Rewriting
import SourceModel
import Synchronization

/// What migrated files were before: the originals of copies, and the journal's of files
/// that were edited in place.
final class OriginalSources: Sendable {
  private struct File: Sendable {
    var uses: OriginalUses
    /// The line that each line of the original has become, both counted from 1.
    var lines: LineCorrespondence
  }

  private let scanned: ScannedProgram
  private let functions: [String: FamilyFunction]
  private let files = Mutex<[FilePath: File?]>([:])

  init(_ scanned: ScannedProgram) {
    self.scanned = scanned
    functions = Dictionary(scanned.project.rules.families.map { ($0.name, $0) }) { $1 }
  }

  /// What a migrated use was, as C text; `nil` when it cannot be told for sure.
  func text(of use: MigratedUse, kind: TemplateKind, role: Role) -> String? {
    let path = use.location.file
    let file = files.withLock { files in
      files[path]
        ?? {
          let file = read(path)
          files[path] = .some(file)
          return file
        }()
    }
    return file?.uses.text(of: use, kind: kind, role: role) { line in
      file?.lines.newLine(ofOld: line) == use.location.line
    }
  }

  private func read(_ path: FilePath) -> File? {
    let root = scanned.project.root
    guard let new = try? FileSystem.read(PathText.join(root, path.string)),
      let old = original(of: path)
    else { return nil }
    func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
      bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }
    return File(
      uses: OriginalUses(old, functions: functions),
      lines: LineCorrespondence(old: lines(old), new: lines(new)))
  }

  private func original(of path: FilePath) -> [UInt8]? {
    let root = scanned.project.root
    guard let original = scanned.tree.originals[path] else {
      return (try? ProjectRoot(root)).flatMap { JournalStore.oldest(path, in: $0) }
    }
    guard scanned.tree.changedOriginals[original] == nil else { return nil }
    return try? FileSystem.read(PathText.join(root, original.string))
  }
}
