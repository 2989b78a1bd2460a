import SourceModel

extension ApplySummary {
  /// `19 sites edited in 4 files`.
  var headline: String {
    guard edits > 0 else { return "no site to edit; nothing was written" }
    let sites = Wording.count(edits, "site")
    let place = "in " + Wording.count(files.count, "file")
    return switch mode {
    case .preview: "\(sites) would be edited \(place); nothing was written"
    case .copies: "\(sites) edited \(place), written as refactored copies"
    case .inPlace: "\(sites) edited \(place), in place"
    }
  }

  /// The files with edits.
  var fileTable: ReportTable {
    let showsDestination = files.contains { $0.destination != $0.file }
    let columns: [ReportTable.Column] = [
      .init("File"), .init("Edits", isNumber: true),
      .init("Allocate", isNumber: true, isOptional: true),
      .init("Resize", isNumber: true, isOptional: true),
      .init("Release", isNumber: true, isOptional: true),
      .init(mode == .preview ? "Would go to" : "Written to", isOptional: true),
    ]
    return ReportTable(
      columns,
      rows: files.map { row in
        [
          .code(row.file.string), .number(row.edits), .number(row.roles.allocations),
          .number(row.roles.resizes), .number(row.roles.releases),
          showsDestination ? .code(row.destination.string) : .empty,
        ]
      },
      total: [
        .text("Total"), .number(edits), .number(sum(\.allocations)), .number(sum(\.resizes)),
        .number(sum(\.releases)), .empty,
      ]
    ).droppingVoidColumns()
  }

  private func sum(_ role: KeyPath<RoleCounts, Int>) -> Int {
    files.reduce(0) { $0 + $1.roles[keyPath: role] }
  }

  /// How the edited releases and resizes get their sizes; rows of nothing are
  /// left out.
  var sizeTable: ReportTable {
    let rows = [
      ("Sized, proven", sizes.proven), ("Sized, inferred", sizes.inferred),
      ("String form", sizes.string), ("Unsized", sizes.unsized),
      ("Unsized, inferred size not accepted", sizes.belowGrade),
      ("Callback, no size", sizes.callback),
    ]
    return ReportTable(
      [.init("Releases and resizes"), .init("Sites", isNumber: true)],
      rows: rows.filter { $0.1 > 0 }.map { [.text($0.0), .number($0.1)] },
      total: [.text("Total"), .number(sizes.total)])
  }

  /// The files that were not written.
  var unwrittenTable: ReportTable {
    ReportTable(
      [.init("File"), .init("Reason")],
      rows: unwritten.map { [.code($0.file.string), .text($0.reason)] })
  }

  /// The tables that have rows, each with its title and what a row is.
  var tables: [(title: String, noun: String, table: ReportTable)] {
    [
      ("Files", "file", fileTable), ("Not Written", "file", unwrittenTable),
      ("Sizes", "form", sizeTable), ("Blocked", "reason", ReasonGroup.table(blocked)),
      ("Left as They Are", "reason", ReasonGroup.table(staying)),
    ].filter { !$0.2.rows.isEmpty }
  }
}
