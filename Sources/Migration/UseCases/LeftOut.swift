package import SourceModel

/// Why the sites of a file do not count.
package enum LeftOut: Sendable {
  case outsideOfProject
  /// By `exclude` in the rules.
  case excluded
  /// Not among the configuration's `sources`.
  case notAmongSources
  case outsideOfFolder
  /// Not of the wanted program alone.
  case ofOtherPrograms
  /// In a folder of builds, of the exported runtime or with a hidden name, and not named
  /// by a compile command.
  case generated
}

extension ScannedProgram {
  /// Why a file's sites do not count; `nil` if they do.
  package func leftOut(_ file: FilePath) -> LeftOut? {
    if program.files.contains(file) { return nil }
    guard file.isInProject else { return .outsideOfProject }
    let original = tree.originals[file] ?? file
    if project.isExcluded(original) || project.isExcluded(file) { return .excluded }
    if project.sources?.contains(original.string) == false { return .notAmongSources }
    if !project.location.contains(original) { return .outsideOfFolder }
    return project.isWanted(original) ? .generated : .ofOtherPrograms
  }
}
