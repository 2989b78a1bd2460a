import SourceModel

/// The runtime's headers for one run, so that migrated sources parse before the
/// user's build knows where the runtime is.
final class RuntimeHeaders {
  private let folder: TemporaryDirectory
  /// Whether the target's header is one of them, and not one that may include them.
  let isTarget: Bool
  /// What the headers hold, by their names.
  private(set) var contents: [FilePath: Digest] = [:]

  /// The folder that holds nothing else.
  var path: String { folder.path }

  /// Flags that let clang find the headers when nothing else provides them.
  var flags: [String] { ["-idirafter", folder.path + "/include"] }

  /// - Returns: `nil` when the rules' target does not use the runtime, or the
  ///   runtime is not installed.
  init?(rules: RuleSet) throws(MigrationError) {
    let share = try ShareDirectory.find()
    guard let target = rules.target, let source = share.runtime(for: target) else { return nil }
    isTarget = share.ships(target.header)
    folder = try TemporaryDirectory()
    let files = try RuntimeExport.generate(
      from: source, configuration: RuntimeConfiguration(rules: rules))
    for (name, bytes) in files where name.hasPrefix("include/") {
      let path = PathText.join(folder.path, name)
      try FileSystem.makeDirectory(PathText.parent(path))
      try FileSystem.write(bytes, to: path)
      contents[FilePath(name)] = Digest(bytes)
    }
  }
}
