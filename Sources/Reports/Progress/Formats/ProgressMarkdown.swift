/// The report to put into a pull request: GitHub-flavoured Markdown with a
/// Mermaid chart, which GitHub and GitLab draw.
package struct ProgressMarkdown: ProgressFormat {
  package let name = "markdown"
  package let summary = "for a pull request (GitHub-flavoured, with a Mermaid chart)"

  package init() {}

  package func render(_ report: ProgressReport) -> [UInt8] {
    let evidence = EvidenceSection(report).lines
    let sections: [[String]] = [
      ["# Memory Refactoring Progress Report: \(MarkdownText.escaped(report.project))"],
      Self.summary(report),
      ProgressChange(report).map { ["## Change since \($0.title)"] + $0.lines } ?? [],
      CompletedSection(report).lines,
      ["## Remaining Work"],
      RemainingSection(report).lines,
      ["## Sizes"],
      SizeSection(report).lines,
      evidence.isEmpty ? [] : ["## Evidence"],
      evidence,
      ["## Assumptions and Limits"],
      Self.assumptions(report),
      ["## Next Steps"],
      MarkdownText.numbered(report.nextSteps.map { [MarkdownText.prose(Wording.sentence($0))] }),
      ["## Statistics"],
      Self.statistics(report),
    ]
    let text = sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
    return Array((text + "\n").utf8)
  }

  /// What a subsystem is called where it may be none.
  static let noSubsystem = "(none)"

  private static func summary(_ report: ProgressReport) -> [String] {
    let totals = report.totals
    var text =
      "\(Wording.number(totals.migrated)) of \(Wording.count(totals.all, "site")) "
      + "(\(Wording.percent(totals.migrated, of: totals.all))) "
      + "\(totals.migrated == 1 ? "is" : "are") migrated"
    let raw = [
      (totals.ready, "ready to be migrated"), (totals.blocked, "blocked"),
      (totals.undecided, "undecided"),
    ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.0 == 1 ? "is" : "are") \($0.1)" }
    if !raw.isEmpty { text += "; " + Wording.list(raw) }
    var lines = [MarkdownText.bold(MarkdownText.escaped(text + "."))]
    if let revision = report.revision {
      lines += ["", "Revision: \(MarkdownText.code(revision))"]
    }
    return lines + chart(totals)
  }

  /// Mermaid refuses slices of nothing, so those are left out.
  private static func chart(_ totals: ProgressReport.Totals) -> [String] {
    let slices = [
      ("Migrated", totals.migrated), ("Ready", totals.ready), ("Blocked", totals.blocked),
      ("Undecided", totals.undecided), ("Foreign", totals.foreign),
      ("Left out", totals.excluded),
    ].filter { $0.1 > 0 }
    guard !slices.isEmpty else { return [] }
    let lines = ["pie showData", "  title Sites"] + slices.map { "  \"\($0.0)\" : \($0.1)" }
    return [""] + MarkdownText.codeBlock(lines, language: "mermaid")
  }

  private static func assumptions(_ report: ProgressReport) -> [String] {
    let rests = report.assumptions.map { assumption in
      "- \(MarkdownText.lineStart(assumption.name)): "
        + Wording.count(assumption.sites, "decision")
        + " \(assumption.sites == 1 ? "rests" : "rest")"
        + " on it"
    }
    let limits = ProgressReport.limits.map { "- " + MarkdownText.prose($0) }
    return (rests.isEmpty ? [] : ["Assumptions of inferred sizes:", ""] + rests + [""])
      + ["What the numbers cannot take into account:", ""] + limits
  }

  private static func statistics(_ report: ProgressReport) -> [String] {
    let totals = report.totals
    let sizes = report.sizes
    let used = report.subsystems.count { $0.name != nil && $0.migrated > 0 }
    let named = report.subsystems.count { $0.name != nil }
    var files =
      "\(Wording.number(totals.refactoredFiles)) of \(Wording.count(totals.files, "file"))"
    if totals.copies > 0 {
      files +=
        ", " + Wording.count(totals.copies, "refactored copy", "refactored copies")
        + " beside \(totals.copies == 1 ? "its original" : "their originals")"
    }
    var entries = [
      ("Files refactored", files),
      (
        "Files complete",
        "\(Wording.number(totals.completeFiles)) of \(Wording.number(totals.refactoredFiles)) "
          + "refactored"
      ),
    ]
    if let lines = totals.refactoredLines, totals.refactoredFiles > 0 {
      entries.append(("Lines in refactored files", Wording.number(lines)))
    }
    let known = sizes.sized + sizes.string
    entries += [
      (
        "Sites migrated",
        "\(Wording.number(totals.migrated)) of \(Wording.number(totals.all)) "
          + "(\(Wording.percent(totals.migrated, of: totals.all)))"
      ),
      ("Subsystems using allocators", "\(used) of \(named)"),
      (
        "Migrated releases and resizes with a size",
        "\(Wording.number(known)) of \(Wording.number(sizes.migrated)) "
          + "(\(Wording.percent(known, of: sizes.migrated)))"
      ),
      ("Occurrences of the old functions", report.accounting.line),
    ]
    return entries.map { "- **\($0.0)**: \(MarkdownText.escaped($0.1))" }
  }
}
