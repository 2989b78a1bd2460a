import SourceModel

/// Where a build names refactored copies, and the same files with the originals'
/// names.
///
/// Build files are read as text: a whole file name that is a copy's is sure,
/// every other mention of the word is not.
struct BuildReferences {
  /// The build files that change.
  var changes: [FileChange] = []
  /// Mentions that nobody can be sure of, as `file:line: …`.
  var uncertain: [String] = []

  private static let names: Set<String> = [
    "CMakeLists.txt", "Makefile", "makefile", "GNUmakefile", "Makefile.am", "Makefile.in",
    "meson.build", "BUILD", "BUILD.bazel", "compile_commands.json", "SConstruct", "build.zig",
  ]
  private static let suffixes: Set<String> = ["cmake", "mk", "mak", "am", "ninja", "pro", "gyp"]
  private static let word = Array("_refactored".utf8)

  /// Searches the project outside of its build folders, and its compile database.
  static func find(_ scanned: ScannedProgram) -> BuildReferences {
    var references = BuildReferences()
    let root = scanned.project.root
    let stems = Set(scanned.tree.copies.values.map { stem(Array($0.lastComponent.utf8)) })
    let skipped = Set(scanned.tree.buildFolders + scanned.tree.runtimeFolders)
    var folders = [""]
    while let folder = folders.popLast() {
      for name in (try? FileSystem.names(in: PathText.join(root, folder))) ?? [] {
        let path = FilePath(folder.isEmpty ? name : "\(folder)/\(name)")
        let full = PathText.join(root, path.string)
        switch FileSystem.status(full, followsLinks: false)?.kind {
        case .directory where !name.hasPrefix(".") && !skipped.contains(path):
          folders.append(path.string)
        case .file where names.contains(name) || suffixes.contains(PathText.suffix(name)):
          references.read(path, full: full, stems: stems)
        default: break
        }
      }
    }
    if case .database(let database, _) = scanned.commands.origin,
      let relative = PathText.relative(database, to: root)
    {
      references.read(FilePath(relative), full: database, stems: stems)
    }
    references.changes.sort { $0.path < $1.path }
    return references
  }

  /// `foo_refactored` of `foo_refactored.c`.
  private static func stem(_ name: [UInt8]) -> [UInt8] {
    Array(name.lastIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? name[...])
  }

  private mutating func read(_ path: FilePath, full: String, stems: Set<[UInt8]>) {
    guard !changes.contains(where: { $0.path == path }), let bytes = try? FileSystem.read(full)
    else { return }
    var result: [UInt8] = []
    var rest = bytes[...]
    while let start = Self.firstWord(in: rest) {
      let end = start + Self.word.count
      var lower = start
      while lower > bytes.startIndex, Self.isNamePart(bytes[lower - 1]) { lower -= 1 }
      let isWhole = end < bytes.endIndex && bytes[end] == UInt8(ascii: ".")
      guard isWhole, stems.contains(Array(bytes[lower..<end])) else {
        let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
        uncertain.append(
          "\(path):\(line): '_refactored' is not the end of a copy's name here; name the originals "
            + "in this file by hand")
        return
      }
      result += rest[..<start]
      rest = bytes[end...]
    }
    guard rest.startIndex > 0 else { return }
    result += rest
    changes.append(FileChange(path: path, bytes: result, source: path, original: bytes))
  }

  private static func firstWord(in bytes: ArraySlice<UInt8>) -> Int? {
    var start = bytes.startIndex
    while start + word.count <= bytes.endIndex {
      guard let found = bytes[start...].firstIndex(of: word[0]) else { return nil }
      if bytes[found...].starts(with: word) { return found }
      start = found + 1
    }
    return nil
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
