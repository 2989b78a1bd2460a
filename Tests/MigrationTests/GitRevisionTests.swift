import SourceModel
import Testing

@testable import Migration

@Suite struct GitRevisionTests {
  @Test func checksOutAnotherRevisionWithoutTouchingTheTree() throws {
    let tree = try TemporaryTree(["p/src/a.c": "old", "p/src/gone.c": ""])
    #expect(git(tree, "init", "-q", "."))
    #expect(git(tree, "add", "-A"))
    #expect(git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"))
    try tree.write("new", to: "p/src/a.c")
    let revision = try GitRevision.checkOut("HEAD", root: tree.root + "/p")
    #expect(try FileSystem.read(revision.root + "/src/a.c") == Array("old".utf8))
    #expect(try FileSystem.read(tree.root + "/p/src/a.c") == Array("new".utf8))
    #expect(revision.commit.count == 40)
    #expect(throws: MigrationError.self) {
      try GitRevision.checkOut("no-such-branch", root: tree.root)
    }
  }

  @Test func commandsMoveToTheCopy() throws {
    let tree = try TemporaryTree([
      "new/src/a.c": "", "new/src/b.c": "", "new/build/config.h": "", "old/src/a.c": "",
    ])
    let mapping = CommandMapping(root: tree.root + "/new", copy: tree.root + "/old")
    let command = CompileCommand(
      directory: tree.root + "/new/build", file: tree.root + "/new/src/a.c",
      arguments: ["cc", "-I../src", "-I", ".", "-DX", "-o", "a.o", "-c", "../src/a.c"])
    let mapped = try #require(mapping.map(command))
    #expect(mapped.file == tree.root + "/old/src/a.c")
    #expect(
      mapped.arguments == [
        "cc", "-I\(tree.root)/old/src", "-I", "\(tree.root)/new/build", "-DX", "-o", "a.o", "-c",
        "../src/a.c",
      ])
    var gone = command
    gone.file = tree.root + "/new/src/b.c"
    #expect(mapping.map(gone) == nil)
  }

  private func git(_ tree: TemporaryTree, _ words: String...) -> Bool {
    Subprocess.run(["git", "-C", tree.root] + words)?.status == 0
  }
}
