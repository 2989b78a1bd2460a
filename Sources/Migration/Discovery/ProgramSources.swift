import SourceModel

/// The sources of one program of a tree that has several.
///
/// The code that is its own runs in it alone, so all that can reach it is seen without
/// the other programs. What is shared runs in those, too: it is read for the
/// flow of memory and stays as it is.
struct ProgramSources: Sendable {
  private let own: PathSet
  private let others: PathSet

  /// - Parameter programs: folders and globs of each program's sources.
  init(
    _ name: String, of programs: [String: [String]], configuration: String?
  ) throws(MigrationError) {
    guard let patterns = programs[name] else {
      throw .unknownProgram(
        name, known: programs.keys.sorted(), configuration: configuration)
    }
    own = PathSet(patterns)
    others = PathSet(programs.filter { $0.key != name }.flatMap(\.value))
  }

  /// Whether a file is of this program and of no other.
  func owns(_ file: FilePath) -> Bool {
    own.contains(file.string) && !others.contains(file.string)
  }

  /// Whether a file is of other programs and not of this one.
  func isOfOthers(_ file: FilePath) -> Bool {
    others.contains(file.string) && !own.contains(file.string)
  }
}
