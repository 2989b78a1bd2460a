import Reports
import SourceModel

/// Finds the site that the runtime means by a place in a migrated tree.
///
/// The runtime names a file as the compiler was given it, which may be relative
/// to any directory, and the line of the outermost macro's expansion: of a call
/// of several lines gcc gives the first and clang the last.
struct SiteIndex {
  /// One site as it was decided, with where it is in the migrated tree.
  struct Entry {
    var site: Site
    var decision: Decision
    /// What it has become in the migrated file.
    var use: MigratedUse
    /// Where a macro with it in its body is used, in the migrated tree.
    var expansions: [SourceLocation]
  }

  let entries: [Entry]
  /// Indices of entries by file and line.
  private var byLine: [FilePath: [Int: [Int]]] = [:]
  private let files: ProjectFiles

  init(_ entries: [Entry], files: ProjectFiles) {
    self.entries = entries
    self.files = files
    for (index, entry) in entries.enumerated() {
      for line in entry.use.location.line...entry.use.lastLine {
        byLine[entry.site.location.file, default: [:]][line, default: []].append(index)
      }
      for place in entry.expansions {
        byLine[place.file, default: [:]][place.line, default: []].append(index)
      }
    }
  }

  /// The file that a place is in; `nil` when it is none of the project's, or
  /// several have a name like this and none has a site there.
  func file(of place: RuntimeLog.Place) -> FilePath? {
    let candidates = files.matching(place.file)
    if candidates.count == 1 { return candidates.first }
    return candidates.first { byLine[$0]?[place.line] != nil }
  }

  /// The indices of the sites at a place: one, or several that it does not tell
  /// apart, such as those in one macro's body.
  func sites(at place: RuntimeLog.Place) -> [Int] {
    guard let file = file(of: place), let found = byLine[file]?[place.line] else { return [] }
    let unique = Array(Set(found)).sorted()
    if unique.count == 1 { return unique }
    let same = unique.filter { entries[$0].use.arguments.contains(place.text) }
    return same.isEmpty ? unique : same
  }
}

/// The project's files, found by any path that ends like theirs.
struct ProjectFiles {
  private let root: String
  private var byName: [String: [FilePath]] = [:]

  /// - Parameter root: where the tree was built, absolute and canonical.
  init(_ files: [FilePath], root: String) {
    self.root = root
    for file in files { byName[file.lastComponent, default: []].append(file) }
  }

  /// The files that a compiler may have meant by a path.
  func matching(_ path: String) -> [FilePath] {
    let clean = PathText.normalized(path)
    if let inside = PathText.relative(clean, to: root) {
      return (byName[PathText.name(inside)] ?? []).filter { $0.string == inside }
    }
    guard !clean.hasPrefix("/") else { return [] }
    let parts = clean.split(separator: "/").drop { $0 == ".." }
    let candidates = byName[parts.last.map(String.init) ?? ""] ?? []
    return candidates.filter { file in
      file.string.split(separator: "/").suffix(parts.count).elementsEqual(parts)
    }
  }
}
