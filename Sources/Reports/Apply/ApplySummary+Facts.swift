package import SourceModel

extension ApplySummary {
  /// Sums up a run of `apply`.
  ///
  /// - Parameters:
  ///   - decisions: as they are after rewriting, so without those that could
  ///     not be carried out.
  ///   - files: the files that were written or, in a preview, that would be. An
  ///     edit counts if its file is among them.
  ///   - unwritten: the files whose edits are lost, and why.
  package init(
    program: ProgramFacts, decisions: [Decision], mode: Mode, files: [EditedFile],
    unwritten: [UnwrittenFile] = []
  ) {
    let destinations = Dictionary(
      files.map { ($0.file, $0.destination) }, uniquingKeysWith: { first, _ in first })
    let bySite = Dictionary(
      decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    var sizes = Sizes()
    var edits: [FilePath: [Site]] = [:]
    var blocked: [(blocker: Blocker, location: SourceLocation)] = []
    var staying: [(blocker: Blocker, location: SourceLocation)] = []
    var counted: [SiteRow] = []
    for site in program.sites {
      let file = site.location.file
      guard let decision = bySite[site.identity] else { continue }
      counted.append(SiteRow(site, decision))
      switch decision.action {
      case .migrate(let kind):
        guard destinations[file] != nil else { continue }
        edits[file, default: []].append(site)
        sizes.add(kind, grade: decision.grade)
      case .leave(let blocker):
        if SiteState(decision).isRemaining {
          blocked.append((blocker, site.location))
        } else {
          staying.append((blocker, site.location))
        }
      }
    }
    let rows = destinations.map { file, destination in
      FileRow(
        file: file, destination: destination, edits: edits[file]?.count ?? 0,
        roles: RoleCounts((edits[file] ?? []).map(\.function.role)))
    }
    self.init(
      mode: mode, files: rows.sorted { ($1.edits, $0.file) < ($0.edits, $1.file) }, sizes: sizes,
      blocked: ReasonGroup.groups(blocked), staying: ReasonGroup.groups(staying),
      unwritten: unwritten.sorted { $0.file < $1.file }, sites: counted)
  }

  /// What to do next, each a sentence without its full stop; never empty.
  package var nextSteps: [String] {
    var steps: [String] = []
    if let first = unwritten.first {
      steps.append(
        "run `allocmigrate apply` again for "
          + "\(Wording.count(unwritten.count, "file")) that could not be written, such as "
          + "`\(first.file)`")
    }
    switch mode {
    case .preview where edits > 0:
      steps.append("run `allocmigrate apply` without `--diff` or `--dry-run` to write the edits")
    case .copies where edits > 0, .inPlace where edits > 0:
      steps.append(
        "`allocmigrate verify` builds it and runs the tests in checking mode; "
          + "`allocmigrate revert` takes it all back")
    default: break
    }
    if let group = blocked.first(where: { $0.reason != .changed }), let place = group.places.first {
      steps.append(
        "run `allocmigrate explain \(place.file):\(place.line)` to see what "
          + "\(group.reason.rawValue) blocks")
    }
    if mode == .preview, adoptable > 0 {
      steps.append(Blocker.decision(onAdopting: adoptable))
    }
    return steps.isEmpty ? ["run `allocmigrate report` to see what is left"] : steps
  }

  /// How many sites could move if the rules adopted foreign memory.
  private var adoptable: Int {
    sites.count { row in
      guard case .leave(let blocker) = row.decision.action else { return false }
      return blocker.isAdoptable
    }
  }
}

extension ApplySummary.Sizes {
  /// Counts an edit; only releases and resizes count.
  fileprivate mutating func add(_ kind: TemplateKind, grade: SizeGrade?) {
    var counts = SizeCounts()
    counts.add(RefactoringPattern(kind))
    if counts.sized > 0 {
      if grade == .proven { proven += 1 } else { inferred += 1 }
    }
    if counts.unsized > 0 {
      if grade == .inferred { belowGrade += 1 } else { unsized += 1 }
    }
    string += counts.string
    callback += counts.callback
  }
}
