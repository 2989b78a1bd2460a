/// How releases and resizes get, or would get, their sizes.
struct SizeSection {
  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section's lines below its heading; tables of nothing are left out.
  var lines: [String] {
    let sizes = report.sizes
    let migrated = table(
      "Migrated releases and resizes", total: sizes.migrated,
      [
        ("Sized", sizes.sized), ("String form", sizes.string), ("Unsized", sizes.unsized),
        ("Callback, no size", sizes.callback),
      ])
    let raw = table(
      "Grade of raw releases and resizes", total: sizes.raw,
      [
        ("Proven", sizes.rawProven), ("Inferred", sizes.rawInferred),
        ("Unsized", sizes.rawUnsized), ("Not graded", sizes.rawUngraded),
      ])
    let tables = [migrated, raw].filter { !$0.isEmpty }
    guard !tables.isEmpty else { return ["There is no release or resize, migrated or to migrate."] }
    return Array(tables.joined(separator: [""]))
  }

  private func table(_ title: String, total: Int, _ rows: [(String, Int)]) -> [String] {
    guard total > 0 else { return [] }
    return MarkdownText.table(
      ReportTable(
        [.init(title), .init("Sites", isNumber: true)],
        rows: rows.map { [.text($0.0), .number($0.1)] },
        total: [.text("Total"), .number(total)]))
  }
}
