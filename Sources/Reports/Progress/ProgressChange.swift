/// The difference between a report and the base that it is compared with.
struct ProgressChange {
  private let report: ProgressReport
  private let base: ProgressReport.Base

  /// `nil` when the report has no base.
  init?(_ report: ProgressReport) {
    guard let base = report.base else { return nil }
    self.report = report
    self.base = base
  }

  /// The section with its heading.
  var blocks: [ReportDocument.Block] {
    [
      .heading(2, "Change since " + .code(base.revision)), .paragraph(Prose(sentence)),
      .table(table),
    ]
  }

  private var sentence: String {
    let now = report.totals
    let then = base.totals
    let parts = [
      "\(Wording.signed(now.migrated - then.migrated)) migrated",
      "\(Wording.signed(now.raw - then.raw)) raw",
      "\(Wording.signed(now.blocked - then.blocked)) blocked",
      "\(Wording.signed(now.refactoredFiles - then.refactoredFiles)) refactored files",
    ]
    return "Sites and files: " + parts.joined(separator: ", ") + "."
  }

  private var table: ReportTable {
    let names = report.subsystems.map(\.name)
    let gone = base.subsystems.map(\.name).filter { !names.contains($0) }
    let rows = (names + gone).compactMap { name -> [ReportTable.Cell]? in
      let now = report.subsystems.first { $0.name == name }
      let then = base.subsystems.first { $0.name == name }
      let counts = [now, then].flatMap { [$0?.migrated ?? 0, $0?.raw ?? 0] }
      guard counts.contains(where: { $0 > 0 }) else { return nil }
      return [.text(name ?? ProgressReport.noSubsystem)]
        + cells(migrated: (counts[0], counts[2]), raw: (counts[1], counts[3]))
    }
    return ReportTable(
      [
        .init("Subsystem"), .init("Migrated", isNumber: true), .init("Change", isNumber: true),
        .init("Raw", isNumber: true), .init("Change", isNumber: true),
      ],
      rows: rows,
      total: [.text("Total")]
        + cells(
          migrated: (report.totals.migrated, base.totals.migrated),
          raw: (report.totals.raw, base.totals.raw)))
  }

  private func cells(migrated: (Int, Int), raw: (Int, Int)) -> [ReportTable.Cell] {
    [
      .number(migrated.0), .text(Wording.signed(migrated.0 - migrated.1)), .number(raw.0),
      .text(Wording.signed(raw.0 - raw.1)),
    ]
  }
}
