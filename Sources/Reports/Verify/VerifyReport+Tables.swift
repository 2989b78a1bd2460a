import SourceModel

extension VerifyReport {
  /// The verdict in a line.
  var headline: String {
    if let obstacle { return "not verified: \(obstacle)" }
    if !problems.isEmpty {
      return "\(Wording.count(problems.count, "problem")) found in \(subjectText)"
    }
    guard let test = steps.first(where: { $0.work == .test && $0.tree == .migrated }) else {
      return "\(subjectText) builds; nothing was run"
    }
    guard isChecked else {
      return "\(subjectText) builds, and its tests \(test.isGood ? "pass" : "fail") as before"
    }
    let found = test.isGood ? "nothing wrong" : "nothing but tests that failed before"
    return "\(found) was found in \(subjectText): \(Wording.number(count(.confirmed))) of "
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
    EvidenceTable.table(
      sites.map { ($0.subsystem, $0.state) }, title: "Subsystem", cell: EvidenceTable.subsystem)
  }

  /// The releases and resizes by file.
  var fileTable: ReportTable {
    EvidenceTable.table(sites.map { ($0.place.file.string, $0.state) }, title: "File") { .code($0) }
  }

  /// The sites that no test ran.
  var unexecutedTable: ReportTable {
    ReportTable(
      [.init("Place"), .init("Size"), .init("Grade")],
      rows: sites.filter { $0.state == .notExecuted }.map { row in
        [
          .code(row.place.description), row.size.map { .code($0) } ?? .text(Self.form(of: row)),
          .text(row.grade?.rawValue ?? ""),
        ]
      })
  }

  /// What a site without a size has in its place: the string form needs none.
  private static func form(of row: SiteRow) -> String {
    (row.grade ?? .unsized) > .unsized ? "string form" : ""
  }

  /// The program's own findings, a line for each that reads differently.
  var ownTable: ReportTable {
    var counts: [[ReportTable.Cell]: Int] = [:]
    var order: [[ReportTable.Cell]] = []
    for problem in own {
      let key: [ReportTable.Cell] = [
        problem.place.map { .code($0.description) } ?? .empty, .text(problem.message),
      ]
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += problem.count
    }
    return ReportTable(
      [.init("Place"), .init("Finding"), .init("Times", isNumber: true)],
      rows: order.map { $0 + [.number(counts[$0] ?? 0)] })
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
        "Leaks and damage that come without the migration, which changes neither what is allocated "
          + "nor when it is released; unless a library, or a file that no compile command covers, "
          + "releases the program's blocks: they look the same.",
        ("finding", "findings"), ownTable
      ),
    ].filter { !$0.3.rows.isEmpty }
  }

  /// The classes that cause the problems, a line each; empty without a bisection.
  var bisectionLines: [String] {
    guard let bisection else { return [] }
    guard !bisection.classes.isEmpty else {
      return ["no class causes the problems by its migration alone, nor do several together"]
    }
    return [
      "the problems are caused by \(Wording.count(bisection.classes.count, "class", "classes")) of "
        + "\(bisection.all), found in \(Wording.count(bisection.probes, "probe")):"
    ] + bisection.classes.map { "\($0.name): \(Wording.list($0.sites, limit: 8))" }
  }

  /// The problem's message with how often it was seen.
  static func text(_ problem: Problem) -> String {
    problem.message + (problem.count > 1 ? " (\(Wording.number(problem.count)) times)" : "")
  }
}
