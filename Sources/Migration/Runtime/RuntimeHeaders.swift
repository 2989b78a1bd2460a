import SourceModel

/// The runtime's headers, so that migrated sources parse before the user's build
/// knows where the runtime is. They are not on the disk: nothing is left behind
/// whatever ends the process.
struct RuntimeHeaders {
  /// The folder that they are said to be in, in which no file can be.
  static let folder = "/dev/null/allocmigrate"

  /// Whether the target's header is one of them, and not one that may include them.
  let isTarget: Bool
  /// What they hold, by their absolute names.
  let files: [FilePath: [UInt8]]

  /// Flags that let clang find the headers when nothing else provides them.
  var flags: [String] { ["-idirafter", Self.folder + "/include"] }

  /// - Returns: `nil` when the rules' target does not use the runtime, or the
  ///   runtime is not installed.
  init?(rules: RuleSet) throws(MigrationError) {
    let share = try ShareDirectory.find()
    guard let target = rules.target, let source = share.runtime(for: target) else { return nil }
    isTarget = share.ships(target.header)
    let all = try RuntimeExport.generate(
      from: source, configuration: RuntimeConfiguration(rules: rules))
    let headers = all.filter { $0.key.hasPrefix("include/") }
    files = Dictionary(
      uniqueKeysWithValues: headers.map { (FilePath(PathText.join(Self.folder, $0)), $1) })
  }
}
