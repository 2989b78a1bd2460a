import Foundation
import Testing

/// Ends `verify` at random moments: the project stays byte for byte as it was.
@Suite(.serialized) struct VerifyKillTests {
  @Test(arguments: [SIGINT, SIGKILL])
  func leavesTheProjectAlone(_ signal: Int32) throws {
    let project = try VerifiedProject()
    let before = try project.files()
    let began = Date()
    let whole = try project.start()
    whole.waitUntilExit()
    #expect(whole.terminationStatus == 0)
    #expect(try project.files() == before)
    let time = Date().timeIntervalSince(began)
    var stopped = 0
    let moments = signal == SIGKILL ? 10 : 5
    for moment in 0..<moments {
      let process = try project.start()
      usleep(
        UInt32(time * 1_000_000 * (Double(moment) + Double.random(in: 0...1)) / Double(moments)))
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { stopped += 1 }
      #expect(try project.files() == before)
      if signal == SIGINT {
        // Nothing of the copies is left, nor of what ran in them.
        #expect(try project.staged() == [])
      }
    }
    #expect(stopped > 0)
  }
}

/// A copy of the program of the verify cases, removed with the value.
private final class VerifiedProject {
  private let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appendingPathComponent("allocmigrate-verified-" + UUID().uuidString)
  private var root: URL { folder.appendingPathComponent("program") }
  private var stages: URL { folder.appendingPathComponent("tmp") }

  init() throws {
    let files = FileManager.default
    let tree = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Cases/verify/tree")
    try files.createDirectory(at: stages, withIntermediateDirectories: true)
    try files.copyItem(at: tree, to: root)
    try files.createDirectory(
      at: root.appendingPathComponent(".git"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func start() throws -> Process {
    let process = Process()
    process.executableURL = Case.toolFolder.appendingPathComponent("allocmigrate")
    process.arguments = ["verify", "-q", "--build", "make", "--test", "make check"]
    process.currentDirectoryURL = root
    process.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": stages.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The bytes of every file but the tool's own.
  func files() throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { !$0.hasPrefix(".allocmigrate") }
    return try Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        let url = root.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        return isFolder.boolValue ? nil : (name, try Data(contentsOf: url))
      })
  }

  /// What is in the folder for temporary files.
  func staged() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: stages.path)
  }
}
