import SourceModel
import Testing

@testable import Migration

@Suite struct InitialisationTests {
  @Test func suggestsASubsystemAFolder() {
    let files = [
      "main.c", "src/main.c", "src/vm/vm.c", "src/vm/gc/mark.c", "lib/hash-table/h.c",
      "tests/vm/t.c", "vm/x.c", "3d/mesh.c",
    ]
    let suggested = SubsystemSuggestion.suggest(for: files.map { FilePath($0) })
    #expect(
      suggested == [
        SubsystemSuggestion(name: "HASH_TABLE", paths: ["lib/hash-table/**"]),
        SubsystemSuggestion(name: "VM", paths: ["src/vm/**", "vm/**"]),
        SubsystemSuggestion(name: "_3D", paths: ["3d/**"]),
      ])
  }

  @Test func neverOverwrites() throws {
    let tree = try TemporaryTree(["a.c": "", "allocmigrate.yml": "mine"])
    #expect(throws: MigrationError.configurationExists(tree.root + "/allocmigrate.yml")) {
      try Initialisation.run(directory: tree.root, build: nil)
    }
    #expect(try FileSystem.read(tree.root + "/allocmigrate.yml") == Array("mine".utf8))
  }

  @Test(arguments: [
    ("src", "src"), ("src/**", "\"src/**\""), ("1.5", "\"1.5\""), ("a b", "\"a b\""),
    ("-x", "\"-x\""), ("a\"b", "\"a\\\"b\""),
  ])
  func quotes(text: String, expected: String) {
    #expect(ConfigurationText.quoted(text) == expected)
  }
}
