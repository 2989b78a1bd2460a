import SourceModel

extension VerifyReport {
  /// The verdict in a line.
  var headline: String {
    if let step = untouchedFailure {
      return "not verified: the untouched copy does not build (\(step.outcome)); nothing is put "
        + "down to the migration"
    }
    if !problems.isEmpty {
      return "\(Wording.count(problems.count, "problem")) found in \(subjectText)"
    }
    guard steps.contains(where: { $0.work == .test && $0.tree == .migrated }) else {
      return "\(subjectText) builds; nothing was run"
    }
    guard isChecked else { return "\(subjectText) builds and passes its tests as before" }
    return "nothing wrong was found in \(subjectText): \(Wording.number(count(.confirmed))) of "
      + "\(Wording.count(sites.count, "release and resize", "releases and resizes")) confirmed, "
      + "\(Wording.number(count(.executed))) executed without a size, "
      + "\(Wording.number(count(.notExecuted))) not executed"
  }

  /// What was verified.
  var subjectText: String {
    switch subject {
    case .applied(let edits): "the migration of \(Wording.count(edits, "site"))"
    case .present: "the migrated tree"
    }
  }

  /// What it was compared with.
  var baselineText: String {
    switch baseline {
    case .untouched: "compared with the project as it is"
    case .journal: "compared with the sources before apply, from the journal"
    case .revision(let name): "compared with revision \(name)"
    case .missing(let reason): "not compared: \(reason)"
    }
  }

  /// The commands that were run.
  var stepTable: ReportTable {
    ReportTable(
      [
        .init("Copy"), .init("Command"), .init("Outcome"), .init("Seconds", isNumber: true),
        .init("Log", isOptional: true),
      ],
      rows: steps.map { step in
        [
          .text(step.tree.rawValue), .code(step.command), .text(step.outcome),
          .number(Int(step.seconds.rounded())), step.log.map { .code($0) } ?? .empty,
        ]
      }
    ).droppingVoidColumns()
  }

  /// The releases and resizes by subsystem.
  var subsystemTable: ReportTable {
    table(by: \.subsystem, title: "Subsystem") { $0.isEmpty ? .text("(not known)") : .code($0) }
  }

  /// The releases and resizes by file.
  var fileTable: ReportTable { table(by: \.place.file.string, title: "File") { .code($0) } }

  private func table(
    by key: KeyPath<SiteRow, String>, title: String, cell: (String) -> ReportTable.Cell
  ) -> ReportTable {
    func cells(_ rows: [SiteRow]) -> [ReportTable.Cell] {
      [.number(rows.count)]
        + SiteRow.State.allCases.map { state in .number(rows.count { $0.state == state }) }
        + [.number(rows.reduce(0) { $0 + $1.agreed })]
    }
    let groups = Dictionary(grouping: sites) { $0[keyPath: key] }.sorted { $0.key < $1.key }
    return ReportTable(
      [
        .init(title), .init("Sites", isNumber: true), .init("Confirmed", isNumber: true),
        .init("Executed", isNumber: true), .init("Wrong", isNumber: true),
        .init("Not Executed", isNumber: true),
        .init("Sizes Right", isNumber: true),
      ],
      rows: groups.map { [cell($0.key)] + cells($0.value) },
      total: [.text("Total")] + cells(sites))
  }

  /// The sites that no test ran.
  var unexecutedTable: ReportTable {
    ReportTable(
      [.init("Place"), .init("Size"), .init("Grade")],
      rows: sites.filter { $0.state == .notExecuted }.map { row in
        [
          .code(row.place.description), row.size.map { .code($0) } ?? .empty,
          .text(row.grade?.rawValue ?? ""),
        ]
      })
  }

  /// The program's own findings, a line each.
  var ownTable: ReportTable {
    ReportTable(
      [.init("Place"), .init("Finding"), .init("Times", isNumber: true)],
      rows: own.map { problem in
        [
          problem.place.map { .code($0.description) } ?? .empty, .text(problem.message),
          .number(problem.count),
        ]
      })
  }

  /// The tables that have rows, each with its title, what it means and what a
  /// row is.
  var tables: [(title: String, note: String, noun: (String, String), table: ReportTable)] {
    [
      ("Commands", baselineText + ".", ("command", "commands"), stepTable),
      (
        "Evidence by Subsystem",
        "Releases and resizes: confirmed ones were given the right size each time they ran.",
        ("subsystem", "subsystems"), subsystemTable
      ),
      ("Evidence by File", "The same by file.", ("file", "files"), fileTable),
      (
        "Not Executed", "No test ran these, so nothing is proved of them.", ("site", "sites"),
        unexecutedTable
      ),
      (
        "The Program's Own",
        "Found in the untouched program too, or independent of what was migrated.",
        ("finding", "findings"), ownTable
      ),
    ].filter { !$0.3.rows.isEmpty }
  }

  /// The problem's message with how often it was seen.
  static func text(_ problem: Problem) -> String {
    problem.message + (problem.count > 1 ? " (\(Wording.number(problem.count)) times)" : "")
  }
}
