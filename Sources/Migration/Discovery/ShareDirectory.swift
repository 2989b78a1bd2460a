import Glibc
import SourceModel

/// Where the tool's own rule packs and runtime sources are.
package struct ShareDirectory: Hashable, Sendable {
  /// The absolute path of the folder that holds the rule packs.
  package var rules: String
  /// The absolute path of the runtime's sources; `nil` when they are missing.
  package var runtime: String?

  /// Finds the folder: `ALLOCMIGRATE_SHARE`, else the one installed beside the
  /// executable, else the source tree that the executable was built in.
  package static func find(
    executable: String? = FileSystem.canonical("/proc/self/exe"),
    override: String? = getenv("ALLOCMIGRATE_SHARE").map { String(cString: $0) }
  ) throws(MigrationError) -> ShareDirectory {
    var searched: [String] = []
    if let override, !override.isEmpty {
      let folder = FileSystem.canonical(override) ?? override
      if let found = share(in: folder) { return found }
      throw .noPacks(searched: [folder + "/rules"])
    }
    if let executable {
      let folder = PathText.parent(PathText.parent(executable)) + "/share/allocmigrate"
      if let found = share(in: folder) { return found }
      searched.append(folder + "/rules")
      if let found = share(above: PathText.parent(executable)) { return found }
      searched.append("the folders above \(executable)")
    }
    throw .noPacks(searched: searched)
  }

  /// Whether a header is one of the runtime's.
  func ships(_ header: String) -> Bool {
    runtime.map { FileSystem.isFile("\($0)/include/\(header)") } ?? false
  }

  /// The runtime's sources, if a target uses it.
  func runtime(for target: Target) -> String? { target.usesRuntime ? runtime : nil }

  /// The folder if it holds the packs, be it installed or the source tree.
  private static func share(in folder: String) -> ShareDirectory? {
    guard FileSystem.isFile(folder + "/rules/libc.yml") else { return nil }
    let runtimes = [folder + "/runtime", folder + "/Sources/MemRuntime"]
    return ShareDirectory(
      rules: folder + "/rules", runtime: runtimes.first { FileSystem.isDirectory($0) })
  }

  private static func share(above directory: String) -> ShareDirectory? {
    var folder = directory
    while folder != "/", folder != "." {
      if let found = share(in: folder) { return found }
      folder = PathText.parent(folder)
    }
    return nil
  }
}
