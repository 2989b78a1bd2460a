import Reports
import SourceModel

/// Which lines of the untouched, the migrated and the user's own tree belong
/// together.
struct LineMap {
  /// For each file that differs, from untouched to migrated lines and back.
  private var pairs: [FilePath: (to: LineCorrespondence, from: LineCorrespondence)] = [:]
  private let copies: [FilePath: FilePath]
  /// Whether the user's tree is the untouched one.
  private let userIsUntouched: Bool

  init(_ trees: VerifyTrees) {
    copies = trees.copies
    userIsUntouched = trees.subject != .present
    guard trees.before != nil else { return }
    for file in Set(trees.after.program.migrated.map(\.location.file)) {
      guard let old = Self.lines(of: file, below: trees.stage.untouched),
        let new = Self.lines(of: file, below: trees.stage.migrated), old != new
      else { continue }
      pairs[file] = (
        LineCorrespondence(old: old, new: new), LineCorrespondence(old: new, new: old)
      )
    }
  }

  private static func lines(of file: FilePath, below root: String) -> [ArraySlice<UInt8>]? {
    FileSystem.lines(of: PathText.join(root, file.string))
  }

  /// The line of the migrated tree that an untouched one has become.
  func migrated(_ line: Int, in file: FilePath) -> Int {
    pairs[file]?.to.newLine(ofOld: line) ?? line
  }

  /// The user's place for a line of the migrated tree.
  func ofUser(migratedLine line: Int, in file: FilePath) -> VerifyReport.Place {
    if userIsUntouched {
      return .init(file: file, line: pairs[file]?.from.newLine(ofOld: line) ?? line)
    }
    return .init(file: copies[file] ?? file, line: line)
  }

  /// The user's place for a place of the untouched tree.
  func ofUser(_ place: SourceLocation) -> VerifyReport.Place {
    if userIsUntouched { return .init(file: place.file, line: place.line, column: place.column) }
    return .init(file: copies[place.file] ?? place.file, line: migrated(place.line, in: place.file))
  }

  /// The user's place for a site.
  func ofUser(_ entry: SiteIndex.Entry) -> VerifyReport.Place {
    if userIsUntouched { return ofUser(entry.site.location) }
    let use = entry.use.location
    return .init(file: copies[use.file] ?? use.file, line: use.line, column: use.column)
  }
}
