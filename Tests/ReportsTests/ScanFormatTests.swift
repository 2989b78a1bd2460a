import Foundation
import Reports
import SourceModel
import Testing

@Suite struct ScanFormatTests {
  static let report = ScanReport(
    program: ExampleProgram.example.program, decisions: ExampleProgram.example.decisions,
    claims: [:], wrappers: ExampleProgram.example.program.wrappers, rules: ExampleProgram.rules,
    root: ExampleProgram.root, tool: ExampleProgram.tool)

  @Test(arguments: ["csv", "json", "markdown", "sarif", "text"])
  func golden(name: String) throws {
    let format = try #require(scanFormat(named: name))
    let suffix = name == "markdown" ? "md" : name == "text" ? "txt" : name
    var report = Self.report
    if name == "sarif" {
      report.occurrences.removeAll { $0.location.file.string != "src/vm.c" }
    }
    try Golden.expect(
      format.render(report, options: RenderOptions(width: 100)), "scan." + suffix)
  }

  @Test func narrowTerminalInColor() throws {
    let options = RenderOptions(width: 60, color: true, rowLimit: 2)
    try Golden.expect(ScanText().render(Self.report, options: options), "scan-narrow.txt")
    let plain = ScanText().render(Self.report, options: RenderOptions(width: 60, rowLimit: 2))
    let lines = String(decoding: plain, as: UTF8.self).components(separatedBy: "\n")
    let table = lines.drop { $0 != "By file" }.prefix { !$0.hasPrefix("Problems") }
    #expect(table.filter { !$0.hasPrefix("  (no room") }.allSatisfy { $0.count <= 60 })
  }

  @Test func nothingFound() throws {
    let report = ScanReport(
      program: ProgramFacts(), decisions: [], claims: [:], wrappers: [], rules: RuleSet(),
      root: "/p",
      tool: ExampleProgram.tool)
    let bytes = ScanText().render(report, options: RenderOptions())
    try Golden.expect(bytes, "scan-empty.txt")
    for format in scanFormats {
      #expect(!format.render(report, options: RenderOptions()).isEmpty)
    }
  }

  /// A format is one file in `Formats` and one line in the list.
  @Test func everyFormatIsListed() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Reports/Scan/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = scanFormats.map { String(describing: type(of: $0)) + ".swift" }
    #expect(types.sorted() == files.sorted())
    #expect(scanFormats.map(\.name) == scanFormats.map(\.name).sorted())
  }
}
