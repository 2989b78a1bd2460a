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
      matches(file: file, function: use.enclosingFunction, block: use.block, kind: use.kind)
    }

    func matches(
      file: String, function: String, block: BlockUse? = nil, kind wanted: AllocationKind? = nil
    ) -> Bool {
      func holds(_ glob: Glob?, _ text: String?) -> Bool {
        guard let glob else { return true }
        return text.map { glob.matches($0) } ?? false
      }
      return holds(path, file) && holds(type, block?.typeName)
        && holds(self.function, function) && holds(field, block?.place)
        && (kind == nil || kind == wanted)
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

  /// The subsystem that claims a call of a wrapper, of which only the place is
  /// known; `nil` for none.
  func claim(on call: Wrapper.Caller) -> Int? {
    conditions.firstIndex { alternatives in
      alternatives.isEmpty
        || alternatives.contains {
          $0.matches(file: call.location.file.string, function: call.function)
        }
    }
  }

  /// The uses of an allocation site by the subsystem that claims them, were each a site
  /// of its own; those that none claims are left out.
  func claims(onUsesOf site: Site) -> [Int: [SiteUse]] {
    let file = site.location.file.string
    let claimed = site.uses.compactMap { use in
      conditions.firstIndex { alternatives in
        alternatives.isEmpty || alternatives.contains { $0.matches(use, file: file) }
      }.map { (subsystem: $0, use: use) }
    }
    return Dictionary(grouping: claimed, by: \.subsystem).mapValues { $0.map(\.use) }
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
