/// `revert`: brings back what files held before the last `apply`.
package enum Revert {
  /// Takes back the newest apply, or all.
  ///
  /// - Parameters:
  ///   - directory: the project or a folder of it, as for `apply`.
  ///   - force: also restore files that were changed by hand since.
  package static func run(
    directory: String, configuration: String?, all: Bool, force: Bool
  ) throws(MigrationError) -> RevertReport {
    let location = try ProjectLocation.find(directory: directory, configuration: configuration)
    return try run(root: location.root, all: all, force: force)
  }

  /// The same for the project at a root.
  @discardableResult
  static func run(
    root: String, all: Bool = false, force: Bool = false
  ) throws(MigrationError) -> RevertReport {
    do {
      return try Reverter(root: ProjectRoot(root)).revert(all: all, force: force)
    } catch {
      throw .writing(error)
    }
  }
}
