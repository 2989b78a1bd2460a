import Testing

@testable import Migration

@Suite struct ProjectLocationTests {
  @Test func theConfigurationsFolderIsTheRoot() throws {
    let tree = try TemporaryTree(["allocmigrate.yml": "", "src/vm/": ""])
    let found = try ProjectLocation.find(directory: tree.root + "/src/vm", configuration: nil)
    #expect(found.root == tree.root)
    #expect(found.scope == "src/vm")
    #expect(found.configuration == tree.root + "/allocmigrate.yml")
  }

  @Test func aRepositoryIsABoundary() throws {
    let tree = try TemporaryTree(["allocmigrate.yml": "", "inner/.git/": "", "inner/src/": ""])
    let found = try ProjectLocation.find(directory: tree.root + "/inner/src", configuration: nil)
    #expect(found == ProjectLocation(root: tree.root + "/inner/src", scope: "", configuration: nil))
  }

  @Test func wrongPathsAreNamed() throws {
    let tree = try TemporaryTree(["a.c": ""])
    #expect(throws: MigrationError.noSuchDirectory(tree.root + "/x")) {
      try ProjectLocation.find(directory: tree.root + "/x", configuration: nil)
    }
    #expect(throws: MigrationError.notADirectory(tree.root + "/a.c")) {
      try ProjectLocation.find(directory: tree.root + "/a.c", configuration: nil)
    }
    #expect(throws: MigrationError.noSuchFile("nowhere.yml")) {
      try ProjectLocation.find(directory: tree.root, configuration: "nowhere.yml")
    }
  }

  @Test(arguments: [
    ("/a/b/../c", "/a/c"), ("/../a", "/a"), ("a/./b//c", "a/b/c"), ("../x", "../x"),
    ("a/../..", ".."), (".", "."),
  ])
  func normalizes(path: String, expected: String) {
    #expect(PathText.normalized(path) == expected)
  }

  @Test func sharedFilesAreFoundBesideTheExecutableOrAboveIt() throws {
    let tree = try TemporaryTree([
      "prefix/share/allocmigrate/rules/libc.yml": "", "prefix/share/allocmigrate/runtime/": "",
      "source/rules/libc.yml": "", "source/Sources/MemRuntime/": "",
    ])
    let installed = try ShareDirectory.find(
      executable: tree.root + "/prefix/bin/allocmigrate", override: nil)
    #expect(installed.rules == tree.root + "/prefix/share/allocmigrate/rules")
    #expect(installed.runtime == tree.root + "/prefix/share/allocmigrate/runtime")
    let developed = try ShareDirectory.find(
      executable: tree.root + "/source/.build/debug/allocmigrate", override: nil)
    #expect(developed.rules == tree.root + "/source/rules")
    #expect(developed.runtime == tree.root + "/source/Sources/MemRuntime")
    #expect(throws: MigrationError.self) {
      try ShareDirectory.find(executable: tree.root + "/x/allocmigrate", override: tree.root)
    }
  }
}
