/// How releases and resizes get, or would get, their sizes.
struct SizeSection {
  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section below its heading; tables of nothing are left out.
  var blocks: [ReportDocument.Block] {
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
    let tables = [migrated, raw].compactMap(\.self)
    guard !tables.isEmpty else {
      return [.paragraph("There is no release or resize, migrated or to migrate.")]
    }
    return tables
  }

  private func table(_ title: String, total: Int, _ rows: [(String, Int)]) -> ReportDocument.Block?
  {
    guard total > 0 else { return nil }
    return .table(
      ReportTable(
        [.init(title), .init("Sites", isNumber: true)],
        rows: rows.map { [.text($0.0), .number($0.1)] },
        total: [.text("Total"), .number(total)]))
  }
}
