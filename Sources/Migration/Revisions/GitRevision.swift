/// Another revision of a project's tree, checked out into a temporary folder.
///
/// The repository, its index and its working tree are not touched: a temporary
/// index and `checkout-index` make the copy. Submodules stay empty.
package struct GitRevision: Sendable {
  /// The full name of the commit.
  package let commit: String
  /// The project's root in the copy, absolute and canonical.
  package let root: String
  private let folder: TemporaryDirectory

  /// Checks out `reference` of the repository that `root` lies in.
  package static func checkOut(
    _ reference: String, root: String
  ) throws(MigrationError) -> GitRevision {
    let top = try git(["rev-parse", "--show-toplevel"], root: root, purpose: reference)
    let commit = try git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"],
      root: root, purpose: reference)
    let folder = try TemporaryDirectory { path throws(MigrationError) in
      let index = ["GIT_INDEX_FILE": path + "/index"]
      try FileSystem.makeDirectory(path + "/tree")
      _ = try git(["read-tree", commit], root: top, purpose: reference, environment: index)
      _ = try git(
        ["checkout-index", "--all", "--prefix=\(path)/tree/"], root: top, purpose: reference,
        environment: index)
    }
    let tree = folder.path + "/tree"
    let relative = PathText.relative(root, to: FileSystem.canonical(top) ?? top) ?? ""
    return GitRevision(
      commit: commit, root: relative.isEmpty ? tree : PathText.join(tree, relative),
      folder: folder)
  }

  /// The first digits of the commit's name.
  package var abbreviated: String { String(commit.prefix(12)) }

  /// The abbreviated name of the commit that is checked out at `root`, with a
  /// `+` when files differ from it; `nil` outside of a repository.
  package static func current(root: String) -> String? {
    guard let name = try? git(["rev-parse", "--short=12", "HEAD"], root: root, purpose: "HEAD"),
      let changes = try? git(
        ["status", "--porcelain", "--untracked-files=no"], root: root, purpose: "HEAD")
    else { return nil }
    return changes.isEmpty ? name : name + "+"
  }

  /// The output of a git command without its line end.
  private static func git(
    _ words: [String], root: String, purpose: String, environment: [String: String] = [:]
  ) throws(MigrationError) -> String {
    guard let result = Subprocess.run(["git", "-C", root] + words, environment: environment) else {
      throw .git(reference: purpose, root: root, reason: "git is not installed")
    }
    guard result.status == 0 else {
      let reason = result.messages.split(separator: "\n").first.map(String.init)
      throw .git(
        reference: purpose, root: root, reason: reason ?? "there is no such commit")
    }
    return String(decoding: result.output, as: UTF8.self)
      .split(separator: "\n").first.map(String.init) ?? ""
  }
}
