import SourceModel

/// What has been migrated: phases and files, subsystems, patterns.
struct CompletedSection {
  /// The most files that a cell of the subsystems' table names.
  private static let filesInCell = 10

  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section with its headings.
  var blocks: [ReportDocument.Block] {
    guard report.totals.migrated > 0 else {
      return [
        .heading(2, "Completed Refactoring"), .paragraph("No site has been migrated yet."),
      ] + breakdown
    }
    let total = "Total Files Refactored: \(Wording.number(report.totals.refactoredFiles))"
    return phases + [.heading(3, Prose(total))] + breakdown + [
      .heading(2, "Key Refactoring Patterns Applied"), .numbered(report.patterns.map(pattern)),
    ]
  }

  private var phases: [ReportDocument.Block] {
    [.heading(2, "Refactored Files")]
      + report.phases.flatMap { phase in
        let state = phase.raw == 0 ? "Completed Refactoring" : "Refactoring in Progress"
        let name = phase.number.map { "(Phase \($0))" } ?? "(no phase)"
        return [.heading(3, "\(state) \(name)")]
          + phase.groups.flatMap { group -> [ReportDocument.Block] in
            [
              .heading(4, Prose(group.subsystem ?? "Files of no subsystem")),
              .numbered(group.files.map(file)),
            ]
          }
      }
  }

  private func file(_ file: ProgressReport.FileProgress) -> ReportDocument.Item {
    var lines: [Prose] = ["File: " + (file.copy.map { .code($0.string) } ?? "in place")]
    lines += file.subsystems.map { share in
      let sites = Wording.count(share.sites, "site")
      guard let name = share.subsystem else {
        return "\(sites) with an allocator of no subsystem"
      }
      let verb = share.sites == 1 ? "uses" : "use"
      return "\(name): \(sites) \(verb) " + .code(share.allocator ?? name)
    }
    let patterns = file.patterns.map {
      "\($0.pattern.title.lowercased()) (\(Wording.number($0.sites)))"
    }
    lines.append("Patterns: \(patterns.joined(separator: ", "))")
    if file.sizes.migrated > 0 { lines.append("Sizes: \(sizes(file.sizes))") }
    if file.raw > 0 {
      let states = [
        (file.ready, "ready"), (file.blocked, "blocked"), (file.undecided, "undecided"),
      ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.1)" }
      lines.append(
        "Still raw: \(Wording.count(file.raw, "site")) (\(states.joined(separator: ", ")))")
    }
    return ReportDocument.Item(
      text: Prose.code(file.file.string).bold + " (\(file.roles.phrase))",
      blocks: [.bullets(lines)])
  }

  private func sizes(_ sizes: SizeCounts) -> String {
    [
      (sizes.sized, "written"), (sizes.string, "measured from the string"),
      (sizes.unsized, "not given"), (sizes.callback, "not given in a callback"),
    ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.1)" }.joined(separator: ", ")
  }

  private var breakdown: [ReportDocument.Block] {
    let rows = report.subsystems.filter { $0.migrated + $0.raw > 0 }
    let table = ReportTable(
      [
        .init("Subsystem"), .init("Allocator"), .init("Migrated", isNumber: true),
        .init("Raw", isNumber: true), .init("Files Refactored"),
      ],
      rows: rows.map { row in
        [
          .text(row.name ?? ProgressReport.noSubsystem), .code(row.allocator ?? ""),
          .number(row.migrated), .number(row.raw),
          .codes(row.files.map(\.string), limit: Self.filesInCell),
        ]
      },
      total: [
        .text("Total"), .empty, .number(report.totals.migrated), .number(report.totals.raw),
        .text(Wording.count(report.totals.refactoredFiles, "file")),
      ])
    return [.heading(2, "Allocation Breakdown by Subsystem"), .table(table)]
  }

  private func pattern(_ pattern: ProgressReport.PatternProgress) -> ReportDocument.Item {
    ReportDocument.Item(
      text: Prose(pattern.pattern.title).bold + " (\(Wording.count(pattern.sites, "site")))",
      blocks: pattern.example.map { [example($0)] } ?? [])
  }

  private func example(_ example: RefactoringExample) -> ReportDocument.Block {
    let place = " (\(example.location.file):\(example.location.line))"
    var lines: [String] = []
    if let before = example.before {
      lines += ["// Before:"] + codeLines(before)
    }
    return .code(lines + ["// After\(place):"] + codeLines(example.after), language: "c")
  }

  private func codeLines(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
