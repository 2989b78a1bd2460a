import SourceModel
import Testing

@testable import Migration

@Suite struct SourceTreeTests {
  @Test func findsSourcesAndLeavesTheRest() throws {
    let tree = try TemporaryTree([
      "main.c": "", "src/vm.c": "", "src/vm.h": "", "notes.txt": "", ".hidden/x.c": "",
      "third_party/z.c": "", "build/CMakeCache.txt": "", "build/made.c": "",
      "src/CMakeFiles/x.c": "", "src/old_refactored.c": "",
      "mem/.allocmigrate-runtime": "", "mem/pool.c": "",
    ])
    let walked = SourceTree.walk(root: tree.root, exclude: ["third_party/**"])
    #expect(
      walked.files.map(\.string) == ["main.c", "src/old_refactored.c", "src/vm.c", "src/vm.h"])
    #expect(walked.excluded == 1)
    #expect(walked.isRuntime(FilePath("mem/include/mem.h")))
    #expect(walked.buildFolders.map(\.string) == ["build"])
  }

  @Test(arguments: ["third_party", "third_party/", "third_party/**", "**/z.c", "third_*"])
  func excludes(pattern: String) {
    #expect(PathSet([pattern]).contains("third_party/z.c"))
    #expect(!PathSet([pattern]).contains("src/third_party.c"))
  }

  @Test func linksAreNotFollowed() throws {
    let outside = try TemporaryTree(["secret.c": ""])
    let tree = try TemporaryTree(["src/a.c": ""])
    try tree.link("src/loop", to: "..")
    try tree.link("out", to: outside.root)
    try tree.link("b.c", to: "src/a.c")
    let walked = SourceTree.walk(root: tree.root, exclude: [])
    #expect(walked.files.map(\.string) == ["src/a.c"])
    #expect(walked.links.map(\.string).sorted() == ["b.c", "out", "src/loop"])
  }

  @Test func copiesReplaceTheirOriginals() throws {
    let tree = try TemporaryTree([
      "a.c": "", "a_refactored.c": "", "a.h": "", "lone_refactored.c": "",
    ])
    let walked = SourceTree.walk(root: tree.root, exclude: [])
    #expect(walked.copies == [FilePath("a.c"): FilePath("a_refactored.c")])
    #expect(walked.files.map(\.string) == ["a.h", "a_refactored.c", "lone_refactored.c"])
  }
}
