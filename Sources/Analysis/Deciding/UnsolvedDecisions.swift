import SourceModel

/// The decisions for a program that could not be solved: what needs no
/// knowledge of the flow of memory.
///
/// With one subsystem there is no allocator to choose, and with the platform
/// behind it a release without a size is right for every block, whoever
/// allocated it. With several subsystems nothing can be decided.
struct UnsolvedDecisions {
  let program: ProgramFacts
  let rules: RuleSet
  let templates: TemplateChoice
  /// Why a site cannot be rewritten whatever its memory; `nil` if it can.
  let obstacle: (Site) -> Blocker?

  func result() -> AnalysisResult {
    var message = "\(Self.isTooLarge), so no size is inferred"
    if !isOneSubsystem { message += " and no site is moved, since several subsystems could own it" }
    message += wayOut
    return AnalysisResult(
      decisions: program.sites.map(decision),
      diagnostics: [Diagnostic(severity: .warning, message: message)])
  }

  private static let isTooLarge =
    "the flow of memory in this program is too large to follow"

  /// What may make it smaller.
  private var wayOut: String {
    rules.hasNoClients
      ? ""
      : "; if nothing but these sources uses what their headers declare, 'clients: none' in the "
        + "rules makes it smaller; 'programs' lets several programs be looked at one by one"
  }

  private var isOneSubsystem: Bool {
    rules.subsystems.count == 1 && rules.subsystems.first?.strategy == .platform
  }

  private func decision(_ site: Site) -> Decision {
    func leave(_ blocker: Blocker) -> Decision {
      Decision(site: site.identity, action: .leave(blocker), subsystem: nil)
    }
    guard isOneSubsystem, let subsystem = rules.subsystems.first else {
      return leave(
        Blocker(
          .unknownAllocator,
          "\(Self.isTooLarge), and several subsystems could own this site's\(wayOut)"))
    }
    if site.function.role == .query {
      return leave(Blocker(query: site.function.name))
    }
    if let blocker = obstacle(site) { return leave(blocker) }
    switch templates.kind(for: site.function, size: .unknown) {
    case .success(let kind):
      return Decision(
        site: site.identity, action: .migrate(kind), subsystem: subsystem.name,
        grade: site.function.role.releases ? .unsized : nil,
        evidence: [Evidence(text: "the rules have one subsystem, \(subsystem.name)")])
    case .failure(let refusal): return leave(refusal.blocker)
    }
  }
}

extension Blocker {
  /// Why a query stays as it is.
  init(query name: String) {
    self.init(
      .query,
      "\(name) only asks about a block; to use more of it than was asked for counts as damage in "
        + "checking mode")
  }
}
