import SourceModel

extension ProgressReport {
  /// What to do next, in an order that makes each step count, each a sentence
  /// without its full stop; never empty.
  package var nextSteps: [String] {
    var steps = sourceSteps
    if let group = remaining.first(where: { $0.files.contains { $0.ready > 0 } }) {
      let files = group.files.filter { $0.ready > 0 }
      let sites = files.reduce(0) { $0 + $1.ready }
      let priority = group.priority.map { " of \($0.rawValue) priority" } ?? ""
      let places = Wording.list(files.map { "`\($0.file)`" }, limit: 3)
      steps.append(
        "run `allocmigrate apply` for \(Wording.count(sites, "site"))\(priority) in \(places)")
    }
    if let reason = blocked.first, let place = reason.places.first {
      steps.append(
        "settle \(Wording.count(reason.sites, "site")) blocked by \(reason.reason.rawValue), "
          + "the first at `\(place)` (`allocmigrate explain \(place.file):\(place.line)`)")
    }
    if totals.undecided > 0 {
      steps.append(
        "find out why \(Wording.count(totals.undecided, "site")) "
          + "\(totals.undecided == 1 ? "has" : "have") no decision, with `allocmigrate explain`")
    }
    if sizes.unsized > 0 {
      steps.append(
        "give sizes to \(Wording.count(sizes.unsized, "migrated site")) without one: before an "
          + "apply `allocmigrate explain` says what keeps it from being known")
    }
    return steps + closingSteps
  }

  private var sourceSteps: [String] {
    var steps: [String] = []
    if !unexplained.isEmpty {
      let sum = unexplained.reduce(0) { $0 + $1.occurrences }
      steps.append(
        "look into \(Wording.count(sum, "unexplained occurrence")) in "
          + Wording.list(unexplained.map { "`\($0.file)`" }, limit: 3))
    }
    if let copy = unseenCopies.first {
      steps.append(
        "give compile commands for "
          + "\(Wording.count(unseenCopies.count, "refactored copy", "refactored copies")) in which "
          + "no migrated use was seen, such as `\(copy)`")
    }
    if let first = uncovered.first {
      steps.append(
        "add compile commands for \(Wording.count(uncovered.count, "file")) that none covers, "
          + "such as `\(first.file)`")
    }
    return steps
  }

  /// What is left to verify; `nil` when all that is migrated was right when it ran.
  private var verifyStep: String? {
    func step(_ start: String, _ state: VerifyReport.SiteRow.State, _ end: String) -> String? {
      let found = evidence.filter { $0.state == state }
      return found.first.map { first in
        "\(start) \(Wording.count(found.count, "release or resize", "releases and resizes")) "
          + "\(end), such as `\(first.site)`, and verify again"
      }
    }
    let isComplete = evidence.count >= sizes.migrated - sizes.callback
    guard staleEvidence.isEmpty, !evidence.isEmpty, isComplete else {
      return "`allocmigrate verify`, which checks the sizes as the tests run"
    }
    return step("mend", .wrong, "that `verify` found wrong")
      ?? step("let a test run", .notExecuted, "that none has run")
  }

  private var closingSteps: [String] {
    if totals.all == 0 {
      return ["check the families and the folders in `allocmigrate.yml`: there are no sites"]
    }
    guard totals.migrated > 0 else { return [] }
    var steps = [verifyStep].compactMap(\.self)
    if totals.copies > 0, totals.raw == 0, unseenCopies.isEmpty {
      steps.append(
        "put "
          + "\(Wording.count(totals.copies, "refactored copy", "refactored copies")) in the place "
          + "of \(totals.copies == 1 ? "its original" : "their originals")")
    }
    return steps
  }
}
