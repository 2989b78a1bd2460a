import SourceModel

extension PlanReport {
  /// `3 classes with 40 sites can move, 1 with 2 sites needs a decision, 1 with 5 sites stays`.
  var headline: String {
    func part(_ rows: [ClassRow], _ verb: (String, String)) -> String? {
      guard !rows.isEmpty else { return nil }
      let sites = rows.map(\.sites).reduce(0, +)
      return Wording.count(rows.count, "class", "classes") + " with "
        + Wording.count(sites, "site") + " " + (rows.count == 1 ? verb.0 : verb.1)
    }
    let parts = [
      part(phases.flatMap(\.classes), ("can move", "can move")),
      part(blocked, ("needs a decision", "need a decision")), part(staying, ("stays", "stay")),
    ].compactMap { $0 }
    return parts.isEmpty ? "nothing is left to migrate" : parts.joined(separator: "; ")
  }

  /// One table a phase, then those of what is left; empty ones are left out.
  var tables: [(title: String, note: String, table: ReportTable)] {
    let moving = phases.map { phase in
      (
        "Phase \(phase.number): \(phase.subsystem)", Self.note(phase),
        Self.readyTable(phase.classes)
      )
    }
    let left = [
      (
        "Needs a decision",
        "These classes stay raw until what blocks them is settled; 'explain' has the reasoning.",
        Self.leftTable(blocked)
      ),
      (
        "Stays", "This memory belongs to code that is not migrated.", Self.leftTable(staying)
      ),
    ]
    return (moving + left).filter { !$0.2.rows.isEmpty }
  }

  private static func note(_ phase: Phase) -> String {
    let spread = phase.classes.count { !$0.isAlone }
    let alone = phase.classes.count - spread
    var parts: [String] = []
    if alone > 0 {
      parts.append(Wording.count(alone, "class", "classes") + " within one file")
    }
    if spread > 0 {
      let together = phase.strategy == .platform ? "can move file by file" : "must move together"
      parts.append(
        Wording.count(spread, "class", "classes") + " over several files, which \(together)")
    }
    return "\(phase.priority.rawValue) priority; " + parts.joined(separator: ", ") + "."
  }

  private static func readyTable(_ rows: [ClassRow]) -> ReportTable {
    ReportTable(
      counts + sizes + [.init("Files"), .init("First site", isOptional: true)],
      rows: rows.map { row in
        cells(row)
          + [
            .number(row.proven), .number(row.inferred), .number(row.unsized),
            .codes(row.files.map(\.string), limit: 3), .code(row.identity.description),
          ]
      }
    ).droppingVoidColumns()
  }

  private static func leftTable(_ rows: [ClassRow]) -> ReportTable {
    ReportTable(
      counts + [
        .init("Reason"), .init("What is known"), .init("Files"),
        .init("First site", isOptional: true),
      ],
      rows: rows.map { row in
        cells(row)
          + [
            .text(row.blocker?.reason.rawValue ?? ""), .text(row.blocker?.detail ?? ""),
            .codes(row.files.map(\.string), limit: 3), .code(row.identity.description),
          ]
      }
    ).droppingVoidColumns()
  }

  private static let counts: [ReportTable.Column] = [
    .init("Sites", isNumber: true), .init("Allocate", isNumber: true, isOptional: true),
    .init("Resize", isNumber: true, isOptional: true),
    .init("Release", isNumber: true, isOptional: true),
  ]

  private static let sizes: [ReportTable.Column] = [
    .init("Proven", isNumber: true, isOptional: true),
    .init("Inferred", isNumber: true, isOptional: true),
    .init("Unsized", isNumber: true, isOptional: true),
  ]

  private static func cells(_ row: ClassRow) -> [ReportTable.Cell] {
    [
      .number(row.sites), .number(row.roles.allocations), .number(row.roles.resizes),
      .number(row.roles.releases),
    ]
  }
}
