import Foundation
import Reports
import SourceModel
import Testing

@Suite struct ProgressFormatTests {
  static let input = ProgressInput(
    tool: ExampleProgram.tool, project: "my_project", program: ExampleProgram.example.program,
    decisions: ExampleProgram.example.decisions, rules: ExampleProgram.rules,
    lineCounts: [
      FilePath("src/vm.c"): 2153, FilePath("src/pool.c"): 180, FilePath("src/util.h"): 1,
      FilePath("src/lexer_refactored.c"): 96,
    ],
    revision: "4f2a91c",
    before: { use, _, _ in
      switch (use.name, use.location.file.string) {
      case ("MEM_FREE", "src/lexer_refactored.c"): "free(t)"
      case ("MEM_STRDUP", _): "strdup(text)"
      default: nil
      }
    })

  /// The same program before anything was migrated.
  static let base: ProgressReport = {
    var input = ProgressFormatTests.input
    input.revision = "main"
    input.program.migrated = []
    input.program.files.removeAll { $0.string.contains("_refactored") }
    input.program.sites.removeAll { $0.location.file.string.contains("_refactored") }
    input.program.occurrences.removeAll { $0.location.file.string.contains("_refactored") }
    return ProgressReport(input)
  }()

  @Test func markdown() throws {
    let report = ProgressReport(Self.input, base: Self.base)
    try Golden.expect(ProgressMarkdown().render(report), "progress.md")
  }

  @Test func markdownBeforeTheFirstPhase() throws {
    try Golden.expect(ProgressMarkdown().render(Self.base), "progress-start.md")
  }

  @Test func markdownOfAnEmptyProject() throws {
    let input = ProgressInput(
      tool: ExampleProgram.tool, project: "none", program: ProgramFacts(), decisions: [],
      rules: RuleSet())
    try Golden.expect(ProgressMarkdown().render(ProgressReport(input)), "progress-empty.md")
  }

  @Test func html() throws {
    let report = ProgressReport(Self.input, base: Self.base)
    try Golden.expect(ProgressHTML().render(report), "progress.html")
  }

  @Test func json() throws {
    let bytes = ProgressJSON().render(ProgressReport(Self.input, base: Self.base))
    try Golden.expect(bytes, "progress.json")
    #expect(try SchemaValidator("report-1").problems(bytes).isEmpty)
  }

  /// A format is one file in `Formats` and one line in the list.
  @Test func everyFormatIsListed() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Reports/Progress/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = progressFormats.map { String(describing: type(of: $0)) + ".swift" }
    #expect(types.sorted() == files.sorted())
    #expect(progressFormats.map(\.name) == progressFormats.map(\.name).sorted())
  }
}
