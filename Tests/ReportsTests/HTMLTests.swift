import Foundation
import FoundationXML
import Testing

@testable import Reports

/// What a browser makes of a page, judged by a parser of XML, which forgives less.
@Suite struct HTMLTests {
  /// Puts the text wherever a document can hold one.
  private static func document(_ text: String) -> ReportDocument {
    let table = ReportTable(
      [.init(text), .init("N", isNumber: true)],
      rows: [[.code(text), .number(1)], [.codes([text, text], limit: 1), .empty]],
      total: [.text(text), .number(1)])
    return ReportDocument(
      title: Prose(text),
      blocks: [
        .heading(2, Prose(text)), .paragraph(Prose(text).bold + .code(text)), .table(table),
        .chart(text, [.init(name: text, value: 1)]),
        .numbered([
          .init(text: Prose(text), blocks: [.code([text, text], language: "c")]),
          .init(text: "plain", blocks: [.bullets([Prose(text)])]),
        ]),
      ])
  }

  @Test(arguments: MarkdownRenderingTests.hostile)
  func anyTextIsWellFormed(text: String) throws {
    let page = PageReader(HTMLText.page(Self.document(text)))
    #expect(page.problem == nil)
    let plain = TerminalText.oneLine(text)
    #expect(page.texts["h1"] == [plain])
    #expect(page.texts["th"]?.first == plain)
    #expect(page.texts["strong"] == [plain])
  }

  /// Nothing is fetched and nothing runs.
  @Test func needsNothingElse() {
    let report = ProgressReport(ProgressFormatTests.input, base: ProgressFormatTests.base)
    let page = PageReader(HTMLText.page(report.document))
    #expect(page.problem == nil)
    #expect(page.elements.isDisjoint(with: ["script", "link", "img", "iframe", "object"]))
    #expect(page.attributes.isDisjoint(with: ["src", "href", "style"]))
  }

  /// Markdown and HTML hold the same tables, items and blocks of code.
  @Test func holdsWhatTheMarkdownHolds() {
    let report = ProgressReport(ProgressFormatTests.input, base: ProgressFormatTests.base)
    let page = PageReader(HTMLText.page(report.document))
    let markdown = MarkdownText.document(report.document)
    let chart = markdown.components(separatedBy: "```mermaid").count - 1
    let fences = markdown.components(separatedBy: "```").count / 2
    #expect(page.texts["pre"]?.count == fences - chart)
    let tables = markdown.split(separator: "\n").count { $0.hasPrefix("| ---") }
    #expect(page.texts["table"]?.count == tables)
    #expect(page.texts["figure"]?.count == chart)
  }
}

/// Reads a page: its elements, its attributes and the text of each element.
private final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var texts: [String: [String]] = [:]
  /// What makes the page no XML; `nil` when nothing does.
  private(set) var problem: String?
  private var open: [String] = []

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() { problem = parser.parserError.map { "\($0)" } ?? "not XML" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.insert(name)
    self.attributes.formUnion(attributes.keys)
    texts[name, default: []].append("")
    open.append(name)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let name = open.last, let last = texts[name]?.indices.last else { return }
    texts[name]?[last] += text
  }
}
