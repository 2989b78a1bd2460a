/// The macros that a unit expands, be it in another one's expansion.
final class ExpandedMacros {
  private let files: UnitFiles
  /// By the files that define them.
  private lazy var found = find()

  init(_ files: UnitFiles) {
    self.files = files
  }

  func contains(_ definition: (file: Int, macro: Int)) -> Bool {
    found[definition.file]?.contains(definition.macro) ?? false
  }

  private func find() -> [Int: Set<Int>] {
    var found: [Int: Set<Int>] = [:]
    for expansion in files.files.flatMap(\.expansions.values) {
      guard let place = files.definition(of: expansion),
        let macro = files.macro(at: place.nameOffset, in: place.file),
        found[place.file]?.contains(macro) != true
      else { continue }
      for next in files.macrosNamed(by: macro, in: place.file).macros {
        found[next.file, default: []].insert(next.macro)
      }
    }
    return found
  }
}
