import SourceModel

/// The tables of the text format as GitHub-flavoured Markdown.
package struct ScanMarkdown: ScanFormat {
  package let name = "markdown"
  package let summary = "tables for a pull request (GitHub-flavoured)"

  package init() {}

  package func render(_ report: ScanReport, options: RenderOptions) -> [UInt8] {
    var lines = ["# Allocation Sites", "", MarkdownText.escaped(report.accounting.line), ""]
    lines.append(MarkdownText.escaped(report.siteLine))
    if let migrated = report.migratedLine { lines += ["", MarkdownText.escaped(migrated)] }
    let tables = [
      ("By File", report.fileTable), ("By Kind", report.functionTable),
      ("By Subsystem", report.subsystemTable), ("Wrappers", report.wrapperTable),
      ("Missing Headers", report.missingHeaderTable),
      ("Unexplained Occurrences", Self.unexplained(report)),
      ("Diagnostics", Self.diagnostics(report)),
    ]
    for (title, table) in tables where !table.rows.isEmpty {
      lines += ["", "## \(title)", ""] + MarkdownText.table(table)
    }
    lines += ["", "## Next Steps", ""]
    lines += report.nextSteps.enumerated().map { index, step in
      "\(index + 1). \(MarkdownText.prose(Wording.sentence(step)))"
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func unexplained(_ report: ScanReport) -> ReportTable {
    ReportTable(
      [.init("Place"), .init("Name"), .init("Reason")],
      rows: report.unexplained.map { occurrence in
        [
          .code(occurrence.location.description), .code(occurrence.name),
          .text(occurrence.reason),
        ]
      })
  }

  private static func diagnostics(_ report: ScanReport) -> ReportTable {
    ReportTable(
      [.init("Severity"), .init("Place"), .init("Message")],
      rows: report.diagnostics.map { diagnostic in
        [
          .text(diagnostic.severity.rawValue), .code(diagnostic.location?.description ?? ""),
          .text(diagnostic.message),
        ]
      })
  }
}
