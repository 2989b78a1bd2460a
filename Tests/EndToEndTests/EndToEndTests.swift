import Foundation
import Testing

/// Runs the built tool on small trees, one folder of `Cases` a case:
///
///     command   shell commands, run in a copy of the tree with the tool on the PATH
///     tree/     the tree, if there is one; a link to share another case's
///     stdout    what they must print; nothing when it is missing
///     stderr
///     exit      the exit code; 0 when it is missing
///
/// What several cases source stands beside the folders, in `$CASES`.
///
/// The copy's path is written `ROOT` in the expected texts. With `RECORD=1` in
/// the environment the texts are written anew, and the tests fail.
@Suite struct EndToEndTests {
  @Test(arguments: try Case.all())
  func behaves(_ subject: Case) throws {
    let result = try subject.run()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try subject.record(result)
      Issue.record("recorded; run again without RECORD")
      return
    }
    #expect(result.output == subject.expected("stdout"))
    #expect(result.messages == subject.expected("stderr"))
    #expect(result.status == Int32(subject.expected("exit", default: "0\n").dropLast()))
  }
}

/// One folder of `Cases`.
struct Case: Sendable, CustomTestStringConvertible {
  /// What a run printed and returned.
  struct Result {
    var output: String
    var messages: String
    var status: Int32
  }

  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  /// Every case, sorted by name.
  static func all() throws -> [Case] {
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Cases")
    return try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted()
      .map { Case(folder: cases.appendingPathComponent($0)) }
      .filter { FileManager.default.fileExists(atPath: $0.file("command").path) }
  }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func expected(_ name: String, default text: String = "") -> String {
    (try? String(contentsOf: file(name), encoding: .utf8)) ?? text
  }

  /// Runs the commands in a fresh copy of the tree.
  func run() throws -> Result {
    let files = FileManager.default
    let root = files.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("allocmigrate-case-" + UUID().uuidString)
    let cache = URL(fileURLWithPath: root.path + "-cache")
    defer { for folder in [root, cache] { try? files.removeItem(at: folder) } }
    if files.fileExists(atPath: file("tree").path) {
      try files.copyItem(at: file("tree").resolvingSymlinksInPath(), to: root)
    } else {
      try files.createDirectory(at: root, withIntermediateDirectories: true)
    }
    // A boundary: no configuration or database of the machine is found.
    try files.createDirectory(
      at: root.appendingPathComponent(".git"), withIntermediateDirectories: true)
    let process = Process()
    let output = try Capture()
    let messages = try Capture()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", expected("command")]
    process.currentDirectoryURL = root
    process.environment = [
      "PATH": Self.toolFolder.path + ":/usr/bin:/bin", "HOME": root.path, "LC_ALL": "C.UTF-8",
      "ROOT": root.path, "CASES": folder.deletingLastPathComponent().path,
      "XDG_CACHE_HOME": cache.path,
    ]
    process.standardOutput = output.handle
    process.standardError = messages.handle
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try output.text(root: root), messages: try messages.text(root: root),
      status: process.terminationStatus)
  }

  /// Writes what a run printed as what it must print.
  func record(_ result: Result) throws {
    let texts = [
      "stdout": result.output, "stderr": result.messages,
      "exit": result.status == 0 ? "" : "\(result.status)\n",
    ]
    for (name, text) in texts {
      try? FileManager.default.removeItem(at: file(name))
      if !text.isEmpty { try text.write(to: file(name), atomically: true, encoding: .utf8) }
    }
  }

  /// The folder of the built tool, which is also that of the running tests.
  static let toolFolder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()
}

/// A file that takes a program's output, so that no pipe can fill up.
private struct Capture {
  private let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("allocmigrate-output-" + UUID().uuidString)
  let handle: FileHandle

  init() throws {
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    handle = try FileHandle(forWritingTo: url)
  }

  /// The output with the tree's path replaced.
  func text(root: URL) throws -> String {
    defer { try? FileManager.default.removeItem(at: url) }
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .replacingOccurrences(of: root.path, with: "ROOT")
  }
}
