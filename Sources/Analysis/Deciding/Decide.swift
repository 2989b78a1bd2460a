package import SourceModel

/// What the analysis found out about a program.
package struct AnalysisResult: Sendable {
  /// One decision a site, in the order of `ProgramFacts.sites`.
  package var decisions: [Decision]
  package var diagnostics: [Diagnostic]

  package init(decisions: [Decision], diagnostics: [Diagnostic] = []) {
    self.decisions = decisions
    self.diagnostics = diagnostics
  }
}

/// Decides for every site what is to become of it under the rules.
package func decide(_ program: ProgramFacts, rules: RuleSet) -> AnalysisResult {
  let templates = TemplateChoice(target: rules.target)
  let decisions = program.sites.map { site in
    conservativeDecision(site, rules: rules, templates: templates)
  }
  return AnalysisResult(decisions: decisions)
}

/// The decision that needs no analysis: with one subsystem there is nothing to
/// choose, and a release that gives no size cannot give a wrong one.
private func conservativeDecision(
  _ site: Site, rules: RuleSet, templates: TemplateChoice
) -> Decision {
  func leave(_ reason: Blocker.Reason, _ detail: String) -> Decision {
    Decision(site: site.identity, action: .leave(Blocker(reason, detail)), subsystem: nil)
  }
  guard let subsystem = rules.subsystems.first else {
    return leave(.noSubsystem, "the rules name no subsystem")
  }
  guard rules.subsystems.count == 1, subsystem.strategy == .platform else {
    return leave(.unknownAllocator, "several subsystems could own this memory")
  }
  if site.function.role == .query { return leave(.query, "\(site.function.name) only asks") }
  if site.form == .addressTaken {
    return leave(.addressTaken, "the address of \(site.function.name) is taken")
  }
  guard site.syntax != nil else {
    return leave(.splitCall, "the call's name and arguments stand in different places")
  }
  switch templates.kind(for: site.function, size: .unknown) {
  case .success(let kind):
    let grade: SizeGrade? = site.function.role.releases ? .unsized : nil
    return Decision(
      site: site.identity, action: .migrate(kind), subsystem: subsystem.name, grade: grade,
      evidence: [Evidence(text: "the rules have one subsystem, \(subsystem.name)")])
  case .failure(let refusal):
    return Decision(
      site: site.identity, action: .leave(refusal.blocker), subsystem: subsystem.name)
  }
}
