import SourceModel

/// Chooses a class's subsystem: the one that claims most of its allocation
/// sites, a site being claimed by the first subsystem that matches it; among
/// equals the first in the rules.
struct SubsystemChoice {
  private let rules: RuleSet
  private let sites: [Site]
  /// For each site the subsystem that claims it, or -1.
  private let claims: [Int]

  /// The subsystems that claim any site of the program.
  let claimants: Set<Int>

  init(rules: RuleSet, sites: [Site]) {
    self.rules = rules
    self.sites = sites
    let matcher = SubsystemMatcher(rules.subsystems)
    claims = sites.map { matcher.claim(on: $0) ?? -1 }
    claimants = Set(claims.filter { $0 >= 0 })
  }

  /// The subsystem's position in the rules, and who voted; `nil` when none
  /// matches.
  func subsystem(for members: Ownership.Class) -> (index: Int, evidence: [Evidence])? {
    let votes = votes(of: members)
    guard let best = votes.max(by: { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) })
    else { return catchAll(members) }
    let name = rules.subsystems[best.key].name
    let evidence = best.value.prefix(3).map { site in
      Evidence(
        location: sites[site].location, text: "\(name) matches this \(sites[site].function.name)")
    }
    return (best.key, evidence)
  }

  /// The allocation sites that each subsystem claims.
  func votes(of members: Ownership.Class) -> [Int: [Int]] {
    Dictionary(grouping: members.sites.filter { claims[$0] >= 0 }) { claims[$0] }
  }

  /// For a class without allocation sites, the only subsystem of the program,
  /// if it matches everything.
  private func catchAll(_ members: Ownership.Class) -> (index: Int, evidence: [Evidence])? {
    guard claimants.count <= 1, let index = claimants.first ?? rules.subsystems.indices.first,
      rules.subsystems[index].match.isEmpty,
      !members.sites.contains(where: { sites[$0].function.role.allocates })
    else { return nil }
    let name = rules.subsystems[index].name
    return (index, [Evidence(text: "the program has one subsystem, \(name)")])
  }
}
