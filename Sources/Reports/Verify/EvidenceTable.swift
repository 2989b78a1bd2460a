import SourceModel

/// Counts releases and resizes by what is known of them.
enum EvidenceTable {
  /// One site, as far as the tables need it.
  typealias Row = (key: String, state: VerifyReport.SiteRow.State)

  /// A table of one line a key, sorted by it.
  static func table(
    _ rows: [Row], title: String, cell: (String) -> ReportTable.Cell
  ) -> ReportTable {
    func counts(_ rows: [Row]) -> [ReportTable.Cell] {
      [.number(rows.count)]
        + VerifyReport.SiteRow.State.allCases.map { state in
          .number(rows.count { $0.state == state })
        }
    }
    let groups = Dictionary(grouping: rows, by: \.key).sorted { $0.key < $1.key }
    return ReportTable(
      [
        .init(title), .init("Sites", isNumber: true), .init("Confirmed", isNumber: true),
        .init("Executed", isNumber: true), .init("Wrong", isNumber: true),
        .init("Not Executed", isNumber: true),
      ],
      rows: groups.map { [cell($0.key)] + counts($0.value) },
      total: [.text("Total")] + counts(rows))
  }

  /// The cell of a subsystem's name, which may be empty.
  static func subsystem(_ name: String) -> ReportTable.Cell {
    name.isEmpty ? .text("(not known)") : .code(name)
  }
}
