import SourceModel

/// What has been migrated: phases and files, subsystems, patterns.
struct CompletedSection {
  /// The most files that a cell of the subsystems' table names.
  private static let filesInCell = 10

  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section's lines, headings included.
  var lines: [String] {
    guard report.totals.migrated > 0 else {
      return ["## Completed Refactoring", "", "No site has been migrated yet.", ""] + breakdown
    }
    return phases + [
      "### Total Files Refactored: \(Wording.number(report.totals.refactoredFiles))", "",
    ] + breakdown + ["", "## Key Refactoring Patterns Applied", ""] + patterns
  }

  private var phases: [String] {
    ["## Refactored Files", ""]
      + report.phases.flatMap { phase in
        let state = phase.raw == 0 ? "Completed Refactoring" : "Refactoring in Progress"
        let name = phase.number.map { "(Phase \($0))" } ?? "(no phase)"
        return ["### \(state) \(name)", ""] + phase.groups.flatMap(group)
      }
  }

  private func group(_ group: ProgressReport.PhaseGroup) -> [String] {
    let title = group.subsystem ?? "Files of no subsystem"
    return ["#### \(MarkdownText.escaped(title))", ""]
      + MarkdownText.numbered(group.files.map(file)) + [""]
  }

  private func file(_ file: ProgressReport.FileProgress) -> [String] {
    var lines = [
      MarkdownText.bold(MarkdownText.code(file.file.string)) + " (\(file.roles.phrase))",
      "- File: " + (file.copy.map { MarkdownText.code($0.string) } ?? "in place"),
    ]
    lines += file.subsystems.map { share in
      let sites = Wording.count(share.sites, "site")
      guard let name = share.subsystem else {
        return "- \(sites) with an allocator of no subsystem"
      }
      let verb = share.sites == 1 ? "uses" : "use"
      return "- \(MarkdownText.escaped(name)): \(sites) \(verb) "
        + MarkdownText.code(share.allocator ?? name)
    }
    let patterns = file.patterns.map {
      "\($0.pattern.title.lowercased()) (\(Wording.number($0.sites)))"
    }
    lines.append("- Patterns: " + patterns.joined(separator: ", "))
    if file.sizes.migrated > 0 { lines.append("- Sizes: " + sizes(file.sizes)) }
    if file.raw > 0 {
      let states = [
        (file.ready, "ready"), (file.blocked, "blocked"), (file.undecided, "undecided"),
      ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.1)" }
      lines.append(
        "- Still raw: \(Wording.count(file.raw, "site")) (\(states.joined(separator: ", ")))")
    }
    return lines
  }

  private func sizes(_ sizes: SizeCounts) -> String {
    [
      (sizes.sized, "written"), (sizes.string, "measured from the string"),
      (sizes.unsized, "not given"), (sizes.callback, "not given in a callback"),
    ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.1)" }.joined(separator: ", ")
  }

  private var breakdown: [String] {
    let rows = report.subsystems.filter { $0.migrated + $0.raw > 0 }
    let table = ReportTable(
      [
        .init("Subsystem"), .init("Allocator"), .init("Migrated", isNumber: true),
        .init("Raw", isNumber: true), .init("Files Refactored"),
      ],
      rows: rows.map { row in
        [
          .text(row.name ?? ProgressMarkdown.noSubsystem), .code(row.allocator ?? ""),
          .number(row.migrated), .number(row.raw),
          .codes(row.files.map(\.string), limit: Self.filesInCell),
        ]
      },
      total: [
        .text("Total"), .empty, .number(report.totals.migrated), .number(report.totals.raw),
        .text(Wording.count(report.totals.refactoredFiles, "file")),
      ])
    return ["## Allocation Breakdown by Subsystem", ""] + MarkdownText.table(table)
  }

  private var patterns: [String] {
    MarkdownText.numbered(
      report.patterns.map { pattern in
        let title = MarkdownText.bold(pattern.pattern.title)
        let head = "\(title) (\(Wording.count(pattern.sites, "site")))"
        return [head] + (pattern.example.map(example) ?? [])
      })
  }

  private func example(_ example: RefactoringExample) -> [String] {
    let place = example.location.map { " (\($0.file):\($0.line))" } ?? ""
    var lines: [String] = []
    if let before = example.before {
      lines += ["// Before:"] + codeLines(before)
    }
    return MarkdownText.codeBlock(
      lines + ["// After\(place):"] + codeLines(example.after), language: "c")
  }

  private func codeLines(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
