package import SourceModel

/// The subsystems that claim allocation sites: for each site the first whose
/// `match` it satisfies by itself, whatever shares its memory. Sites that none
/// claims are left out.
package func subsystemClaims(of sites: [Site], rules: RuleSet) -> [SiteIdentity: String] {
  let matcher = SubsystemMatcher(rules.subsystems)
  return sites.reduce(into: [:]) { claims, site in
    claims[site.identity] = matcher.claim(on: site).map { rules.subsystems[$0].name }
  }
}

/// Says which subsystem's `match` an allocation site satisfies.
struct SubsystemMatcher {
  /// One alternative with its globs made ready.
  private struct Condition {
    var path: Glob?
    var type: Glob?
    var function: Glob?
    var field: Glob?
    var kind: AllocationKind?

    init(_ condition: Subsystem.Condition) {
      path = condition.path.map { Glob($0) }
      type = condition.type.map { Glob($0) }
      function = condition.function.map { Glob($0) }
      field = condition.field.map { Glob($0) }
      kind = condition.kind
    }

    func matches(_ use: SiteUse, file: String) -> Bool {
      func holds(_ glob: Glob?, _ text: String?) -> Bool {
        guard let glob else { return true }
        return text.map { glob.matches($0) } ?? false
      }
      return holds(path, file) && holds(type, use.block?.typeName)
        && holds(function, use.enclosingFunction) && holds(field, use.block?.place)
        && (kind == nil || kind == use.kind)
    }
  }

  private let conditions: [[Condition]]

  init(_ subsystems: [Subsystem]) {
    conditions = subsystems.map { $0.match.map { Condition($0) } }
  }

  /// The subsystem that claims a site; `nil` for none and for a site that does
  /// not allocate.
  func claim(on site: Site) -> Int? {
    site.function.role.allocates ? matching(site).first : nil
  }

  /// The indices of the subsystems that match a use of an allocation site, in
  /// the rules' order; the first is the one that claims it.
  func matching(_ site: Site) -> [Int] {
    let file = site.location.file.string
    return conditions.indices.filter { index in
      conditions[index].isEmpty
        || site.uses.contains { use in
          conditions[index].contains { $0.matches(use, file: file) }
        }
    }
  }
}
