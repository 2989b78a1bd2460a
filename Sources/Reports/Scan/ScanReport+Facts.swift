package import SourceModel

extension ScanReport {
  /// Summarises the facts of a program and what was decided about its sites.
  ///
  /// - Parameters:
  ///   - decisions: at most one a site, in any order; may be empty when the
  ///     sites were only counted.
  ///   - claims: for each allocation site the subsystem whose rule it matches
  ///     itself, which is its subsystem as long as nothing was decided.
  ///   - wrappers: those that the rules don't declare.
  ///   - root: the project's root, absolute.
  package init(
    program: ProgramFacts, decisions: [Decision], claims: [SiteIdentity: String],
    wrappers: [Wrapper], rules: RuleSet, root: String, tool: ToolDescription
  ) {
    let bySite = Dictionary(
      decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    let sites = program.sites.map {
      SiteRow($0, decision: bySite[$0.identity], claim: claims[$0.identity])
    }
    self.init(
      tool: tool, root: root, accounting: Accounting(program.occurrences),
      occurrences: program.occurrences, sites: sites,
      files: Self.files(program, sites: sites), filesInScope: program.files.count,
      functions: Self.functions(sites),
      subsystems: Self.subsystems(sites, areDecided: !decisions.isEmpty, rules: rules),
      wrappers: wrappers, missingHeaders: program.missingHeaders,
      diagnostics: program.diagnostics, migrated: program.migrated)
  }

  private static func files(_ program: ProgramFacts, sites: [SiteRow]) -> [FileRow] {
    let occurrences = Dictionary(grouping: program.occurrences, by: \.location.file)
    let sites = Dictionary(grouping: sites, by: \.location.file)
    let migrated = Dictionary(grouping: program.migrated, by: \.location.file)
    let files = Set(occurrences.keys).union(sites.keys).union(migrated.keys)
    let rows = files.map { file in
      FileRow(
        file: file, sites: sites[file]?.count ?? 0,
        roles: RoleCounts((sites[file] ?? []).map(\.role)),
        accounting: Accounting(occurrences[file] ?? []), migrated: migrated[file]?.count ?? 0)
    }
    return rows.sorted { left, right in
      (right.sites, right.accounting.total, left.file)
        < (left.sites, left.accounting.total, right.file)
    }
  }

  private static func functions(_ sites: [SiteRow]) -> [FunctionRow] {
    let rows = Dictionary(grouping: sites, by: \.identity.callee).compactMap {
      name, sites -> FunctionRow? in
      guard let first = sites.first else { return nil }
      return FunctionRow(
        name: name, family: first.family, role: first.role,
        calls: sites.count { $0.category == .call },
        macroBodies: sites.count { $0.category == .macroBody },
        addresses: sites.count { $0.category == .addressTaken })
    }
    return rows.sorted { ($1.sites, $0.name) < ($0.sites, $1.name) }
  }

  /// Of sites that are only counted, those that allocate: it takes the flow of
  /// memory to tell what the others release.
  private static func subsystems(
    _ sites: [SiteRow], areDecided: Bool, rules: RuleSet
  ) -> [SubsystemRow] {
    let sites = areDecided ? sites : sites.filter(\.role.allocates)
    let groups = Dictionary(grouping: sites, by: \.subsystem)
    func row(_ name: String?, allocator: String?) -> SubsystemRow {
      let sites = groups[name] ?? []
      return SubsystemRow(
        name: name, allocator: allocator, sites: sites.count,
        roles: RoleCounts(sites.map(\.role)), ready: sites.count { $0.state == .ready },
        blocked: sites.count { $0.state == .blocked },
        foreign: sites.count { $0.state == .foreign })
    }
    var rows = rules.subsystems.map { row($0.name, allocator: $0.allocator) }
    let known = Set(rules.subsystems.map(\.name))
    rows += groups.keys.compactMap(\.self).filter { !known.contains($0) }.sorted()
      .map { row($0, allocator: nil) }
    if groups.keys.contains(nil) { rows.append(row(nil, allocator: nil)) }
    return rows
  }
}

extension ScanReport.SiteRow {
  init(_ site: Site, decision: Decision?, claim: String?) {
    var template: TemplateKind?
    var blocker: Blocker?
    switch decision?.action {
    case .migrate(let kind): template = kind
    case .leave(let reason): blocker = reason
    case nil: break
    }
    var macro: String?
    var category = Occurrence.Category.call
    switch site.form {
    case .call: break
    case .addressTaken: category = .addressTaken
    case .macroBody(let body):
      category = .macroBody
      macro = body.name
    }
    self.init(
      identity: site.identity, location: site.location, family: site.function.family,
      role: site.function.role, category: category, macro: macro, uses: site.uses.count,
      type: site.uses.lazy.compactMap(\.block?.typeName).first,
      place: site.uses.lazy.compactMap(\.block?.place).first, state: SiteState(decision),
      template: template, blocker: blocker,
      subsystem: decision == nil ? claim : decision?.subsystem,
      size: decision?.sizeText, grade: decision?.grade, strategy: decision?.strategy ?? "",
      assumptions: decision?.assumptions ?? [])
  }
}
