import SourceModel

/// Guesses include folders where no compile command tells them.
enum IncludeGuess {
  /// The folders below which the tree's `#include`s find their headers, nearest
  /// to the root first. `#include "vm/vm.h"` and a file `src/vm/vm.h` make `src`.
  static func folders(root: String, tree: SourceTree) -> [FilePath] {
    let byName = Dictionary(grouping: tree.headers) { $0.lastComponent }
    var found: Set<FilePath> = []
    for file in tree.sources + tree.headers {
      guard let bytes = try? FileSystem.read(PathText.join(root, file.string)) else { continue }
      for name in includedNames(in: bytes) {
        for header in byName[PathText.name(name)] ?? [] {
          if let folder = prefix(of: header, before: name), folder != FilePath(file.directory) {
            found.insert(folder)
          }
        }
      }
    }
    return found.sorted { (depth($0), $0) < (depth($1), $1) }
  }

  private static func prefix(of header: FilePath, before name: String) -> FilePath? {
    let wanted = PathText.normalized(name)
    if header.string == wanted { return FilePath("") }
    guard header.string.hasSuffix("/" + wanted) else { return nil }
    return FilePath(String(header.string.dropLast(wanted.count + 1)))
  }

  private static func depth(_ path: FilePath) -> Int {
    path.string.isEmpty ? 0 : path.string.split(separator: "/").count
  }

  /// The names in a file's `#include` lines, however they are bracketed. Reads
  /// lines, not tokens: a commented-out include only makes one folder too many.
  static func includedNames(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var rest = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.first == UInt8(ascii: "#") else { return nil }
      rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.starts(with: "include".utf8) else { return nil }
      rest = rest.dropFirst("include".utf8.count).drop { $0 == 0x20 || $0 == 0x09 }
      guard let open = rest.first, open == UInt8(ascii: "\"") || open == UInt8(ascii: "<") else {
        return nil
      }
      let close = UInt8(ascii: open == UInt8(ascii: "<") ? ">" : "\"")
      let name = rest.dropFirst().prefix { $0 != close }
      return String(decoding: name, as: UTF8.self)
    }
  }
}
