import SourceModel

/// Chooses a class's subsystem: the one that the rules name for the class, else
/// the one that claims most of its allocation sites, a site being claimed by the
/// first subsystem that matches it; among equals the first in the rules.
struct SubsystemChoice {
  private let rules: RuleSet
  private let sites: [Site]
  private let matcher: SubsystemMatcher
  /// For each site the subsystem that claims it, or -1.
  private let claims: [Int]

  /// The subsystems that claim any site of the program, to which a site has been
  /// migrated, or that the rules name for a class.
  let claimants: Set<Int>

  private let classifier: UseClassifier

  init(rules: RuleSet, program: ProgramFacts) {
    let sites = program.sites
    let classifier = UseClassifier(rules: rules)
    self.classifier = classifier
    self.rules = rules
    self.sites = sites
    matcher = SubsystemMatcher(rules.subsystems)
    claims = sites.map { [matcher] in matcher.claim(on: $0) ?? -1 }
    let named = rules.subsystems.indices.filter { index in
      rules.classes.values.contains(rules.subsystems[index].name)
    }
    let migrated = Set(program.migrated.compactMap(classifier.namedSubsystem))
    claimants = Set(claims.filter { $0 >= 0 }).union(named)
      .union(rules.subsystems.indices.filter { migrated.contains(rules.subsystems[$0].name) })
  }

  /// The subsystem to which a part of the class has been migrated, by its
  /// position in the rules, and the first site that was; `nil` for none, and
  /// where the target's calls name no subsystem.
  func migrated(
    of members: Ownership.Class
  ) -> Result<(index: Int, use: MigratedUse)?, Refusal> {
    var found: (index: Int, use: MigratedUse)?
    for use in members.migrated where classifier.namesSubsystem(use) {
      let name = classifier.namedSubsystem(of: use)
      guard let index = rules.subsystems.firstIndex(where: { $0.name == name }) else {
        return .failure(
          Refusal(
            blocker: Blocker(
              .unknownAllocator,
              "shares memory with \(use.name) at \(use.location), whose allocator is none of the "
                + "rules' subsystems")))
      }
      if let known = found, known.index != index {
        let (one, other) = (rules.subsystems[known.index].name, rules.subsystems[index].name)
        return .failure(
          Refusal(
            blocker: Blocker(
              .unknownAllocator,
              "shares memory with \(known.use.name) at \(known.use.location), which was migrated to "
                + "\(one), and with \(use.name) at \(use.location), which was migrated to "
                + "\(other); give both to one subsystem")))
      }
      found = found ?? (index, use)
    }
    return .success(found)
  }

  /// The subsystem's position in the rules, and who voted; `nil` when none
  /// matches, or when the rules name several for the class.
  func subsystem(for members: Ownership.Class) -> (index: Int, evidence: [Evidence])? {
    let named = namings(of: members)
    if let first = named.first {
      guard Set(named.map(\.subsystem)).count == 1,
        let index = rules.subsystems.firstIndex(where: { $0.name == first.subsystem })
      else { return nil }
      let site = sites[first.site]
      return (
        index,
        [
          Evidence(
            location: site.location,
            text: "the rules put the class of this site into "
              + first.subsystem)
        ]
      )
    }
    let votes = votes(of: members)
    guard let best = votes.max(by: { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) })
    else { return catchAll(members) }
    return (best.key, isOnly(best.key) ? [only(best.key)] : evidence(best.key, best.value))
  }

  /// What speaks for a subsystem that matches some of the class's allocations.
  private func evidence(_ subsystem: Int, _ matched: [Int]) -> [Evidence] {
    let name = rules.subsystems[subsystem].name
    let first = matched.prefix(1).map { site in
      Evidence(
        location: sites[site].location, text: "\(name) matches this \(sites[site].function.name)")
    }
    let rest = matched.count - first.count
    return rest == 0
      ? first
      : first + [
        Evidence(
          text: "and \(rest) more \(rest == 1 ? "allocation" : "allocations") of memory that "
            + "mixes with it")
      ]
  }

  /// Whether the program has no other subsystem, and this one matches everything.
  private func isOnly(_ subsystem: Int) -> Bool {
    claimants.count <= 1 && rules.subsystems[subsystem].match.isEmpty
  }

  private func only(_ subsystem: Int) -> Evidence {
    Evidence(text: "the program has one subsystem, \(rules.subsystems[subsystem].name)")
  }

  /// The allocation sites that each subsystem claims.
  func votes(of members: Ownership.Class) -> [Int: [Int]] {
    Dictionary(grouping: members.sites.filter { claims[$0] >= 0 }) { claims[$0] }
  }

  /// The uses of an allocation in a macro's body by the subsystem that would claim each.
  func votes(ofExpansions site: Int) -> [Int: [SiteUse]] {
    guard case .macroBody = sites[site].form, sites[site].function.role.allocates else {
      return [:]
    }
    return matcher.claims(onUsesOf: sites[site])
  }

  /// The sites by which the rules name the class, and the subsystems that they
  /// give it.
  func namings(of members: Ownership.Class) -> [(site: Int, subsystem: String)] {
    guard !rules.classes.isEmpty else { return [] }
    return members.sites.compactMap { site in
      rules.classes[sites[site].identity].map { (site, $0) }
    }
  }

  /// For a class without allocation sites, the only subsystem of the program,
  /// if it matches everything.
  private func catchAll(_ members: Ownership.Class) -> (index: Int, evidence: [Evidence])? {
    guard let index = claimants.first ?? rules.subsystems.indices.first, isOnly(index),
      !members.sites.contains(where: { sites[$0].function.role.allocates })
    else { return nil }
    return (index, [only(index)])
  }
}
