package import SourceModel

/// Carries out the decisions on one file.
package struct FileRewriter: Sendable {
  package let path: FilePath
  /// `nil` when the file cannot be read.
  package let source: CText?
  package let includes: IncludeFacts?
  package let target: Target
  package var sites: SiteRewriter

  package init(
    path: FilePath, source: CText?, includes: IncludeFacts?, target: Target, sites: SiteRewriter
  ) {
    self.path = path
    self.source = source
    self.includes = includes
    self.target = target
    self.sites = sites
  }

  /// The file with its edits, `nil` when none remain, and the decisions in
  /// the order of `wanted` as they were carried out.
  ///
  /// - Parameter wanted: the decisions to migrate, each with its site.
  package func rewrite(_ wanted: [(Decision, Site?)]) -> (RewrittenFile?, [Decision]) {
    guard let source, path.isInProject else {
      let detail =
        path.isInProject
        ? "\(path) cannot be read: check its permissions"
        : "\(path) lies outside of the project: it is not written"
      return (nil, wanted.map { $0.0.left(Blocker(.readOnly, detail)) })
    }
    // A variable that cannot be assigned everywhere is given up, and with it the
    // sizes that it was for.
    var attempt = self
    attempt.sites.saved = SavedVariables(for: wanted.map(\.0), in: source)
    attempt.sites.earlier = EarlierVariables(
      for: wanted.map(\.0), in: source, besides: attempt.sites.saved.allNames)
    while true {
      let (free, decisions) = attempt.carryOut(wanted, source)
      guard attempt.sites.saved.drop(notIn: free.groups) else {
        let carriedOut = Set(free.groups.map(\.site))
        let uses = decisions.filter { carriedOut.contains($0.site) }.compactMap(\.earlier?.use)
        let edits =
          attempt.sites.saved.looseEdits(in: source)
          + attempt.sites.earlier.edits(for: Set(uses), in: source)
        return (
          attempt.file(free, edits, sites: wanted.compactMap(\.1), source: source), decisions
        )
      }
    }
  }

  private func carryOut(
    _ wanted: [(Decision, Site?)], _ source: CText
  ) -> (ConflictFree, [Decision]) {
    var decisions = wanted.map(\.0)
    var groups: [EditGroup] = []
    let contradicted = Self.contradicted(decisions)
    for (index, (decision, site)) in wanted.enumerated() {
      switch outcome(decision, site, isContradicted: contradicted.contains(decision.site), source) {
      case .blocked(let blocker): decisions[index] = decision.left(blocker)
      case .edits(let group, let carriedOut):
        decisions[index] = carriedOut
        groups.append(group)
      }
    }
    let free = withoutConflicts(groups, file: path)
    decisions = decisions.map { decision in
      free.blocked[decision.site].map { decision.left($0) } ?? decision
    }
    return (free, decisions)
  }

  private func outcome(
    _ decision: Decision, _ site: Site?, isContradicted: Bool, _ source: CText
  ) -> SiteRewriter.Outcome {
    if isContradicted {
      return .blocked(
        Blocker(
          .conflictingEdits,
          "\(decision.site) has two decisions that differ: none is carried out"))
    }
    guard let site, case .migrate(let kind) = decision.action else {
      return .blocked(
        Blocker(.splitCall, "\(decision.site) is not among the sites: scan again"))
    }
    return sites.rewrite(site, by: kind, decision: decision, in: source)
  }

  private func file(
    _ free: ConflictFree, _ loose: [Edit], sites: [Site], source: CText
  ) -> RewrittenFile? {
    let groups = free.groups.filter { !$0.edits.isEmpty }
    guard !groups.isEmpty else { return nil }
    // A macro's body needs the header where it is expanded, so it does not
    // matter where it is defined.
    let macros = Set(sites.filter(\.isInMacroBody).map(\.identity))
    let firstUse = groups.filter { !macros.contains($0.site) }.map(\.whole.lower).min()
    let include = HeaderInclude(source: source, facts: includes, target: target)
      .edit(before: firstUse ?? source.bytes.count)
    return RewrittenFile(
      path: path, original: source.bytes,
      edits: render(
        groups, loose: (include.map { [$0] } ?? []) + loose, in: source.bytes),
      sites: (groups.map(\.site) + free.merged).sorted())
  }

  /// The sites with more than one decision, where these differ.
  private static func contradicted(_ decisions: [Decision]) -> Set<SiteIdentity> {
    Set(
      Dictionary(grouping: decisions, by: \.site).filter { Set($0.value).count > 1 }.keys)
  }
}

extension Site {
  fileprivate var isInMacroBody: Bool {
    if case .macroBody = form { true } else { false }
  }
}

extension Decision {
  /// The same decision, not carried out for this reason.
  package func left(_ blocker: Blocker) -> Decision {
    var decision = self
    decision.action = .leave(blocker)
    return decision
  }
}
