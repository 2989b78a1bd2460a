/// What a runtime export wrote, so that a later one can tell its own files from
/// edited ones.
struct RuntimeManifest: Hashable, Sendable {
  /// The manifest's name in the export's directory.
  static let name = ".allocmigrate-runtime"

  /// The digest of each file as it was written, by its path in the directory.
  var digests: [String: String] = [:]

  /// Reads a manifest; lines that make no sense are skipped.
  init(text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { digests[String(parts[1])] = String(parts[0]) }
    }
  }

  /// The manifest of files that are being written.
  init(files: [String: [UInt8]]) {
    digests = files.mapValues(Self.digest)
  }

  /// One line a file, sorted.
  var text: String {
    "# Written by 'allocmigrate runtime', to tell edited files from its own.\n"
      + digests.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }.joined()
  }

  /// The 64-bit FNV-1a hash (Fowler, Noll, Vo 1991), as hexadecimal digits.
  static func digest(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
