import Foundation
import Reports
import SourceModel
import Testing

@Suite struct PlanTests {
  private static let plan = PlanReport(
    program: ExampleProgram.example.program, decisions: ExampleProgram.example.decisions,
    rules: ExampleProgram.rules)

  @Test(arguments: ["dot", "json", "markdown", "text"]) func golden(name: String) throws {
    let format = try #require(planFormat(named: name))
    let suffix = ["markdown": "md", "text": "txt"][name] ?? name
    try Golden.expect(
      format.render(Self.plan, options: RenderOptions(width: 110)), "plan.\(suffix)")
  }

  @Test func everySiteIsInOneRow() {
    let rows = Self.plan.phases.flatMap(\.classes) + Self.plan.blocked + Self.plan.staying
    let decided = Set(ExampleProgram.example.decisions.map(\.site))
    let sites = ExampleProgram.example.program.sites.count {
      $0.function.role != .query && decided.contains($0.identity)
    }
    #expect(rows.map(\.sites).reduce(0, +) == sites)
  }

  /// A format is one file in `Formats` and one line in the list.
  @Test func everyFormatIsListed() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Reports/Plan/Formats")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = planFormats.map { String(describing: type(of: $0)) + ".swift" }
    #expect(files.sorted() == types.sorted())
  }
}
