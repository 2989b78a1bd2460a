import Foundation
import Migration
import SourceModel
import Testing

@Suite struct ReverterTests {
  @Test func takesAppliesBackNewestFirst() throws {
    let project = try TestProject()
    try project.write("a.c", "0")
    let writer = try FileWriter(root: project.root)
    for text in ["1", "2", "3", "4"] {
      _ = try writer.write([project.change("a.c", to: text)])
    }
    let reverter = try Reverter(root: project.root)
    #expect(try reverter.revert().remaining == 3)
    #expect(project.text("a.c") == "3")
    let report = try reverter.revert(all: true)
    #expect(report.applies.count == 3 && report.remaining == 0)
    #expect(report.restored.map(\.string) == ["a.c"])
    #expect(project.text("a.c") == "0")
  }

  @Test func leavesFilesAloneThatWereChangedByHand() throws {
    let project = try TestProject()
    for name in ["a.c", "b.c", "c.c"] { try project.write(name, "old") }
    chmod(project.path + "/c.c", 0o600)
    let before = try project.tree()
    let writer = try FileWriter(root: project.root)
    _ = try writer.write(["a.c", "b.c", "c.c"].map { project.change($0, to: "new") })
    try project.write("b.c", "by hand")
    try FileManager.default.removeItem(atPath: project.path + "/c.c")
    let reverter = try Reverter(root: project.root)
    for round in 0..<2 {
      let report = try reverter.revert(all: true)
      #expect(report.restored.count == (round == 0 ? 1 : 0))
      #expect(report.skipped.map(\.reason) == [.changedSinceWritten, .removedSinceWritten])
      #expect(report.remaining == 1)
      #expect(project.text("b.c") == "by hand" && project.text("c.c") == nil)
    }
    let forced = try reverter.revert(force: true)
    #expect(forced.restored.map(\.string) == ["b.c", "c.c"])
    #expect(forced.skipped.isEmpty && forced.remaining == 0)
    #expect(try project.tree() == before)
  }

  @Test func stopsAtADamagedJournal() throws {
    let project = try TestProject()
    try project.write("a.c", "old")
    _ = try FileWriter(root: project.root).write([project.change("a.c", to: "new")])
    let journal = project.path + "/.allocmigrate/journal/000001"
    let manifest = try #require(FileManager.default.contents(atPath: journal + "/manifest.json"))
    for damaged in ["", "{}", "{\"schema\": 2}", "\0\0\0"] {
      try Data(damaged.utf8).write(to: URL(fileURLWithPath: journal + "/manifest.json"))
      #expect(throws: WritingError.self) { try Reverter(root: project.root).revert() }
      #expect(project.text("a.c") == "new")
    }
    try manifest.write(to: URL(fileURLWithPath: journal + "/manifest.json"))
    try FileManager.default.removeItem(atPath: journal + "/0.old")
    #expect(throws: WritingError.self) { try Reverter(root: project.root).revert() }
    #expect(project.text("a.c") == "new")
  }

  /// A manifest from elsewhere cannot make revert write outside of the root.
  @Test func doesNotFollowAManifestOutOfTheRoot() throws {
    let outside = try TestProject()
    try outside.write("o.c", "outside")
    let project = try TestProject()
    try project.write("d/o.c", "old")
    _ = try FileWriter(root: project.root).write([project.change("d/o.c", to: "new")])
    try FileManager.default.removeItem(atPath: project.path + "/d")
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/d", withDestinationPath: outside.path)
    let report = try Reverter(root: project.root).revert(force: true)
    #expect(report.skipped.map(\.reason) == [.outsideRoot])
    #expect(outside.text("o.c") == "outside")
  }
}
