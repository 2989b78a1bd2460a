import Foundation
import Testing

/// Ends the real `apply` with SIGKILL, at random moments of its run and while
/// it replaces files.
@Suite(.serialized) struct KillTests {
  @Test(arguments: [["apply", "-q", "-i"], ["apply", "-q"]])
  func leavesFilesWholeAndRevertible(_ apply: [String]) throws {
    let project = try KilledProject(files: 40)
    let before = try project.files()
    let began = Date()
    #expect(try project.run(apply) == 0)
    let time = Date().timeIntervalSince(began)
    let after = try project.files()
    #expect(after != before)
    #expect(try project.run(["revert", "-q"]) == 0)
    #expect(try project.files() == before)

    var whileWriting = 0
    var moment = 0
    // On a busy machine more may be needed until one of them hits the writing.
    while moment < 20 || whileWriting == 0 && moment < 100 {
      let process = try project.start(apply)
      if moment.isMultiple(of: 2) {
        usleep(UInt32(time * 1_000_000 * (Double(moment % 20) + Double.random(in: 0...2)) / 20))
      } else {
        project.waitUntilItWrites(process)
        usleep(UInt32.random(in: 0...(moment < 10 ? 40_000 : 4_000)))
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()

      let left = try project.files()
      for (name, bytes) in left where !name.contains(".allocmigrate-") {
        #expect(bytes == before[name] || bytes == after[name], "\(name) is neither old nor new")
      }
      #expect(before.keys.allSatisfy { left[$0] != nil }, "a file is gone")
      #expect(try project.temporaryFiles() == [])
      if left != before, left != after { whileWriting += 1 }
      if moment.isMultiple(of: 5) {
        // The next apply completes the work.
        #expect(try project.run(apply) == 0)
        #expect(try project.files() == after)
      }
      #expect(try project.run(["revert", "-q", "--all"]) == 0)
      #expect(try project.files() == before)
      moment += 1
    }
    // Else the moments were no test of anything.
    #expect(whileWriting > 0)
  }

  /// What a signal that can be caught ends removes the revision that it compares with.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func removesTheRevision(_ signal: Int32) throws {
    let project = try KilledProject(files: 40)
    try project.commit()
    let process = try project.start(["report", "-q", "--no-cache", "--base", "HEAD"])
    while try process.isRunning && project.temporaryFiles() == [] { usleep(200) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try project.temporaryFiles() == [])
  }
}

/// A tree of C files with sites, removed with the value.
private final class KilledProject {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent(
    "allocmigrate-killed-" + UUID().uuidString)

  init(files count: Int) throws {
    for folder in ["src", ".git", "tmp"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    for index in 0..<count {
      // Without a system header, so that parsing takes little of the time.
      let line = "void f\(index)_N(void) { char *p = malloc(N + 1); free(p); }\n"
      let lines = (0..<20).map { line.replacingOccurrences(of: "N", with: "\($0)") }
      let text = "void *malloc(unsigned long);\nvoid free(void *);\n" + lines.joined()
      try Data(text.utf8).write(to: root.appendingPathComponent("src/f\(index).c"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = Case.toolFolder.appendingPathComponent("allocmigrate")
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR": root.appendingPathComponent("tmp").path], uniquingKeysWith: { $1 })
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// What runs have left in the folder for temporary files.
  func temporaryFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("tmp").path)
  }

  /// Makes a revision of the tree.
  func commit() throws {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    for words in [["init", "-q"], ["add", "src"], identity + ["commit", "-q", "-m", "first"]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git", "-C", root.path] + words
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  func run(_ arguments: [String]) throws -> Int32 {
    let process = try start(arguments)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Returns when there are new names beside the files, or the process ends.
  func waitUntilItWrites(_ process: Process) {
    let folder = root.appendingPathComponent("src").path
    let count = (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    while process.isRunning,
      (try? FileManager.default.contentsOfDirectory(atPath: folder).count) == count
    {
      usleep(200)
    }
  }

  /// The bytes of every file outside of hidden folders.
  func files() throws -> [String: Data] {
    let folder = root.appendingPathComponent("src")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
      })
  }
}
