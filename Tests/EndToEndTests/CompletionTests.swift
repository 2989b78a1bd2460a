import Foundation
import Testing

/// Completes command lines in the real shells, one driver a shell in
/// `Completions`.
@Suite struct CompletionTests {
  /// Line typed, and what is offered for its last word.
  private static let lines: [(line: String, offers: [String])] = [
    ("allocmigrate sc", ["scan"]),
    // A folder of this name is there, too.
    ("allocmigrate rul", ["rules"]),
    ("allocmigrate rules ", ["check", "list", "show", "suggest", "test"]),
    ("allocmigrate -q --color never re", ["report", "revert"]),
    ("allocmigrate scan --format s", ["sarif"]),
    ("allocmigrate scan --format=s", ["--format=sarif"]),
    ("allocmigrate scan --ver", ["--verbose", "--version"]),
    ("allocmigrate apply --in", ["--in-place"]),
    ("allocmigrate completions ", ["bash", "fish", "zsh"]),
    ("allocmigrate help sc", ["scan"]),
    ("allocmigrate scan -p d", ["docs/"]),
    ("allocmigrate runtime d", ["docs/"]),
    ("allocmigrate rules check my", ["my file.yml"]),
    ("allocmigrate rules show m", ["main.c", "mem", "mem-short", "mimalloc", "my file.yml"]),
    ("allocmigrate rules test mem -q tal", ["talloc"]),
    ("allocmigrate explain m", ["main.c", "my file.yml"]),
  ]

  @Test(.enabled(if: isThere("bash") && isThere("script")), arguments: lines)
  func bash(line: String, offers: [String]) throws {
    #expect(try complete(line, with: ["bash"], driver: "bash") == offers)
  }

  @Test(.enabled(if: isThere("fish")), arguments: lines)
  func fish(line: String, offers: [String]) throws {
    #expect(try complete(line, with: ["fish", "--no-config"], driver: "fish") == offers)
  }

  @Test(.enabled(if: isThere("zsh")), arguments: lines)
  func zsh(line: String, offers: [String]) throws {
    #expect(try complete(line, with: ["zsh", "-f"], driver: "zsh") == offers)
  }

  private static func isThere(_ program: String) -> Bool {
    ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
  }

  /// What a shell offers in a folder with a few files.
  private func complete(_ line: String, with shell: [String], driver: String) throws -> [String] {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(
      "allocmigrate-completion-" + UUID().uuidString)
    defer { try? files.removeItem(at: folder) }
    for name in ["docs", "rules"] {
      try files.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for name in ["main.c", "my file.yml"] {
      try Data().write(to: folder.appendingPathComponent(name))
    }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Completions/\(driver)")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = shell + [script.path, line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Case.toolFolder.path + ":/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
      "TERM": "xterm",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
