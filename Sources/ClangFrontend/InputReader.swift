import CLibClang
import SourceModel

/// Finds out what a parsed unit's facts depend on.
struct InputReader {
  private let files: UnitFiles
  private var inputs = UnitInputs()
  private var folders: Set<String>
  private var names: Set<String> = []
  /// The included files as clang joined their names: folder and header.
  private var spelled: [String] = []
  private var isKnown = true

  /// - Parameter folders: those that the arguments name for headers.
  init(files: UnitFiles, folders: [String]) {
    self.files = files
    self.folders = Set(folders.map(files.absolute))
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
    let absolute = files.absolute(String(disposing: clang_getFileName(file)))
    let path = files.path(absolute)
    let file = files.readFile(file, at: path)
    // A file that changed while the unit was read has two contents.
    if inputs.files.updateValue(file.digest, forKey: path) ?? file.digest != file.digest {
      isKnown = false
    }
    if let probes = file.probes { names.formUnion(probes) } else { isKnown = false }
    spelled.append(absolute)
    if let slash = absolute.utf8.lastIndex(of: UInt8(ascii: "/")) {
      folders.insert(String(absolute[..<slash]))
    }
    if let folder = file.architectureFolder { folders.insert(folder) }
  }

  /// Adds the name by which a header was found, for each folder that it may
  /// have been found in.
  private mutating func addName(of path: String) {
    for folder in folders where path.hasPrefix(folder) {
      let name = path.utf8.dropFirst(folder.utf8.count)
      if name.first == UInt8(ascii: "/") { names.insert(String(Substring(name.dropFirst()))) }
    }
  }
}
