/// What the facts of translation units depend on besides the commands: while
/// none of it has changed, reading the units again tells the same.
package struct UnitInputs: Hashable, Sendable, Codable {
  /// Where headers of some names are looked for.
  package struct Search: Hashable, Sendable, Codable {
    /// Absolute folders, sorted.
    package var folders: [String]
    /// The headers' names as they are joined to a folder: `sys/types.h`.
    package var names: Set<String>

    package init(folders: [String], names: Set<String>) {
      self.folders = folders
      self.names = names
    }
  }

  /// Every file that was read, headers of the system included, with what it
  /// held.
  package var files: [FilePath: Digest]
  /// The names that were looked for: a file that appears under one of them can
  /// be read in place of another or of none.
  package var searches: [Search]

  package init(files: [FilePath: Digest] = [:], searches: [Search] = []) {
    self.files = files
    self.searches = searches
  }

  /// The inputs of several units together; `nil` when one of them is not known
  /// or a file has changed between two of them.
  package static func joined(_ units: some Sequence<UnitInputs?>) -> UnitInputs? {
    var files: [FilePath: Digest] = [:]
    var names: [[String]: Set<String>] = [:]
    for unit in units {
      guard let unit else { return nil }
      for (path, digest) in unit.files {
        guard files.updateValue(digest, forKey: path) ?? digest == digest else { return nil }
      }
      for search in unit.searches { names[search.folders, default: []].formUnion(search.names) }
    }
    return UnitInputs(files: files, searches: names.map { Search(folders: $0, names: $1) })
  }
}
