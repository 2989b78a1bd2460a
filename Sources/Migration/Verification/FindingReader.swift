import Reports
import SourceModel

/// Brings what the runtime logged back to sites of the sources.
struct FindingReader {
  /// One finding, as the report tells it.
  struct Finding {
    var problem: VerifyReport.Problem
    /// Whether a program can have it without any migration.
    var mayBeOwn: Bool
    var isOwn: Bool
    /// What makes it the same finding in another run.
    var key: String
  }

  /// Kinds that a program has of its own: migrating changes neither what it
  /// allocates nor when it releases.
  static let ownKinds: Set<String> = ["leak", "overrun", "write-after-free"]

  private let trees: VerifyTrees
  private let index: SiteIndex
  private let lines: LineMap

  init(_ trees: VerifyTrees) {
    self.trees = trees
    lines = LineMap(trees)
    index = SiteIndex(
      Self.entries(trees, lines: lines),
      files: ProjectFiles(trees.after.program.files, root: trees.stage.migrated))
  }

  /// The sites that are migrated in the migrated tree, with what was decided of
  /// them in the untouched one.
  ///
  /// A site and a migrated call belong together that stand in the same line and
  /// have an argument in common; what is then left over in a line, whatever its
  /// arguments, has been edited by hand.
  private static func entries(_ trees: VerifyTrees, lines: LineMap) -> [SiteIndex.Entry] {
    guard let before = trees.before else { return [] }
    let uses = Dictionary(grouping: trees.after.program.migrated, by: \.location.file)
    var found: [Int: MigratedUse] = [:]
    var taken: Set<SourceLocation> = []
    for hasSameText in [true, false] {
      for (index, site) in before.program.sites.enumerated() where found[index] == nil {
        let line = lines.migrated(site.location.line, in: site.location.file)
        let texts = Set(site.syntax?.arguments.map(\.text) ?? [])
        let use = uses[site.location.file]?.first { use in
          use.location.line...use.lastLine ~= line && !taken.contains(use.location)
            && (!hasSameText || !texts.isDisjoint(with: use.arguments))
        }
        guard let use else { continue }
        found[index] = use
        taken.insert(use.location)
      }
    }
    return found.sorted { $0.key < $1.key }.map { index, use in
      let site = before.program.sites[index]
      let expansions = site.uses.map(\.location).filter { $0 != site.location }.map { place in
        var moved = place
        moved.line = lines.migrated(place.line, in: place.file)
        return moved
      }
      return SiteIndex.Entry(
        site: site, decision: before.decisions[index], use: use, expansions: expansions)
    }
  }

  // MARK: - Findings

  /// Every finding of a log, in source order.
  ///
  /// Blocks that other code releases and the C library gives out again look like
  /// leaked or damaged ones. So those are told with the allocation's lost blocks.
  func findings(_ log: RuntimeLog) -> [Finding] {
    let lost = Set(log.findings.keys.filter { $0.kind == "freed-outside" }.map(\.allocation))
    let isAlike = { (found: RuntimeLog.Finding) in
      Self.ownKinds.contains(found.kind) && lost.contains(found.allocation)
    }
    let findings = log.findings.filter { !isAlike($0.key) }.map { found, occurrences in
      var finding = finding(found, occurrences)
      let alike = found.kind == "freed-outside" ? log.findings.filter { isAlike($0.key) } : [:]
      let kinds = alike.filter { $0.key.allocation == found.allocation }
        .map { "\($0.key.kind) (\(Wording.number($0.value.count)))" }
      if !kinds.isEmpty {
        finding.problem.trail.append(
          .init(
            text: "also found of blocks from here, perhaps for the same reason: "
              + kinds.sorted().joined(separator: ", ")))
      }
      return finding
    }
    return findings.sorted {
      ($0.problem.place?.file.string ?? "", $0.problem.place?.line ?? 0, $0.problem.message)
        < ($1.problem.place?.file.string ?? "", $1.problem.place?.line ?? 0, $1.problem.message)
    }
  }

  /// The findings with those marked as the program's own that another run of the
  /// program has too.
  func marking(_ findings: [Finding], own: [Finding]) -> [Finding] {
    let known = Set(own.map(\.key))
    return findings.map { finding in
      var marked = finding
      marked.isOwn = finding.mayBeOwn && known.contains(finding.key)
      return marked
    }
  }

  private func finding(
    _ finding: RuntimeLog.Finding, _ occurrences: RuntimeLog.Occurrences
  ) -> Finding {
    let isOfAllocation = ["leak", "destroyed-live"].contains(finding.kind)
    let place = isOfAllocation ? finding.allocation : finding.release ?? finding.allocation
    let sites = place.map(index.sites) ?? []
    let entry = sites.count == 1 ? index.entries[sites[0]] : nil
    var trail: [VerifyReport.Problem.Step] = []
    if let allocation = finding.allocation, !isOfAllocation {
      trail.append(.init(place: self.place(allocation), text: "the block was allocated here"))
    }
    if let earlier = finding.earlier {
      trail.append(.init(place: self.place(earlier), text: "it had been released here"))
    }
    if let entry { trail += reasoning(entry, finding: finding) }
    let mayBeOwn = Self.ownKinds.contains(finding.kind)
    let origin = finding.allocation.map { allocation in
      index.sites(at: allocation).map { index.entries[$0].site.identity.description }
        .joined(separator: " ")
    }
    return Finding(
      problem: VerifyReport.Problem(
        // What libc calls by its address has no line.
        kind: finding.kind, place: place.flatMap { $0.line > 0 ? self.place($0) : nil },
        message: FindingWording.message(finding, occurrences), count: occurrences.count,
        trail: trail, site: entry?.site.identity),
      mayBeOwn: mayBeOwn, isOwn: mayBeOwn && trees.subject != .present,
      key: "\(finding.kind) \(origin ?? "")")
  }

  /// Why the site was written as it is, and what the source says instead.
  private func reasoning(
    _ entry: SiteIndex.Entry, finding: RuntimeLog.Finding
  ) -> [VerifyReport.Problem.Step] {
    let decision = entry.decision
    var steps: [VerifyReport.Problem.Step] = []
    if case .leave(let blocker) = decision.action {
      steps.append(
        .init(
          text: "the rules leave this site as it is (\(blocker.reason.rawValue)): \(blocker.detail)"
        ))
    }
    if finding.kind == "leak" {
      steps += lostReleases(of: decision)
    } else if let size = decision.sizeText, let grade = decision.grade {
      let isWritten = entry.use.arguments.contains(size)
      steps.append(
        .init(
          text: (isWritten ? "its size" : "the analysis gives another size than is written:")
            + " '\(size)' is \(grade.rawValue) by the \(decision.strategy) strategy"))
    } else if decision.grade == .unsized, entry.site.function.role.releases {
      steps.append(.init(text: "the analysis gives no size for this site"))
    }
    if let subsystem = decision.subsystem, finding.kind == "wrong-allocator" {
      steps.append(.init(text: "the analysis gives it to subsystem \(subsystem)"))
    }
    steps += decision.evidence.map { step in
      .init(place: step.location.map(lines.ofUser), text: step.text)
    }
    return steps + decision.assumptions.map { .init(text: "assumed: \($0)") }
  }

  /// The releases of a class that the migrated tree no longer has.
  private func lostReleases(of decision: Decision) -> [VerifyReport.Problem.Step] {
    guard let before = trees.before, let members = decision.ownershipClass else { return [] }
    let present = Set(index.entries.map(\.site.identity))
    let raw = Set(trees.after.program.sites.map(\.identity))
    return zip(before.program.sites, before.decisions).compactMap { site, other in
      guard other.ownershipClass == members, site.function.role == .release,
        !present.contains(site.identity), !raw.contains(site.identity)
      else { return nil }
      return .init(
        place: lines.ofUser(site.location),
        text: "the untouched program releases it here, by \(site.function.name)")
    }
  }

  /// The place in the user's tree that a place in the migrated tree comes from.
  private func place(_ place: RuntimeLog.Place) -> VerifyReport.Place {
    let sites = index.sites(at: place)
    if sites.count == 1 { return lines.ofUser(index.entries[sites[0]]) }
    guard let file = index.file(of: place) else {
      return VerifyReport.Place(file: FilePath(place.file), line: place.line)
    }
    return lines.ofUser(migratedLine: place.line, in: file)
  }

  // MARK: - Sites

  /// A row for every migrated release and resize.
  func rows(_ log: RuntimeLog, findings: [Finding]) -> [VerifyReport.SiteRow] {
    var executions: [Int: RuntimeLog.Executions] = [:]
    for (place, counts) in log.executed {
      for site in index.sites(at: place) {
        executions[site, default: .init()].count += counts.count
        executions[site, default: .init()].agreed += counts.agreed
        executions[site, default: .init()].disagreed += counts.disagreed
      }
    }
    let wrong = Set(findings.filter { !$0.isOwn }.compactMap(\.problem.site))
    let rows = index.entries.indices.compactMap { site -> VerifyReport.SiteRow? in
      let entry = index.entries[site]
      guard entry.site.function.role.releases else { return nil }
      let counts = executions[site]
      let state: VerifyReport.SiteRow.State =
        if wrong.contains(entry.site.identity) || counts?.disagreed ?? 0 > 0 {
          .wrong
        } else if let counts { counts.agreed > 0 ? .confirmed : .executed } else { .notExecuted }
      return VerifyReport.SiteRow(
        identity: entry.site.identity, place: lines.ofUser(entry),
        subsystem: entry.decision.subsystem ?? "", size: entry.decision.sizeText,
        grade: entry.decision.grade, state: state, count: counts?.count ?? 0,
        agreed: counts?.agreed ?? 0, disagreed: counts?.disagreed ?? 0)
    }
    return rows.sorted { ($0.place, $0.identity) < ($1.place, $1.identity) }
  }
}
