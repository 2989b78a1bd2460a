import SourceModel
import Testing

@testable import Migration

@Suite struct CommandSelectionTests {
  private func select(
    _ tree: TemporaryTree, build: String? = nil, extra: [String] = [], scope: String = ""
  ) throws -> CommandSelection {
    let location = ProjectLocation(root: tree.root, scope: scope, configuration: nil)
    return try CommandSelection.select(
      location: location, tree: SourceTree.walk(root: tree.root, exclude: []),
      exclusion: PathExclusion([]), build: build, extra: extra)
  }

  @Test func theNearestDatabaseWins() throws {
    let tree = try TemporaryTree(["compile_commands.json": "[]", "sub/build-x/f": ""])
    try tree.write("[]", to: "sub/build-x/compile_commands.json")
    #expect(
      DatabaseSearch.search(from: tree.root + "/sub").chosen
        == tree.root + "/sub/build-x/compile_commands.json")
    #expect(DatabaseSearch.search(from: tree.root).chosen == tree.root + "/compile_commands.json")
  }

  @Test func withoutADatabaseIncludesAreGuessed() throws {
    let tree = try TemporaryTree([
      "src/main.c": "#include \"vm/vm.h\"\n # include <deep.h>\n#include \"own.h\"\n",
      "src/own.h": "", "src/vm/vm.h": "", "inc/a/deep.h": "", "inc/unused.h": "",
    ])
    let selection = try select(tree, extra: ["-DX"])
    #expect(selection.origin == .guessed(includeFolders: [FilePath("src"), FilePath("inc/a")]))
    #expect(
      selection.commands.map(\.arguments) == [
        [
          "cc", "-I\(tree.root)/src", "-I\(tree.root)/inc/a", "-DX", "-c",
          "\(tree.root)/src/main.c",
        ]
      ])
  }

  @Test(arguments: [
    ("[{\"directory\": 1,]", "1:18", "expected a key in quotes"),
    ("[1 2]", "1:4", "expected ',' or ']'"),
    ("", "1:1", "the text ends where a value is expected"),
    ("[\n  {\"a\": tru}]", "2:9", "expected a value"),
    ("[\"abc", "1:2", "a string that does not end"),
    ("[] x", "1:4", "text behind the end of the value"),
    ("{\"a\" 1}", "1:6", "expected ':'"),
  ])
  func malformedDatabasesHaveAPosition(text: String, place: String, message: String) throws {
    let tree = try TemporaryTree(["a.c": "", "compile_commands.json": text])
    #expect(
      throws: MigrationError.badDatabase(
        path: "\(tree.root)/compile_commands.json:\(place)", message: message)
    ) { try select(tree) }
  }

  @Test func nestingDeeperThanAnyStackIsRead() {
    let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
    #expect(JSONSyntax.problem(in: Array(deep.utf8)) == nil)
  }
}
