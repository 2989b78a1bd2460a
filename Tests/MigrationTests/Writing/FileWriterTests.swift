import Foundation
import Migration
import SourceModel
import Testing

@Suite struct FileWriterTests {
  @Test func writesAndReverts() throws {
    let project = try TestProject()
    try project.write("a.c", "old a")
    try project.write("src/b.c", "old b")
    try project.write("src/b.h", "old h")
    chmod(project.path + "/src/b.c", 0o750)
    let before = try project.tree()
    let changes = [
      project.change("a.c", to: "new a"), project.change("src/b.c", to: "new b"),
      project.copy("src/b_refactored.h", of: "src/b.h", "new h"),
    ]
    let report = try FileWriter(root: project.root).write(changes)
    #expect(report.written.map(\.string) == ["a.c", "src/b.c", "src/b_refactored.h"])
    #expect(report.unchanged.isEmpty && report.skipped.isEmpty)
    #expect(project.text("a.c") == "new a")
    #expect(try project.tree()["src/b.c 750"] == Array("new b".utf8))
    #expect(project.text("src/b_refactored.h") == "new h")

    let reverted = try Reverter(root: project.root).revert()
    #expect(reverted.restored.map(\.string) == ["a.c", "src/b.c"])
    #expect(reverted.removed.map(\.string) == ["src/b_refactored.h"])
    #expect(try project.tree() == before)
    #expect(try Reverter(root: project.root).revert().applies.isEmpty)
  }

  @Test func writesNothingTheSecondTime() throws {
    let project = try TestProject()
    try project.write("a.c", "old")
    let changes = [project.change("a.c", to: "new")]
    #expect(try FileWriter(root: project.root).write(changes).written.count == 1)
    let report = try FileWriter(root: project.root).write(changes)
    #expect(report.written.isEmpty && report.unchanged.map(\.string) == ["a.c"])
    #expect(try Reverter(root: project.root).revert().applies.count == 1)
    #expect(project.text("a.c") == "old")
    #expect(try Reverter(root: project.root).revert().applies.isEmpty)
  }

  @Test func leavesNoTraceWithoutChanges() throws {
    let project = try TestProject()
    try project.write("a.c", "same")
    _ = try FileWriter(root: project.root).write([project.change("a.c", to: "same")])
    _ = try Reverter(root: project.root).revert()
    #expect(!FileManager.default.fileExists(atPath: project.path + "/.allocmigrate"))
  }

  @Test func leavesFilesAloneThatHaveChanged() throws {
    let project = try TestProject()
    for name in ["a.c", "b.c", "c.c", "d.h", "e.c"] { try project.write(name, "old \(name)") }
    var changes = [
      project.change("a.c", to: "new"), project.change("b.c", to: "new"),
      project.change("c.c", to: "new", requires: ["a.c"]),
      project.copy("d_refactored.h", of: "d.h", "new"),
    ]
    changes[1].requires = [FilePath("c.c")]
    try project.write("a.c", "by hand")
    try project.write("d.h", "by hand")
    let report = try FileWriter(root: project.root).write(changes)
    #expect(report.written.isEmpty)
    #expect(
      report.skipped.map(\.reason) == [
        .changedSinceRead, .needs(FilePath("c.c")), .needs(FilePath("a.c")), .changedSinceRead,
      ])
    #expect(project.text("a.c") == "by hand" && project.text("b.c") == "old b.c")
  }

  @Test func overwritesOnlyItsOwnCopies() throws {
    let project = try TestProject()
    try project.write("a.c", "old")
    try project.write("a_refactored.c", "somebody's")
    let writer = try FileWriter(root: project.root)
    func skipped() throws -> [SkippedFile.Reason] {
      try writer.write([project.copy("a_refactored.c", of: "a.c", "copy 2")]).skipped.map(\.reason)
    }
    #expect(try skipped() == [.exists])
    try FileManager.default.removeItem(atPath: project.path + "/a_refactored.c")
    _ = try writer.write([project.copy("a_refactored.c", of: "a.c", "copy 1")])
    #expect(try skipped() == [])
    #expect(project.text("a_refactored.c") == "copy 2")
    try project.write("a_refactored.c", "copy 2, by hand")
    #expect(try skipped() == [.exists])
    #expect(
      try Reverter(root: project.root).revert().skipped.map(\.reason) == [.changedSinceWritten])
    try project.write("a_refactored.c", "copy 2")
    let report = try Reverter(root: project.root).revert(all: true)
    #expect(report.applies.count == 2 && report.removed.count == 1)
    #expect(project.text("a_refactored.c") == nil)
  }

  @Test func staysInsideTheRoot() throws {
    let outside = try TestProject()
    try outside.write("o.c", "outside")
    let project = try TestProject()
    try project.write("src/real.c", "old")
    for (link, target) in [
      ("out.c", outside.path + "/o.c"), ("in.c", "src/real.c"), ("out", outside.path),
      ("loop", project.path), ("gone.c", "nowhere.c"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: project.path + "/" + link, withDestinationPath: target)
    }
    let names = ["out.c", "out/o.c", "out/n.c", "../x.c", outside.path + "/o.c", "gone.c", "src"]
    let report = try FileWriter(root: project.root).write(
      names.map { project.change($0, to: "new") } + [project.change("loop/in.c", to: "new")])
    #expect(report.written.map(\.string) == ["loop/in.c"])
    #expect(report.skipped.count == names.count)
    #expect(
      Set(report.skipped.map(\.reason)) == [.outsideRoot, .notAFile])
    #expect(outside.text("o.c") == "outside" && outside.text("n.c") == nil)
    #expect(project.text("src/real.c") == "new")
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: project.path + "/in.c")
    #expect(link == "src/real.c")
    _ = try Reverter(root: project.root).revert()
    #expect(project.text("src/real.c") == "old")
  }

  @Test func doesNotKeepAJournalOutside() throws {
    let outside = try TestProject()
    let project = try TestProject()
    try project.write("a.c", "old")
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/.allocmigrate", withDestinationPath: outside.path)
    #expect(throws: WritingError.self) {
      try FileWriter(root: project.root).write([project.change("a.c", to: "new")])
    }
    #expect(project.text("a.c") == "old")
    #expect(try outside.tree().isEmpty)
  }

  @Test func respectsWriteProtection() throws {
    let project = try TestProject()
    try project.write("a.c", "old")
    chmod(project.path + "/a.c", 0o444)
    let report = try FileWriter(root: project.root).write([project.change("a.c", to: "new")])
    #expect(report.skipped.map(\.reason) == [.writeProtected])
    #expect(project.text("a.c") == "old")
  }

  @Test func refusesToRunTwiceAtOnce() throws {
    let project = try TestProject()
    try project.write("a.c", "old")
    let holder = try Harness("hold", project.path)
    #expect(holder.line() == "held")
    let second = try Harness("apply", project.path).finish()
    #expect(second.status == 1)
    #expect(second.errors.contains("is being written by another run (process "))
    #expect(project.text("a.c") == "old")
    holder.kill()
    #expect(try Harness("apply", project.path).finish().output == "1 0 0\n")
  }
}
