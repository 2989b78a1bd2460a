import SourceModel

/// Tells the refactored copies that `apply` wrote from files that only have such a
/// name.
///
/// The journals know what was written here. A clone has none: there a file is a copy
/// if it includes the target's header, or a copy.
struct CopyPairing {
  private let root: String
  private let header: String?
  private let written: WrittenCopies
  /// The copy of each original.
  private(set) var copies: [FilePath: FilePath] = [:]
  /// Files beside an original that are called as its copy would be, sorted.
  private(set) var namesakes: [FilePath] = []

  /// - Parameters:
  ///   - files: every file of the tree.
  ///   - header: the target's; `nil` when there is none, so that names alone tell.
  init(_ files: Set<FilePath>, root: String, header: String?) {
    self.root = root
    self.header = header
    var candidates: [FilePath: FilePath] = [:]
    for file in files {
      let copy = file.refactored
      if copy != file, files.contains(copy) { candidates[file] = copy }
    }
    written = WrittenCopies(root: root)
    // A file that the rules leave out gets a copy if it includes one that they do not.
    for copy in written.files {
      guard let original = copy.unrefactored, !files.contains(original),
        [original, copy].allSatisfy({ FileSystem.isFile(PathText.join(root, $0.string)) })
      else { continue }
      candidates[original] = copy
    }
    guard let header else {
      copies = candidates
      return
    }
    copies = candidates.filter { written.hold($0.value) }
    var names = [header]
    var rest = candidates.filter { copies[$0.key] == nil }
    let texts = Dictionary(rest.values.map { ($0, contents($0)) }) { first, _ in first }
    while !rest.isEmpty {
      names += copies.values.map(\.lastComponent)
      let more = rest.filter { Self.mentions(names, in: texts[$0.value] ?? nil) }
      if more.isEmpty { break }
      copies.merge(more) { first, _ in first }
      rest = rest.filter { copies[$0.key] == nil }
    }
    namesakes = rest.values.sorted()
  }

  /// The originals that have changed since their copies were made, or since these
  /// were last edited, with the copies.
  ///
  /// - Parameter modified: when each file was last changed.
  func changedOriginals(_ modified: [FilePath: Int]) -> [FilePath: FilePath] {
    copies.filter { original, copy in
      guard let changed = modified[original], let made = modified[copy], changed > made
      else { return false }
      guard let source = written.source(of: copy) else { return true }
      return contents(original).map { Digest($0) } != source
    }
  }

  /// Whether a file has one of some names in it; one that cannot be read may have.
  private static func mentions(_ names: [String], in bytes: [UInt8]?) -> Bool {
    guard let bytes else { return true }
    return names.contains { bytes.contains(Array($0.utf8)) }
  }

  private func contents(_ file: FilePath) -> [UInt8]? {
    try? FileSystem.read(PathText.join(root, file.string))
  }
}
