import Foundation
import Migration
import SourceModel
import Testing

/// What is left when a write or a revert does not come to its end.
@Suite(.serialized) struct InterruptionTests {
  private static let count = 12

  private func project() throws -> TestProject {
    let project = try TestProject()
    for index in 0..<Self.count {
      try project.write(
        "src/f\(index).c", [UInt8](repeating: UInt8(index + 1), count: 4_000 * index))
      if index % 4 == 0 { try project.write("src/h\(index).h", "header \(index)") }
    }
    return project
  }

  /// Each file is whole, old or new, and nothing else is there but
  /// temporary files.
  private func checkFilesAreWhole(_ project: TestProject, before: [String: [UInt8]]) throws {
    let tree = try project.tree()
    for (name, bytes) in before {
      let now = try #require(tree[name])
      let new = name.contains(".c ") ? Array("new".utf8) + bytes : bytes
      #expect(now == bytes || now == new, "\(name)")
    }
    for (name, bytes) in tree where before[name] == nil && !name.contains(".allocmigrate-") {
      let original = name.replacingOccurrences(of: "_refactored", with: "")
      #expect(bytes == before[original]?.reversed(), "\(name)")
    }
  }

  /// How long an undisturbed run takes.
  private func duration(_ command: String, _ path: String) throws -> Double {
    let harness = try Harness(command, path)
    let start = Date()
    #expect(harness.finish().status == 0)
    return Date().timeIntervalSince(start)
  }

  @Test func survivesKillsWhileWriting() throws {
    let project = try project()
    let before = try project.tree()
    let time = try duration("apply", project.path)
    _ = try Reverter(root: project.root).revert()
    #expect(try project.tree() == before)
    var interrupted = 0
    for moment in 0..<20 {
      let harness = try Harness("apply", project.path)
      usleep(UInt32(time * 1_000_000 * (Double(moment) + Double.random(in: 0...1)) / 20))
      harness.kill()
      try checkFilesAreWhole(project, before: before)
      let report = try Reverter(root: project.root).revert()
      if report.applies.first?.wasInterrupted == true { interrupted += 1 }
      // Before the journal was there, the next run has nothing to revert.
      #expect(try project.tree() == before)
      #expect(try Reverter(root: project.root).revert().applies.isEmpty)
    }
    print("killed while files were replaced: \(interrupted) of 20")
  }

  /// The next apply after a kill finishes the work, and both are reverted.
  @Test func goesOnAfterAKill() throws {
    let project = try project()
    let before = try project.tree()
    let time = try duration("apply", project.path)
    let after = try project.tree()
    _ = try Reverter(root: project.root).revert()
    for _ in 0..<10 {
      let harness = try Harness("apply", project.path)
      usleep(UInt32(time * 1_000_000 * Double.random(in: 0...1)))
      harness.kill()
      #expect(try Harness("apply", project.path).finish().status == 0)
      #expect(try project.tree() == after)
      let report = try Reverter(root: project.root).revert(all: true)
      #expect(report.skipped.isEmpty)
      #expect(try project.tree() == before)
    }
  }

  @Test func survivesKillsWhileReverting() throws {
    let project = try project()
    let before = try project.tree()
    _ = try Harness("apply", project.path).finish()
    let time = try duration("revert", project.path)
    for _ in 0..<20 {
      _ = try Harness("apply", project.path).finish()
      let harness = try Harness("revert", project.path)
      usleep(UInt32(time * 1_000_000 * Double.random(in: 0...1)))
      harness.kill()
      try checkFilesAreWhole(project, before: before)
      #expect(try Reverter(root: project.root).revert().skipped.isEmpty)
      #expect(try project.tree() == before)
    }
  }

  /// A limit on file sizes fails like a full disk: before any file changed.
  @Test func changesNothingWhenAFileCannotGrow() throws {
    let project = try project()
    let before = try project.tree()
    // The largest file fits as it is, but not with its new bytes.
    let limit = 4_000 * (Self.count - 1) + 1
    let result = try Harness("apply", project.path, "\(limit)").finish()
    #expect(result.status == 1)
    #expect(result.errors.contains("no file was changed; raise the limit on file sizes"))
    #expect(try project.tree() == before)
    #expect(try Harness("apply", project.path, "100").finish().status == 1)
    #expect(try project.tree() == before)
    #expect(try Reverter(root: project.root).revert().applies.isEmpty)
  }

  /// Real full and read-only file systems, where the tests may mount one;
  /// elsewhere it is listed as skipped.
  @Test(.enabled("root may mount a tmpfs here") { try mountsTemporaryFileSystems() })
  func changesNothingOnAFullOrReadOnlyDisk() throws {
    let project = try TestProject()
    #expect(Self.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", project.path) == 0)
    defer { _ = Self.run("umount", project.path) }
    for index in 0..<5 {
      try project.write("f\(index).c", [UInt8](repeating: 65, count: 20_000))
    }
    let before = try project.tree()
    let full = try Harness("apply", project.path).finish()
    #expect(full.errors.contains("No space left on device; no file was changed; free some space"))
    #expect(try project.tree() == before)
    #expect(Self.run("mount", "-o", "remount,ro", project.path) == 0)
    let readOnly = try Harness("apply", project.path).finish()
    #expect(readOnly.errors.contains("the file system is read-only: use --diff"))
    #expect(Self.run("mount", "-o", "remount,rw,size=2m", project.path) == 0)
    #expect(try Harness("apply", project.path).finish().output == "5 0 0\n")
    #expect(try Reverter(root: project.root).revert().restored.count == 5)
    #expect(try project.tree() == before)
  }

  private static func mountsTemporaryFileSystems() throws -> Bool {
    let project = try TestProject()
    guard getuid() == 0, run("mount", "-t", "tmpfs", "tmpfs", project.path) == 0 else {
      return false
    }
    return run("umount", project.path) == 0
  }

  private static func run(_ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
