import CLibClang
import Glibc
import SourceModel

/// Finds out what a parsed unit's facts depend on.
struct InputReader {
  private let files: UnitFiles
  /// The compile command's working directory, which relative names start at.
  private let directory: String
  private var inputs = UnitInputs()
  private var folders: Set<String>
  private var names: Set<String> = []
  /// The included files as clang joined their names: folder and header.
  private var spelled: [String] = []
  private var isKnown = true

  /// - Parameter folders: those that the arguments name for headers.
  init(files: UnitFiles, directory: String, folders: [String]) {
    self.files = files
    self.directory = directory
    self.folders = Set(folders.map { $0.hasPrefix("/") ? $0 : directory + "/" + $0 })
    self.folders.formUnion(Self.systemFolders)
  }

  /// Where clang looks for headers without being told, as far as headers that
  /// are installed later would go there.
  private static let systemFolders = ["/usr/local/include", "/usr/include"]

  /// - Parameter missingHeaders: names that were not found.
  /// - Returns: `nil` when they cannot be told.
  consuming func read(missingHeaders: [String]) -> UnitInputs? {
    withUnsafeMutablePointer(to: &self) { reader in
      clang_getInclusions(
        files.unit.raw,
        { file, _, _, data in
          guard let file, let data else { return }
          data.assumingMemoryBound(to: InputReader.self).pointee.read(file)
        }, reader)
    }
    guard isKnown else { return nil }
    names.formUnion(missingHeaders)
    for name in spelled { addName(of: name) }
    inputs.searches = [UnitInputs.Search(folders: folders.sorted(), names: names)]
    return inputs
  }

  private mutating func read(_ file: CXFile) {
    let name = String(disposing: clang_getFileName(file))
    let absolute = name.hasPrefix("/") ? name : directory + "/" + name
    let path = files.path(absolute)
    let contents = UnsafeRawBufferPointer(files.unit.contents(of: file))
    let digest = Digest(contents)
    // A file that changed while the unit was read has two contents.
    if inputs.files.updateValue(digest, forKey: path) ?? digest != digest { isKnown = false }
    spelled.append(absolute)
    if let slash = absolute.utf8.lastIndex(of: UInt8(ascii: "/")) {
      folders.insert(String(absolute[..<slash]))
    }
    if path.string.hasPrefix("/usr/include/"), let folder = Self.architectureFolder(path.string) {
      folders.insert(folder)
    }
    if contents.contains("#embed") { isKnown = false }
    if contents.contains("__has_include") { probe(files.lexed(file, at: path)) }
  }

  /// Debian's folder for the headers of one architecture:
  /// `/usr/include/x86_64-linux-gnu`.
  private static func architectureFolder(_ path: String) -> String? {
    let name = path.split(separator: "/", maxSplits: 3)[2]
    return name.contains("-linux-") ? "/usr/include/" + name : nil
  }

  /// Adds the name by which a header was found, for each folder that it may
  /// have been found in.
  private mutating func addName(of path: String) {
    for folder in folders where path.hasPrefix(folder) {
      let name = path.utf8.dropFirst(folder.utf8.count)
      if name.first == UInt8(ascii: "/") { names.insert(String(Substring(name.dropFirst()))) }
    }
  }

  // MARK: Probes

  /// Adds the names that `__has_include` asks for.
  private mutating func probe(_ file: LexedFile) {
    for index in file.tokens.indices.dropLast(2) {
      let token = file.tokens[index]
      guard token.kind == .identifier, file.isSpelled(file.tokens[index + 1], "("),
        ["__has_include", "__has_include_next"].contains(file.identifier(token))
      else { continue }
      if let name = Self.headerName(at: index + 2, in: file) {
        names.insert(name)
      } else {
        isKnown = false
      }
    }
  }

  /// The name in quotes or brackets that starts at a token; `nil` when it is a
  /// macro's to tell.
  private static func headerName(at index: Int, in file: LexedFile) -> String? {
    let text = file.text(file.tokens[index])
    if text.hasPrefix("\"") { return String(text.dropFirst().dropLast()) }
    guard text == "<",
      let end = file.tokens[index...].firstIndex(where: { file.isSpelled($0, ">") })
    else { return nil }
    return file.tokens[(index + 1)..<end].map { file.text($0) }.joined()
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func contains(_ word: StaticString) -> Bool {
    let first = Int32(word.utf8Start.pointee)
    let size = word.utf8CodeUnitCount
    var rest = self[...]
    while rest.count >= size, let start = rest.base.baseAddress?.advanced(by: rest.startIndex),
      let hit = memchr(start, first, rest.count - size + 1)
    {
      if memcmp(hit, word.utf8Start, size) == 0 { return true }
      rest = rest.dropFirst(UnsafeRawPointer(hit) - start + 1)
    }
    return false
  }
}
