import Foundation
import Reports
import SourceModel
import Testing

@Suite struct ApplySummaryTests {
  private static func summary(_ mode: ApplySummary.Mode) -> ApplySummary {
    let names = mode == .inPlace ? ["vm.c", "pool.c"] : ["vm.c", "pool.c", "util.h"]
    let files = names.map { name in
      let parts = name.split(separator: ".")
      let copy = "src/\(parts[0])_refactored.\(parts[1])"
      return ApplySummary.EditedFile(
        file: FilePath("src/" + name),
        destination: FilePath(mode == .inPlace ? "src/" + name : copy))
    }
    let unwritten = ApplySummary.UnwrittenFile(
      file: FilePath("src/util.h"), reason: "changed since it was read; run apply again")
    return ApplySummary(
      program: ExampleProgram.example.program, decisions: ExampleProgram.example.decisions,
      mode: mode, files: files, unwritten: mode == .inPlace ? [unwritten] : [])
  }

  @Test func goldens() throws {
    let options = RenderOptions(width: 90)
    try Golden.expect(ApplyText().render(Self.summary(.preview), options: options), "apply.txt")
    try Golden.expect(
      ApplyText().render(Self.summary(.inPlace), options: options), "apply-in-place.txt")
    try Golden.expect(ApplyMarkdown().render(Self.summary(.copies), options: options), "apply.md")
    try Golden.expect(ApplyJSON().render(Self.summary(.copies), options: options), "apply.json")
  }

  @Test func sumsAgree() {
    let summary = Self.summary(.copies)
    let roles = summary.files.map(\.roles)
    #expect(summary.edits == roles.map(\.total).reduce(0, +))
    #expect(summary.sizes.total == roles.map { $0.releases + $0.resizes }.reduce(0, +))
    let left = (summary.blocked + summary.staying).map(\.sites).reduce(0, +)
    let decided = ExampleProgram.example.decisions.count {
      if case .leave = $0.action { true } else { false }
    }
    #expect(left == decided)
  }

  /// A format is one file in `Formats` and one line in the list.
  @Test func everyFormatIsListed() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Reports/Apply/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = applyFormats.map { String(describing: type(of: $0)) + ".swift" }
    #expect(types.sorted() == files.sorted())
    #expect(applyFormats.map(\.name) == applyFormats.map(\.name).sorted())
  }
}
