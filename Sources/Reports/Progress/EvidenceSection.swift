import SourceModel

/// What verification has shown of the releases and resizes.
struct EvidenceSection {
  private let evidence: [RecordedEvidence]
  private let stale: [RecordedEvidence]

  init(_ report: ProgressReport) {
    evidence = report.evidence
    stale = report.staleEvidence
  }

  /// The section below its heading; empty when nothing was verified.
  var blocks: [ReportDocument.Block] { staleBlocks + currentBlocks }

  /// What does not count, because it was shown of other sources.
  private var staleBlocks: [ReportDocument.Block] {
    guard !stale.isEmpty else { return [] }
    let files = Set(stale.map(\.site.file)).sorted().map { Prose.code($0.string) }
    let count = Wording.count(stale.count, "release or resize", "releases and resizes")
    let rest =
      " \(stale.count == 1 ? "is" : "are") not counted: "
      + "\(files.count == 1 ? "the file has" : "these files have") changed since `verify` ran; "
      + "`allocmigrate verify` renews what is known of them."
    return [.paragraph("\(count) in " + Wording.list(files, limit: 5) + Prose(marked: rest))]
  }

  private var currentBlocks: [ReportDocument.Block] {
    guard !evidence.isEmpty else { return [] }
    let runs = Set(evidence.map { Run(command: $0.command, commit: $0.commit) }).sorted()
    let text: Prose =
      "Releases and resizes that the program's tests ran in checking mode: confirmed ones were "
      + "given the right size each time. Run by "
    let blocks: [ReportDocument.Block] = [
      .paragraph(text + Wording.list(runs.map(\.prose), limit: 5) + "."),
      table("Subsystem", by: \.subsystem, cell: EvidenceTable.subsystem),
      table("File", by: \.site.file.string) { .code($0) },
    ]
    let missing = evidence.filter { $0.state == .notExecuted }
    guard !missing.isEmpty else { return blocks }
    let names = missing.map { Prose.code($0.site.description) }
    return blocks + [
      .paragraph("Not executed: " + Wording.list(names, limit: Self.shown) + ".")
    ]
  }

  /// A command that was run, and the commit that it was run on.
  private struct Run: Hashable, Comparable {
    var command: String
    var commit: String?

    var prose: Prose { .code(command) + (commit.map { " at " + .code($0) } ?? "") }

    static func < (left: Run, right: Run) -> Bool {
      (left.command, left.commit ?? "") < (right.command, right.commit ?? "")
    }
  }

  /// How many sites that were not executed are named.
  private static let shown = 20

  private func table(
    _ title: String, by key: KeyPath<RecordedEvidence, String>,
    cell: (String) -> ReportTable.Cell
  ) -> ReportDocument.Block {
    .table(
      EvidenceTable.table(evidence.map { ($0[keyPath: key], $0.state) }, title: title, cell: cell))
  }
}
