import Foundation
import Testing

@testable import CommandLineTool

/// Help, manual page and completions all come from the declarations.
@Suite struct GeneratedTextTests {
  private static let nodes = CompletionNode.all(below: RootCommand())

  @Test(arguments: CompletionShell.allCases)
  func completesEveryOption(shell: CompletionShell) {
    let script = shell.script(for: RootCommand())
    for node in Self.nodes {
      for option in node.declaration.options {
        let spelling = shell == .fish ? "-l \(option.name)" : "--\(option.name)"
        #expect(script.contains(spelling), "\(node.path) \(option.name)")
      }
    }
  }

  @Test func manualPageNamesEverything() {
    let page = ManualPage(root: RootCommand()).text
    for node in Self.nodes where node.declaration.subcommands.isEmpty {
      for option in node.declaration.options {
        #expect(page.contains("\\-\\-" + option.name.replacingOccurrences(of: "-", with: "\\-")))
      }
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
  func manualPageRendersWithoutWarnings() throws {
    let page = FileManager.default.temporaryDirectory.appendingPathComponent(
      "allocmigrate-\(UUID().uuidString).1")
    defer { try? FileManager.default.removeItem(at: page) }
    try ManualPage(root: RootCommand()).text.write(to: page, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/groff")
    process.arguments = ["-man", "-ww", "-z", "-Tutf8", page.path]
    let warnings = Pipe()
    process.standardError = warnings
    try process.run()
    let data = warnings.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: data, as: UTF8.self) == "")
    #expect(process.terminationStatus == 0)
  }

  @Test(arguments: [40, 80, 100])
  func helpFitsTheWidth(width: Int) {
    for node in Self.nodes {
      let help = HelpText(declaration: node.declaration, path: node.path, width: width).text
      for line in help.split(separator: "\n") where !line.hasPrefix("  $ ") {
        #expect(line.count <= max(width, 72), "\(line)")
      }
    }
  }

  @Test func bashCompletes() throws {
    let script = CompletionShell.bash.script(for: RootCommand())
    let completed = try complete(script, words: ["allocmigrate", "scan", "--ver"])
    #expect(completed == ["--verbose", "--version"])
    #expect(try complete(script, words: ["allocmigrate", "sc"]) == ["scan"])
    #expect(
      try complete(script, words: ["allocmigrate", "scan", "--color", ""])
        == ["auto", "always", "never"])
    #expect(try complete(script, words: ["allocmigrate", "completions", "z"]) == ["zsh"])
  }

  /// What bash offers for the last of `words`.
  private func complete(_ script: String, words: [String]) throws -> [String] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-uc",
      script
        + "\nCOMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _allocmigrate\n"
        + "printf '%s\\n' ${COMPREPLY[@]+\"${COMPREPLY[@]}\"}",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
