import Glibc

/// The folder in which copies of a project are built and run.
///
///     untouched/  migrated/  reference/  bisected/   the trees
///     runtime/  bin/                      what the migrated tree is built with
///     logs/                               the output of every command
final class VerifyStage: Sendable {
  /// Absolute and canonical.
  let path: String

  var untouched: String { path + "/untouched" }
  var migrated: String { path + "/migrated" }
  /// The untouched tree, migrated by the tool alone: what is the program's own
  /// shows there too.
  var reference: String { path + "/reference" }
  /// The untouched tree with some classes migrated.
  var bisected: String { path + "/bisected" }
  var logs: String { path + "/logs" }

  init() throws(MigrationError) {
    path = try TemporaryDirectory.make()
    try FileSystem.makeDirectory(logs)
  }

  /// Removes the trees, and the logs as well unless somebody is to read them.
  func remove(keepsLogs: Bool) {
    guard keepsLogs else { return TemporaryDirectory.remove(path) }
    for name in (try? FileSystem.names(in: path)) ?? [] where name != "logs" {
      TemporaryDirectory.remove(PathText.join(path, name))
    }
  }
}
