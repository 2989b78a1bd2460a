import Glibc

/// The directory that the process was started in, to go back to.
///
/// libclang 14 changes to a unit's `-working-directory` and stays there; later
/// ones keep it to themselves. Relative paths that the user gave must mean the
/// same before and after parsing. Kept once for the process: the directory at
/// the start of one parse may be where another one has just gone.
enum WorkingDirectory {
  private static let descriptor = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)

  /// Opens the directory, if that has not been done; before the first parse.
  static func remember() { _ = descriptor }

  /// Goes back; does nothing when the directory could not be opened.
  static func restore() {
    if descriptor >= 0 { _ = fchdir(descriptor) }
  }
}
