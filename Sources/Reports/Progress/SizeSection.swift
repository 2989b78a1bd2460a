/// How releases and resizes get, or would get, their sizes.
struct SizeSection {
  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section's lines below its heading.
  var lines: [String] {
    let sizes = report.sizes
    let rows: [(String, Int, Int?)] = [
      ("Sized", sizes.sized, nil), ("String form", sizes.string, nil),
      ("Unsized", sizes.unsized, nil), ("Callback, no size", sizes.callback, nil),
    ]
    let migrated = ReportTable(
      [.init("Migrated releases and resizes"), .init("Sites", isNumber: true)],
      rows: rows.map { [.text($0.0), .number($0.1)] },
      total: [.text("Total"), .number(sizes.migrated)])
    let raw = ReportTable(
      [.init("Grade of raw releases and resizes"), .init("Sites", isNumber: true)],
      rows: [
        [.text("Proven"), .number(sizes.rawProven)],
        [.text("Inferred"), .number(sizes.rawInferred)],
        [.text("Unsized"), .number(sizes.rawUnsized)],
        [.text("Not graded"), .number(sizes.rawUngraded)],
      ],
      total: [.text("Total"), .number(sizes.raw)])
    return MarkdownText.table(migrated) + [""] + MarkdownText.table(raw)
  }
}
