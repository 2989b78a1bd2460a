extension ProgressReport {
  /// What a subsystem is called where it may be none.
  static let noSubsystem = "(none)"

  /// The report for people.
  package var document: ReportDocument {
    let steps = nextSteps.map { ReportDocument.Item(text: Prose(marked: Wording.sentence($0))) }
    return ReportDocument(
      title: "Memory Refactoring Progress Report: \(project)",
      blocks: summary + (ProgressChange(self)?.blocks ?? []) + CompletedSection(self).blocks
        + ReportDocument.section(2, "Remaining Work", RemainingSection(self).blocks)
        + ReportDocument.section(2, "Sizes", SizeSection(self).blocks)
        + ReportDocument.section(2, "Evidence", EvidenceSection(self).blocks)
        + ReportDocument.section(2, "Assumptions and Limits", limitBlocks)
        + ReportDocument.section(2, "Next Steps", [.numbered(steps)])
        + ReportDocument.section(2, "Statistics", [.bullets(statistics)]))
  }

  private var summary: [ReportDocument.Block] {
    var text =
      "\(Wording.number(totals.migrated)) of \(Wording.count(totals.all, "site")) "
      + "(\(Wording.percent(totals.migrated, of: totals.all))) "
      + "\(totals.migrated == 1 ? "is" : "are") migrated"
    let raw = [
      (totals.ready, "ready to be migrated"), (totals.blocked, "blocked"),
      (totals.undecided, "undecided"),
    ].filter { $0.0 > 0 }.map { "\(Wording.number($0.0)) \($0.0 == 1 ? "is" : "are") \($0.1)" }
    if !raw.isEmpty { text += "; " + Wording.list(raw) }
    let staying = totals.foreign + totals.excluded
    if staying > 0 {
      text += "; \(Wording.number(staying)) more \(staying == 1 ? "is" : "are") to stay"
    }
    return [.paragraph(Prose(text + ".").bold)]
      + (revision.map { [.paragraph("Revision: " + .code($0))] } ?? []) + chart
  }

  private var chart: [ReportDocument.Block] {
    let slices = [
      ("Migrated", totals.migrated), ("Ready", totals.ready), ("Blocked", totals.blocked),
      ("Undecided", totals.undecided), ("Foreign", totals.foreign),
      ("Left out", totals.excluded),
    ]
    guard slices.contains(where: { $0.1 > 0 }) else { return [] }
    return [.chart("Sites", slices.map { ReportDocument.Slice(name: $0.0, value: $0.1) })]
  }

  private var limitBlocks: [ReportDocument.Block] {
    let rests = assumptions.map { assumption in
      let decisions = Wording.count(assumption.sites, "decision")
      return Prose(
        "\(assumption.name): \(decisions) \(assumption.sites == 1 ? "rests" : "rest") on it")
    }
    return (rests.isEmpty ? [] : [.paragraph("Assumptions of inferred sizes:"), .bullets(rests)])
      + [
        .paragraph("What the numbers cannot take into account:"),
        .bullets(Self.limits.map { Prose(marked: $0) }),
      ]
  }

  private var statistics: [Prose] {
    let used = subsystems.count { $0.name != nil && $0.migrated > 0 }
    let named = subsystems.count { $0.name != nil }
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
      ("Occurrences of the old functions", accounting.line),
    ]
    return entries.map { Prose($0.0).bold + ": \($0.1)" }
  }
}
