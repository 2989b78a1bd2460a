import SourceModel
import Testing

@testable import Migration

@Suite struct CommandSelectionTests {
  private func select(_ tree: TemporaryTree, build: String? = nil) throws -> CommandSelection {
    let location = ProjectLocation(root: tree.root, scope: "", configuration: nil)
    let search =
      if let build { try DatabaseSearch.named(build) } else {
        DatabaseSearch.search(from: tree.root)
      }
    return try CommandSelection.select(
      project: Project(location: location, rules: RuleSet()),
      tree: SourceTree.walk(root: tree.root, exclude: []), search: search)
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
      "src/own.h": "", "src/vm/vm.c": "#include \"vm/vm.h\"", "src/vm/vm.h": "", "inc/a/deep.h": "",
      "inc/unused.h": "",
    ])
    let selection = try select(tree)
    let flags = ["-iquote\(tree.root)/src", "-idirafter\(tree.root)/inc/a"]
    #expect(selection.origin == .guessed(flags: flags))
    #expect(
      selection.commands.map(\.arguments) == [
        ["cc"] + flags + ["-c", "\(tree.root)/src/main.c"],
        ["cc"] + flags + ["-c", "\(tree.root)/src/vm/vm.c"],
      ])
  }

  @Test func entriesAreSorted() throws {
    let tree = try TemporaryTree([
      "src/a.c": "", "src/a_refactored.c": "", "src/b.c": "", "src/x.cpp": "",
    ])
    let outside = try TemporaryTree(["z.c": ""])
    var entries = ["src/a.c", "src/b.c", "src/b.c", "src/x.cpp", "src/gone.c"]
      .map { tree.root + "/" + $0 }
    entries.append(outside.root + "/z.c")
    let text = entries.map {
      "{\"directory\": \"\(tree.root)\", \"file\": \"\($0)\", "
        + "\"arguments\": [\"cc\", \"-o\", \"\($0.hashValue)\", \"\($0)\"]}"
    }
    try tree.write("[\(text.joined(separator: ","))]", to: "build/compile_commands.json")
    let selection = try select(tree)
    #expect(
      selection.commands.map(\.file)
        == [tree.root + "/src/a_refactored.c", tree.root + "/src/b.c"])
    #expect(selection.repeated == 1)
    #expect(selection.otherLanguages == 1)
    #expect(selection.outside == 1)
    #expect(selection.stale == [tree.root + "/src/gone.c"])
  }

  @Test func whatCMakeCompiledWhileItConfiguredIsIgnored() throws {
    let tree = try TemporaryTree([
      "a.c": "", "build/CMakeFiles/3.25.1/CompilerIdC/CMakeCCompilerId.c": "",
      "build/CMakeFiles/3.25.1/CompilerIdCXX/CMakeCXXCompilerId.cpp": "",
      "build/CMakeFiles/a.dir/Unity/unity_0_c.c": "",
    ])
    let probes = [
      ("CMakeFiles/3.25.1/CompilerIdC", "build/CMakeFiles/3.25.1/CompilerIdC/CMakeCCompilerId.c"),
      (
        "CMakeFiles/3.25.1/CompilerIdCXX",
        "build/CMakeFiles/3.25.1/CompilerIdCXX/CMakeCXXCompilerId.cpp"
      ),
      ("CMakeFiles/CMakeScratch/TryCompile-gone", "gone/CMakeCCompilerABI.c"),
      ("", "a.c"), ("", "build/CMakeFiles/a.dir/Unity/unity_0_c.c"),
    ]
    let entries = probes.map {
      "{\"directory\": \"\(tree.root)/build/\($0)\", \"file\": \"\(tree.root)/\($1)\", "
        + "\"arguments\": [\"cc\", \"-c\", \"\(tree.root)/\($1)\"]}"
    }
    try tree.write("[\(entries.joined(separator: ","))]", to: "build/compile_commands.json")
    let selection = try select(tree)
    #expect(
      (selection.commands + selection.others).map(\.file)
        == [tree.root + "/a.c", tree.root + "/build/CMakeFiles/a.dir/Unity/unity_0_c.c"])
    #expect(selection.probes == 3)
    #expect(selection.stale.isEmpty && !selection.hasOtherUnits)
  }

  @Test func aDatabaseOfAnotherPlaceIsRefused() throws {
    let tree = try TemporaryTree(["a.c": ""])
    try tree.write(
      "[{\"directory\": \"/gone\", \"file\": \"/gone/a.c\", \"command\": \"cc -c a.c\"}]",
      to: "compile_commands.json")
    #expect(
      throws: MigrationError.staleDatabase(
        path: tree.root + "/compile_commands.json", examples: ["/gone"], count: 1)
    ) { try select(tree) }
  }

  @Test func dashPNamesAFolderOrTheFile() throws {
    let tree = try TemporaryTree(["a.c": "", "x/compile_commands.json": "[]"])
    for name in ["x", "x/compile_commands.json"] {
      let path = "\(tree.root)/\(name)"
      #expect(
        try select(tree, build: path).origin
          == .database(path: tree.root + "/x/compile_commands.json", others: []))
    }
    #expect(throws: MigrationError.noDatabase(directory: "/nowhere")) {
      try select(tree, build: "/nowhere")
    }
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

  @Test(arguments: [100, 101, 200_000])
  func nestingIsLimited(depth: Int) {
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let problem = JSONSyntax.problem(in: Array(deep.utf8))
    #expect(problem?.column == (depth > 100 ? 101 : nil))
  }
}
