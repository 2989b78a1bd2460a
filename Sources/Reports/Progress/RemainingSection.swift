import SourceModel

/// What is still raw, and why.
struct RemainingSection {
  /// The most files that a list names.
  private static let filesInList = 25

  private let report: ProgressReport

  init(_ report: ProgressReport) { self.report = report }

  /// The section below its heading.
  var blocks: [ReportDocument.Block] {
    var blocks = report.remaining.flatMap(priority)
    if blocks.isEmpty {
      let isAll = report.unexplained.isEmpty && report.uncovered.isEmpty && report.inactive.isEmpty
      blocks = [
        .paragraph(
          isAll
            ? "No site is left to migrate."
            : "No site is left to migrate but for what the scan could not look into, see below.")
      ]
    }
    if !report.blocked.isEmpty {
      blocks += [.heading(3, "Blocked Sites"), .table(ReasonGroup.table(report.blocked))]
    }
    if !report.staying.isEmpty {
      blocks += [
        .heading(3, "Foreign Memory and Sites Left Out"),
        .paragraph("These sites are not counted as raw: they are to stay as they are."),
        .table(ReasonGroup.table(report.staying)),
      ]
    }
    return blocks
      + occurrences(
        "Inactive Preprocessor Arms", "are in arms that no unit compiles",
        "is in an arm that no unit compiles", report.inactive)
      + occurrences(
        "Uncovered Files", "are in files that no compile command covers",
        "is in a file that no compile command covers", report.uncovered)
      + occurrences(
        "Unexplained", "could not be explained", "could not be explained", report.unexplained)
  }

  private static func title(_ priority: Subsystem.Priority) -> String {
    switch priority {
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    }
  }

  private func priority(_ group: ProgressReport.RemainingGroup) -> [ReportDocument.Block] {
    let title = group.priority.map { "\(Self.title($0)) Priority" } ?? "No Subsystem"
    let files = group.files.prefix(Self.filesInList).map(file)
    return [.heading(3, Prose(title)), .numbered(files)]
      + more(group.files.dropFirst(Self.filesInList).map(\.roles.total), "raw site")
  }

  private func file(_ file: ProgressReport.RemainingFile) -> ReportDocument.Item {
    let names = file.subsystems.isEmpty ? "" : " (\(file.subsystems.joined(separator: ", ")))"
    let lines = file.lines.map { Wording.count($0, "line") + ", " } ?? ""
    var states: [String] = []
    if file.ready > 0 { states.append("\(Wording.number(file.ready)) ready") }
    if file.undecided > 0 { states.append("\(Wording.number(file.undecided)) undecided") }
    if file.blocked > 0 {
      let reasons = file.blockers.map { blocker in
        (file.blockers.count > 1 ? Wording.number(blocker.sites) + " " : "")
          + blocker.reason.rawValue
      }
      states.append("\(Wording.number(file.blocked)) blocked (\(Wording.list(reasons)))")
    }
    let sites = "\(lines)\(Wording.count(file.roles.total, "raw site")): \(file.roles.phrase)"
    return ReportDocument.Item(
      text: Prose.code(file.file.string).bold + Prose(names),
      blocks: [.bullets([Prose(sites), Prose(Wording.list(states))])])
  }

  private func occurrences(
    _ title: String, _ plural: String, _ singular: String, _ files: [ProgressReport.FileCount]
  ) -> [ReportDocument.Block] {
    guard !files.isEmpty else { return [] }
    let total = files.reduce(0) { $0 + $1.occurrences }
    let text = "\(Wording.count(total, "occurrence")) \(total == 1 ? singular : plural):"
    let list = files.prefix(Self.filesInList).map {
      Prose.code($0.file.string) + ": \(Wording.number($0.occurrences))"
    }
    return [.heading(3, Prose(title)), .paragraph(Prose(text)), .bullets(list)]
      + more(files.dropFirst(Self.filesInList).map(\.occurrences), "occurrence")
  }

  /// What stands for the files that a list leaves out.
  private func more(_ counts: [Int], _ noun: String) -> [ReportDocument.Block] {
    guard !counts.isEmpty else { return [] }
    let sum = Wording.count(counts.reduce(0, +), noun)
    let files = Wording.count(counts.count, "more file")
    return [.paragraph(Prose(marked: "And \(files) with \(sum) (see `--format json`)."))]
  }
}
