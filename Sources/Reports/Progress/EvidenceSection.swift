import SourceModel

/// What verification has shown of the releases and resizes.
struct EvidenceSection {
  private let evidence: [RecordedEvidence]
  private let stale: [RecordedEvidence]

  init(_ report: ProgressReport) {
    evidence = report.evidence
    stale = report.staleEvidence
  }

  /// The section's lines below its heading; empty when nothing was verified.
  var lines: [String] {
    staleLines + (stale.isEmpty || evidence.isEmpty ? [] : [""]) + currentLines
  }

  /// What does not count, because it was shown of other sources.
  private var staleLines: [String] {
    guard !stale.isEmpty else { return [] }
    let files = Set(stale.map(\.site.file)).sorted().map { MarkdownText.code($0.string) }
    return [
      "\(Wording.count(stale.count, "release or resize", "releases and resizes")) in "
        + "\(Wording.list(files, limit: 5)) \(stale.count == 1 ? "is" : "are") not counted: "
        + "\(files.count == 1 ? "the file has" : "these files have") changed since `verify` ran; "
        + "`allocmigrate verify` renews what is known of them."
    ]
  }

  private var currentLines: [String] {
    guard !evidence.isEmpty else { return [] }
    let runs = Set(
      evidence.map { entry in
        MarkdownText.code(entry.command)
          + (entry.commit.map { " at " + MarkdownText.code($0) } ?? "")
      }
    ).sorted()
    var lines = [
      "Releases and resizes that the program's tests ran in checking mode: confirmed ones were "
        + "given the right size each time. Run by \(Wording.list(runs, limit: 5)).", "",
    ]
    lines += table("Subsystem", by: \.subsystem, cell: EvidenceTable.subsystem)
    lines += [""] + table("File", by: \.site.file.string) { .code($0) }
    let missing = evidence.filter { $0.state == .notExecuted }
    guard !missing.isEmpty else { return lines }
    let names = missing.prefix(Self.shown).map { MarkdownText.code($0.site.description) }
    let rest = missing.count > Self.shown ? " and \(missing.count - Self.shown) more" : ""
    return lines + ["", "Not executed: " + names.joined(separator: ", ") + rest + "."]
  }

  /// How many sites that were not executed are named.
  private static let shown = 20

  private func table(
    _ title: String, by key: KeyPath<RecordedEvidence, String>,
    cell: (String) -> ReportTable.Cell
  ) -> [String] {
    MarkdownText.table(
      EvidenceTable.table(evidence.map { ($0[keyPath: key], $0.state) }, title: title, cell: cell))
  }
}
