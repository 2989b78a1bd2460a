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
    do {
      return try Reverter(root: ProjectRoot(location.root)).revert(all: all, force: force)
    } catch {
      throw .writing(error)
    }
  }
}
