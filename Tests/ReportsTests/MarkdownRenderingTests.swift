import Foundation
import SourceModel
import Testing

@testable import Reports

/// What a forge makes of the Markdown, judged by cmark-gfm, GitHub's renderer.
@Suite struct MarkdownRenderingTests {
  /// Where Debian's `cmark-gfm` puts the renderer; `nil` when it is missing.
  private static let renderer: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { $0 + "/cmark-gfm" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The HTML; `nil` when there is no renderer, which is said aloud and is a
  /// failure in CI.
  private static func html(_ markdown: [UInt8]) throws -> String? {
    guard let renderer else {
      let text = "cmark-gfm is not installed: no Markdown was checked (apt install cmark-gfm)"
      if ProcessInfo.processInfo.environment["CI"] == "true" {
        Issue.record("\(text)")
      } else {
        print("WARNING: \(text)")
      }
      return nil
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("allocmigrate-\(UUID().uuidString).md")
    try Data(markdown).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: renderer)
    process.arguments = ["--unsafe", "-e", "table", "-e", "autolink", file.path]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self)
  }

  private static func count(_ text: String, in html: String) -> Int {
    html.components(separatedBy: text).count - 1
  }

  private static let documents: [(String, [UInt8])] = [
    ("scan", ScanMarkdown().render(ScanFormatTests.report, options: RenderOptions())),
    ("start", ProgressMarkdown().render(ProgressFormatTests.base)),
    (
      "progress",
      ProgressMarkdown().render(
        ProgressReport(ProgressFormatTests.input, base: ProgressFormatTests.base))
    ),
    ("large", ProgressMarkdown().render(largeReport)),
  ]

  /// More files than any list or cell names.
  private static let largeReport: ProgressReport = {
    var input = ProgressFormatTests.input
    let site = input.program.sites[0]
    let use = input.program.migrated[0]
    for index in 0..<40 {
      let file = FilePath("src/many/\(index).c")
      var raw = site
      raw.location.file = file
      raw.identity.file = file
      var done = use
      done.location.file = file
      input.program.files.append(file)
      input.program.sites.append(raw)
      input.program.migrated.append(done)
    }
    return ProgressReport(input)
  }()

  @Test(arguments: documents.map(\.0))
  func everyTableAndListRenders(name: String) throws {
    let bytes = try #require(Self.documents.first { $0.0 == name }).1
    guard let html = try Self.html(bytes) else { return }
    let expected = MarkdownShape(String(decoding: bytes, as: UTF8.self))
    #expect(expected.tables > 0)
    #expect(Self.count("<table>", in: html) == expected.tables)
    #expect(Self.count("<tr>", in: html) == expected.rows)
    #expect(Self.count("<th", in: html) - Self.count("<thead", in: html) == expected.headerCells)
    #expect(Self.count("<td", in: html) == expected.bodyCells)
    #expect(Self.count("<li>", in: html) == expected.items)
    #expect(Self.count("<pre>", in: html) == expected.codeBlocks)
    #expect(Self.count("<h", in: html) == expected.headings)
  }

  static let hostile = [
    "a|b", "a\\|b", "a\\", "`", "``x`", "two\nlines", "<script>", "<!-- x", "&amp;",
    "*a* _b_ [c](d)",
    "~~x~~", "--", "| --- |", "$x$", " blanks ", "tab\tx", "\u{1B}[31m", "\r\n|x", "#1", "é漢",
    "_x_", "snake_case_name", "a `|` b\\`|",
  ]

  @Test(arguments: hostile)
  func cellsHoldAnything(text: String) throws {
    let table = ReportTable(
      [.init("A"), .init(text), .init("N", isNumber: true)],
      rows: [
        [.text(text), .code(text), .number(1)], [.codes([text, text]), .empty, .number(2)],
      ],
      total: [.text(text), .empty, .number(3)])
    let lines = MarkdownText.table(table)
    #expect(lines.count == 5)
    let markdown = (lines + ["", "after"]).joined(separator: "\n")
    guard let html = try Self.html(Array(markdown.utf8)) else { return }
    #expect(Self.count("<table>", in: html) == 1)
    #expect(Self.count("<tr>", in: html) == 4)
    #expect(Self.count("<th", in: html) - Self.count("<thead", in: html) == 3)
    #expect(Self.count("<td", in: html) == 9)
    #expect(html.contains("<p>after</p>"))
    let cells = Self.cells(html)
    let plain = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacingOccurrences(of: "\t", with: " ").replacingOccurrences(of: "\u{1B}", with: "\\x1B")
      .trimmingCharacters(in: .whitespaces)
    #expect(cells.count == 12)
    #expect(cells[1].trimmingCharacters(in: .whitespaces) == plain, "header")
    #expect(cells[3].trimmingCharacters(in: .whitespaces) == plain, "text")
    #expect(cells[4].trimmingCharacters(in: .whitespaces) == plain, "code")
  }

  /// The text of every cell, tags dropped and entities decoded.
  private static func cells(_ html: String) -> [String] {
    html.components(separatedBy: "\n").filter { $0.hasPrefix("<td") || $0.hasPrefix("<th") }
      .filter { !$0.hasPrefix("<thead") }
      .map { line in
        var text = ""
        var isTag = false
        for character in line {
          switch character {
          case "<": isTag = true
          case ">" where isTag: isTag = false
          default: if !isTag { text.append(character) }
          }
        }
        return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
          .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      }
  }

  @Test(arguments: ["# x", "> x", "- x", "+ x", "1. x", "12) x", "= x", "x"])
  func lineStartsHoldAnything(text: String) throws {
    let line = MarkdownText.lineStart(text)
    guard let html = try Self.html(Array(line.utf8)) else { return }
    #expect(html == "<p>\(text.replacingOccurrences(of: ">", with: "&gt;"))</p>\n")
  }

  @Test func fencesOutgrowTheirContents() throws {
    let lines = MarkdownText.codeBlock(["```", "x", "````"], language: "c")
    guard let html = try Self.html(Array(lines.joined(separator: "\n").utf8)) else { return }
    #expect(Self.count("<pre>", in: html) == 1)
    #expect(html.contains("```\nx\n````\n</code>"))
  }
}

/// What a Markdown text in our own style is meant to hold.
private struct MarkdownShape {
  var tables = 0
  var rows = 0
  var headerCells = 0
  var bodyCells = 0
  var items = 0
  var codeBlocks = 0
  var headings = 0

  init(_ text: String) {
    var columns = 0
    var isCode = false
    for line in text.components(separatedBy: "\n") {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("```") {
        codeBlocks += isCode ? 0 : 1
        isCode.toggle()
      }
      if isCode { continue }
      if line.hasPrefix("| ---") {
        columns = line.components(separatedBy: "---").count - 1
        tables += 1
        rows += 1
        headerCells += columns
      } else if line.hasPrefix("|"), columns > 0 {
        rows += 1
        bodyCells += columns
      } else if !line.hasPrefix("|") {
        columns = 0
        let isItem = line.hasPrefix("- ") || line.drop(while: \.isNumber).hasPrefix(". ")
        items += isItem ? 1 : 0
        headings += line.hasPrefix("#") ? 1 : 0
      }
    }
  }
}
