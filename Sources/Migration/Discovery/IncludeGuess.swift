import SourceModel

/// Guesses include folders where no compile command tells them.
enum IncludeGuess {
  /// The flags with which the tree's `#include`s find their headers, nearest to
  /// the root first. `#include "vm/vm.h"` and a file `src/vm/vm.h` make
  /// `-iquote src`. Folders of bracketed names are searched after the system's,
  /// so that a project's `string.h` does not replace the real one.
  static func flags(root: String, tree: SourceTree) -> [String] {
    let byName = Dictionary(grouping: tree.headers) { $0.lastComponent }
    var quoted: Set<FilePath> = []
    var bracketed: Set<FilePath> = []
    for file in tree.sources + tree.headers {
      guard let bytes = try? FileSystem.read(PathText.join(root, file.string)) else { continue }
      for include in includes(in: bytes) {
        for header in byName[PathText.name(include.name)] ?? [] {
          guard let folder = prefix(of: header, before: include.name) else { continue }
          if !include.isQuoted {
            bracketed.insert(folder)
          } else if folder.string != file.directory {
            quoted.insert(folder)
          }
        }
      }
    }
    return flags("-iquote", quoted, root: root) + flags("-idirafter", bracketed, root: root)
  }

  private static func flags(_ flag: String, _ folders: Set<FilePath>, root: String) -> [String] {
    folders.sorted { (depth($0), $0) < (depth($1), $1) }
      .map { flag + ($0.string.isEmpty ? root : PathText.join(root, $0.string)) }
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

  /// The names in a file's `#include` lines. Reads lines, not tokens: an include
  /// in a comment only makes one folder too many.
  private static func includes(in bytes: [UInt8]) -> [(name: String, isQuoted: Bool)] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var rest = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.first == UInt8(ascii: "#") else { return nil }
      rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.starts(with: "include".utf8) else { return nil }
      rest = rest.dropFirst("include".utf8.count).drop { $0 == 0x20 || $0 == 0x09 }
      guard let open = rest.first, open == UInt8(ascii: "\"") || open == UInt8(ascii: "<") else {
        return nil
      }
      let close = open == UInt8(ascii: "<") ? UInt8(ascii: ">") : open
      let name = rest.dropFirst().prefix { $0 != close }
      return (String(decoding: name, as: UTF8.self), open != UInt8(ascii: "<"))
    }
  }
}
