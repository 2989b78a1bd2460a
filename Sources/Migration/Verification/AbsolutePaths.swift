/// Where the makefiles of a copy name the project itself, by its absolute path: what has
/// been built there may be linked instead of what the copy's commands build.
enum AbsolutePaths {
  private static let names: Set = ["Makefile", "makefile", "GNUmakefile", "build.ninja"]
  /// What such a line is about where nothing of the program is linked by it: the variables
  /// that automake sets, and its scripts.
  private static let harmless = ["abs_", "/missing", "/install-sh"]

  /// The first such line of each file, as `file:line`, sorted.
  ///
  /// - Parameters:
  ///   - copy: the absolute path of the copy.
  ///   - root: the one of the project.
  static func find(in copy: String, of root: String) -> [String] {
    TreeListing(copy).paths.sorted().compactMap { path in
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      guard names.contains(name) || name.hasSuffix(".mk") else { return nil }
      var number = 0
      var found: Int?
      LogLines.read(PathText.join(copy, path)) { line in
        number += 1
        guard found == nil, line.count > root.utf8.count else { return }
        let text = String(decoding: line.prefix(4096), as: UTF8.self)
        if names(root, text), !text.hasPrefix("#"), !harmless.contains(where: text.contains) {
          found = number
        }
      }
      return found.map { "\(path):\($0)" }
    }
  }

  /// Whether a text has the path or one below it.
  private static func names(_ root: String, _ text: String) -> Bool {
    text.ranges(of: root).contains { range in
      range.upperBound == text.endIndex
        || !(text[range.upperBound].isWordCharacter)
          && text[range.upperBound] != "-"
    }
  }
}

extension Character {
  fileprivate var isWordCharacter: Bool { isLetter || isNumber || self == "_" }
}
