package import SourceModel

/// What the analysis found out about a program.
package struct AnalysisResult: Sendable, Codable {
  /// One decision a site, in the order of `ProgramFacts.sites`.
  package var decisions: [Decision]
  package var diagnostics: [Diagnostic]

  package init(decisions: [Decision], diagnostics: [Diagnostic] = []) {
    self.decisions = decisions
    self.diagnostics = diagnostics
  }
}

/// Decides for every site what is to become of it under the rules.
///
/// The result depends on nothing but the program and the rules.
///
/// - Parameter jobs: how many threads to use at most.
package func decide(_ program: ProgramFacts, rules: RuleSet, jobs: Int = 1) -> AnalysisResult {
  let views = ProgramViews(EnteredProgram(program, rules: rules), jobs: jobs)
  guard !views.certain.solution.isExhausted else {
    return UnsolvedDecisions(
      program: program, rules: rules, templates: TemplateChoice(target: rules.target),
      obstacle: syntacticObstacle
    ).result()
  }
  return Decider(program, rules: rules, views: views).decide()
}

/// Why a site cannot be rewritten when nothing is known of its memory.
private func syntacticObstacle(_ site: Site) -> Blocker? {
  guard site.syntax == nil else { return nil }
  return site.form == .addressTaken
    ? Blocker(.addressTaken, "the address of \(site.function.name) is taken")
    : Blocker(
      .splitCall, "the name and arguments of \(site.function.name) stand in different places")
}

/// Puts together what the stages found out.
private struct Decider {
  private let program: ProgramFacts
  private let rules: RuleSet
  private let templates: TemplateChoice
  private let ownership: Ownership
  private let choice: SubsystemChoice
  private let sizes: SizeDecider
  private let chain: FlowChain
  private let definitions: [String: Set<SourceLocation>]
  /// The callback roles of the types with which units declare each family function.
  private let callbackRoles: [String: Set<Role?>]

  init(_ program: ProgramFacts, rules: RuleSet, views: ProgramViews) {
    self.program = program
    self.rules = rules
    templates = TemplateChoice(target: rules.target)
    ownership = Ownership(views.certain.releases)
    choice = SubsystemChoice(rules: rules, program: program)
    var sizes = [SizeDecider.View(context: views.certain)]
    if let context = views.trusting {
      sizes.append(
        SizeDecider.View(
          context: context,
          premises: [
            "each pointer is read from the member of a union or record that it was written to"
          ]))
    }
    self.sizes = SizeDecider(views: sizes, acceptedGrade: rules.acceptedGrade)
    chain = FlowChain(views.certain.solution)
    definitions = views.certain.graph.entered.definitions
    let families = views.certain.graph.entered.families
    var roles: [String: Set<Role?>] = [:]
    for unit in program.units {
      for function in unit.flow.functions
      where function.isExternal && families[function.name] != nil {
        roles[function.name, default: []].insert(function.callbackRole)
      }
    }
    callbackRoles = roles
  }

  func decide() -> AnalysisResult {
    let judge = ClassJudge(
      ownership: ownership, rules: rules, sites: program.sites, obstacle: obstacle, choice: choice)
    let verdicts = ownership.classes.map(judge.verdict)
    let decisions = program.sites.indices.map { index in
      var decision = decision(index, verdicts[safe: ownership.classOfSite[index]])
      decision.ownershipClass = ownership.classOf(index)?.sites.first.map {
        program.sites[$0].identity
      }
      decision.isCompared = ownership.compared.contains(index)
      return decision
    }
    return AnalysisResult(
      decisions: decisions,
      diagnostics: Disagreements(
        rules: rules, program: program, ownership: ownership, choice: choice, chain: chain,
        definitions: definitions
      ).diagnostics(verdicts))
  }

  /// Why a site cannot be rewritten, whatever its class; `nil` if it can.
  private func obstacle(_ index: Int) -> Blocker? {
    let site = program.sites[index]
    let name = site.function.name
    if let disagreement = site.disagreement {
      return Blocker(
        .expansionsDisagree,
        "\(disagreement.source) and \(disagreement.other) both compile this place, but only for "
          + "the first is "
          + (site.alias.map { "\($0) nothing but a name of \(name)" } ?? "this the function \(name)")
          + ", so an edit would change what the second does; take one of them out of the compile "
          + "database, or see to it by hand")
    }
    if let blocker = templates.obstacle(toNaming: site) { return blocker }
    if site.syntax == nil, !isCallbackType(site.function) {
      return site.form == .addressTaken
        ? Blocker(
          .addressTaken,
          "no function of the target has the type of \(name), which is used by its name")
        : Blocker(
          .splitCall,
          "the call of \(name) is not spelled so that its arguments can be edited, and no "
            + "function of the target has its type, so that the name alone could be")
    }
    if site.form == .addressTaken, !ownership.isUsed(index) {
      return Blocker(.addressTaken, "no call through this address of \(name) is seen")
    }
    if isInFamilyFunction(site) {
      return Blocker(
        .filtered, "\(site.identity.scope) belongs to an allocation family itself")
    }
    if ownership.releases.isReachedByForeignMemory(index) {
      if site.syntax == nil {
        guard templates.callback(for: site.function, adopts: true) == nil else { return nil }
        return Blocker(
          .noTemplate,
          "memory of the C library's comes here, which no callback of the target can adopt")
      }
      guard case .failure(let refusal) = templates.kind(for: site.function, size: .foreign) else {
        return nil
      }
      return refusal.blocker
    }
    if site.syntax != nil,
      case .failure(let refusal) = templates.kind(for: site.function, size: .unknown),
      !hasSizedTemplate(site, index)
    {
      return refusal.blocker
    }
    return nil
  }

  /// Whether the target's callback can stand where the function does: all units
  /// declare it with the type of libc's function of that role.
  private func isCallbackType(_ function: FamilyFunction) -> Bool {
    let roles = callbackRoles[function.name] ?? []
    return !roles.isEmpty && roles.allSatisfy { $0 == function.role }
  }

  private func isInFamilyFunction(_ site: Site) -> Bool {
    rules.families.contains { $0.name == site.identity.scope }
  }

  /// Whether a site can do without the unsized form that the target lacks.
  private func hasSizedTemplate(_ site: Site, _ index: Int) -> Bool {
    guard site.function.role.releases else { return false }
    let size = sizes.decide(index)
    if case .success = templates.kind(for: site.function, size: size.choice) { return true }
    return false
  }

  private func decision(_ index: Int, _ verdict: ClassVerdict?) -> Decision {
    let site = program.sites[index]
    switch verdict {
    case nil:
      return Decision(
        site: site.identity, action: .leave(Blocker(query: site.function.name)), subsystem: nil)
    case .leave(let blocker, let evidence):
      let own = obstacle(index)
      return Decision(
        site: site.identity, action: .leave(own ?? blocker), subsystem: nil,
        evidence: evidence)
    case .migrate(let subsystem, let evidence):
      return migration(of: index, to: rules.subsystems[subsystem], evidence)
    }
  }

  private func migration(
    of index: Int, to subsystem: Subsystem, _ evidence: [Evidence]
  ) -> Decision {
    let site = program.sites[index]
    if site.syntax == nil, let kind = callback(for: index) {
      return Decision(
        site: site.identity, action: .migrate(kind), subsystem: subsystem.name,
        evidence: evidence + uses(of: index))
    }
    var decision = Decision(
      site: site.identity, action: .migrate(.releaseUnsized), subsystem: subsystem.name,
      evidence: evidence)
    var size = SizeDecision()
    if site.function.role.releases {
      size = sizes.decide(index)
      // Where a size is known, the assignments that reach the release are, too.
      if size.choice == .unknown, mayGetForeignMemory(index) { size.choice = .foreign }
      decision.sizeText = size.text
      decision.grade = size.grade
      decision.strategy = size.strategy
      decision.assumptions = size.assumptions.map(\.text)
      decision.remedies = remedies(of: size, site.function)
      decision.evidence += size.evidence + origins(ownership.releases.points[index] ?? [])
    }
    switch templates.kind(for: site.function, size: size.choice) {
    case .success(let kind):
      decision.action = .migrate(kind)
      // Only a size that is written needs its variables.
      if kind.unsized != nil {
        decision.saved = size.saved
        decision.earlier = size.earlier
      }
    case .failure(let refusal): decision.action = .leave(refusal.blocker)
    }
    return decision
  }

  /// What would raise the grade of a size, or have it written.
  private func remedies(of size: SizeDecision, _ function: FamilyFunction) -> [Remedy] {
    var remedies = Set(size.assumptions.compactMap(\.remedy))
    if let remedy = size.remedy { remedies.insert(remedy) }
    if let choice = size.unaccepted,
      case .success(let kind) = templates.kind(for: function, size: choice),
      kind == .releaseString || kind.unsized != nil
    {
      remedies.insert(.acceptInferred)
    }
    return remedies.sorted()
  }

  /// The template for a site that takes an address. It adopts if foreign memory reaches
  /// it or another of its class: what was equal must stay equal.
  private func callback(for index: Int) -> TemplateKind? {
    let function = program.sites[index].function
    let adopts = (ownership.classOf(index)?.sites ?? [index]).contains { other in
      let site = program.sites[other]
      return site.syntax == nil && site.function.name == function.name
        && mayGetForeignMemory(other)
    }
    return (adopts ? templates.callback(for: function, adopts: true) : nil)
      ?? templates.callback(for: function, adopts: false)
  }

  /// Whether memory reaches a site that the program has not allocated, or likely not.
  private func mayGetForeignMemory(_ index: Int) -> Bool {
    ownership.releases.isReachedByForeignMemory(index)
      || rules.adoptsForeignMemory && ownership.releases.isReachedByUndescribedMemory(index)
  }

  /// The calls through the address that a site takes, the first few.
  private func uses(of index: Int) -> [Evidence] {
    let name = program.sites[index].function.name
    let calls = ownership.calls(throughAddressAt: index)
    let shown = calls.prefix(3).map {
      Evidence(location: $0, text: "a call through a pointer leads to this \(name)")
    }
    let more = calls.count - shown.count
    return shown + (more > 0 ? [Evidence(text: "\(more) more such calls")] : [])
  }

  /// How the blocks that reach a release get there, for the first few.
  private func origins(_ points: [ReleasePoint]) -> [Evidence] {
    guard let point = points.first, let call = point.call,
      let node = call.argument(call.facts.familyFunction?.pointer)
    else { return [] }
    return (point.foreign.prefix(1) + point.heap.prefix(2)).flatMap { object -> [Evidence] in
      guard let (name, location) = maker(of: object) else { return [] }
      let start = Evidence(location: location, text: "\(name) allocates a block that comes here")
      return [start] + chain.path(of: object, to: node)
    }
  }

  /// The function that allocates a block, and where.
  private func maker(of object: ObjectID) -> (name: String, location: SourceLocation)? {
    if case .foreign(let name, let location) = ownership.solution.kind(object) {
      return (name, location)
    }
    if case .heap(let key) = ownership.solution.kind(object),
      let use = ownership.solution.graph.entered.migratedUse(at: key.site)
    {
      return (use.name, use.location)
    }
    return ownership.site(of: object).map {
      (program.sites[$0].function.name, program.sites[$0].location)
    }
  }
}
