import SourceModel

/// What a runtime export wrote, so that a later one can tell its own files from
/// edited ones.
struct RuntimeManifest: Hashable, Sendable {
  /// The manifest's name in the export's directory.
  static let name = ".allocmigrate-runtime"

  /// The digests of what each file may hold, by its path in the directory.
  private(set) var digests: [String: Set<String>] = [:]

  /// Reads a manifest; lines that make no sense are skipped.
  init(text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { digests[String(parts[1]), default: []].insert(String(parts[0])) }
    }
  }

  /// The manifest of files that are being written.
  init(files: [String: [UInt8]]) {
    digests = files.mapValues { [Digest($0).text] }
  }

  /// What is there while one export replaces another: an interrupted one can be
  /// told from edits, too.
  func union(_ other: Self) -> Self {
    var both = self
    both.digests.merge(other.digests) { $0.union($1) }
    return both
  }

  /// Whether an export wrote these bytes to this path.
  func wrote(_ bytes: [UInt8], to name: String) -> Bool {
    digests[name]?.contains(Digest(bytes).text) ?? false
  }

  /// One line a file and digest, sorted.
  var text: String {
    "# Written by 'allocmigrate runtime', to tell edited files from its own.\n"
      + digests.sorted { $0.key < $1.key }.flatMap { name, digests in
        digests.sorted().map { "\($0) \(name)\n" }
      }.joined()
  }
}
