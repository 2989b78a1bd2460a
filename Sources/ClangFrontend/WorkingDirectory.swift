import Glibc

/// The directory that the process was in, to go back to.
///
/// libclang 14 changes to a unit's `-working-directory` and stays there; later
/// ones keep it to themselves. Relative paths that the user gave must mean the
/// same before and after parsing.
struct WorkingDirectory: ~Copyable {
  private let descriptor = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)

  /// Goes back; does nothing when the directory could not be opened.
  consuming func restore() {
    if descriptor >= 0 { _ = fchdir(descriptor) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
