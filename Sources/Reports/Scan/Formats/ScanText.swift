import SourceModel

/// The result for a person at a terminal, the most important first.
package struct ScanText: ScanFormat {
  package let name = "text"
  package let summary = "aligned tables, for people"

  package init() {}

  package func render(_ report: ScanReport, options: RenderOptions) -> [UInt8] {
    var lines = Self.head(report, options: options)
    let tables = [
      ("By file", "file", report.fileTable), ("By kind", "function", report.functionTable),
      ("By subsystem", "subsystem", report.subsystemTable),
      ("Wrappers", "wrapper", report.wrapperTable),
      ("Missing headers", "header", report.missingHeaderTable),
    ]
    for (title, noun, table) in tables where !table.rows.isEmpty {
      lines += ["", TerminalText.styled(title, .heading, color: options.color)]
      lines += TerminalTable(table, options: options).lines(
        noun: (noun, noun + "s"), completeIn: "csv")
    }
    lines += Self.problems(report, options: options)
    lines += ["", TerminalText.styled("Next", .heading, color: options.color)]
    lines += report.nextSteps.map { "  - " + TerminalText.printable($0) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func head(_ report: ScanReport, options: RenderOptions) -> [String] {
    let style: TerminalText.Style = report.accounting.unexplained > 0 ? .bad : .good
    var lines = [TerminalText.styled(report.accounting.line, style, color: options.color)]
    lines.append(report.siteLine)
    if let migrated = report.migratedLine { lines.append(migrated) }
    return lines
  }

  private static func problems(_ report: ScanReport, options: RenderOptions) -> [String] {
    let unexplained = report.unexplained.map { occurrence in
      Diagnostic(
        severity: .warning, location: occurrence.location,
        message: "unexplained '\(occurrence.name)'"
          + (occurrence.reason.isEmpty ? "" : ": " + occurrence.reason))
    }
    let problems = report.diagnostics + unexplained
    guard !problems.isEmpty else { return [] }
    let shown = options.rowLimit.map { Array(problems.prefix($0)) } ?? problems
    var lines = ["", TerminalText.styled("Problems", .heading, color: options.color)]
    lines += shown.map { "  " + line($0, options: options) }
    if shown.count < problems.count {
      lines.append("  ... and \(Wording.number(problems.count - shown.count)) more")
    }
    return lines
  }

  private static func line(_ diagnostic: Diagnostic, options: RenderOptions) -> String {
    let style: TerminalText.Style =
      switch diagnostic.severity {
      case .note: .faint
      case .warning: .warning
      case .error: .bad
      }
    let place = diagnostic.location.map { "\($0): " } ?? ""
    return TerminalText.printable(place)
      + TerminalText.styled(diagnostic.severity.rawValue, style, color: options.color)
      + ": " + TerminalText.printable(diagnostic.message)
  }
}
