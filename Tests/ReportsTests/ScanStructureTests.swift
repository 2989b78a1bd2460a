import Foundation
import Reports
import SourceModel
import Testing

@Suite struct ScanStructureTests {
  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func jsonFollowsItsSchema() throws {
    let validator = try SchemaValidator("scan-1")
    let bytes = ScanJSON().render(ScanFormatTests.report, options: RenderOptions())
    #expect(try validator.problems(bytes).isEmpty)
    let broken = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "\"root\"", with: "\"rooot\"")
      .replacingOccurrences(of: "\"ready\",", with: "\"steady\",")
    #expect(try validator.problems(Array(broken.utf8)).count > 2)
  }

  /// The schema's lists of names are those of the model.
  @Test func schemaKnowsEveryName() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/schema/scan-1.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    let names =
      Role.allCases.map(\.rawValue) + Occurrence.Category.allCases.map(\.rawValue)
      + TemplateKind.allCases.map(\.rawValue) + Blocker.Reason.allCases.map(\.rawValue)
      + SizeGrade.allCases.map(\.rawValue) + SiteState.allCases.map(\.rawValue)
    #expect(names.filter { !text.contains("\"\($0)\"") }.isEmpty)
    let report = try String(
      contentsOf: url.deletingLastPathComponent().appendingPathComponent("report-1.json"),
      encoding: .utf8)
    let reportNames =
      RefactoringPattern.allCases.map(\.rawValue) + TemplateKind.allCases.map(\.rawValue)
      + Blocker.Reason.allCases.map(\.rawValue) + Subsystem.Priority.allCases.map(\.rawValue)
    #expect(reportNames.filter { !report.contains("\"\($0)\"") }.isEmpty)
  }

  @Test func jsonStringsSurvive() throws {
    let text = "a\"b\\c\nd\te\u{1}\u{7F}é漢\u{1F600}/"
    let bytes = JSONValue.members(["k": .string(text), "e": .array([])]).serialized()
    #expect(try Self.object(bytes)["k"] as? String == text)
  }

  @Test func sarifStructure() throws {
    let report = ScanFormatTests.report
    let log = try Self.object(ScanSARIF().render(report, options: RenderOptions()))
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let tool = try #require(run["tool"] as? [String: Any])
    let driver = try #require(tool["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    let silent: Set<Occurrence.Category> = [.declaration, .shadowed, .discarded, .directive]
    let expected = report.occurrences.filter { !silent.contains($0.category) }
    #expect(results.count == expected.count)
    for (result, occurrence) in zip(results, expected) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect(["none", "note", "warning", "error"].contains(result["level"] as? String))
      let location = try #require((result["locations"] as? [[String: Any]])?.first)
      let physical = try #require(location["physicalLocation"] as? [String: Any])
      let artifact = try #require(physical["artifactLocation"] as? [String: String])
      #expect(artifact["uri"]?.removingPercentEncoding == occurrence.location.file.string)
      #expect(URL(string: artifact["uri"] ?? "")?.scheme == nil)
      #expect(artifact["uriBaseId"] == "PROJECTROOT")
      let region = try #require(physical["region"] as? [String: Int])
      #expect(region["startLine"] == occurrence.location.line)
      #expect(region["startColumn"] == occurrence.location.column)
      #expect(region["endColumn"] == occurrence.location.column + occurrence.name.count)
      #expect(region["byteOffset"] == occurrence.location.offset)
    }
  }

  @Test func sarifOutsideTheProject() throws {
    var program = ProgramFacts()
    program.occurrences = [
      Occurrence(
        name: "free", location: ExampleProgram.place("/opt/x y/a.h", 3), category: .inactive)
    ]
    let report = ScanReport(
      program: program, decisions: [], claims: [:], wrappers: [], rules: RuleSet(), root: "/p/",
      tool: ExampleProgram.tool)
    let text = String(
      decoding: ScanSARIF().render(report, options: RenderOptions()), as: UTF8.self)
    #expect(text.contains("\"artifactLocation\": {\"uri\": \"file:///opt/x%20y/a.h\"}"))
    #expect(text.contains("\"uri\": \"file:///p/\""))
  }

  /// Reads what RFC 4180 says and finds the fields again.
  @Test(arguments: ["", "plain", "a,b", "say \"x\"", "\"", "two\nlines", "cr\r", " blank ", "\r\n"])
  func csvQuoting(field: String) {
    let bytes = CSVText.serialized([[field, "next"], ["x", field]])
    #expect(Self.parse(bytes) == [[field, "next"], ["x", field]])
  }

  @Test func csvHasOneRowAnOccurrence() {
    let bytes = ScanCSV().render(ScanFormatTests.report, options: RenderOptions())
    let rows = Self.parse(bytes)
    #expect(rows.count == ScanFormatTests.report.occurrences.count + 1)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }

  private static func parse(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
          field.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      } else if !isQuoted, byte == UInt8(ascii: ",") {
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      } else if !isQuoted, byte == UInt8(ascii: "\r"), bytes[index + 1] == UInt8(ascii: "\n") {
        row.append(String(decoding: field, as: UTF8.self))
        rows.append(row)
        (row, field) = ([], [])
        index += 1
      } else {
        field.append(byte)
      }
      index += 1
    }
    return rows
  }
}
