import Foundation
import Testing

@testable import CommandLineTool

@Suite struct CommandListTests {
  /// The files of the commands below a folder, by the name of their type.
  private static func commandTypes() throws -> [String] {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/CommandLineTool/Commands").standardized
    return try FileManager.default.contentsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix("Command.swift") }.map { String($0.dropLast(6)) }.sorted()
  }

  @Test func listsEveryCommandFile() throws {
    let listed = CommandList.all.map { String(describing: type(of: $0)) }
    #expect(listed.sorted() == (try Self.commandTypes()))
  }

  @Test func isSorted() {
    let names = CommandList.all.map(\.declaration.name)
    #expect(names == names.sorted())
  }

  /// Every command and everything it takes must be told apart and explained.
  @Test(arguments: CompletionNode.all(below: RootCommand()).map(\.path))
  func isWellDeclared(path: [String]) throws {
    let node = try #require(
      CompletionNode.all(below: RootCommand()).first { $0.path == path })
    let spellings = node.declaration.options.flatMap(\.spellings)
    #expect(Set(spellings).count == spellings.count, "an option is declared twice")
    #expect(node.declaration.abstract.hasSuffix("."))
    for parameter in node.declaration.options + node.declaration.arguments {
      #expect(parameter.help.hasSuffix("."), "\(parameter.name)")
    }
    if !node.declaration.isHidden, node.declaration.subcommands.isEmpty {
      #expect(!node.declaration.examples.isEmpty, "no example")
    }
  }
}
