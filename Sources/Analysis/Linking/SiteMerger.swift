import SourceModel

/// Joins what several units say of one site.
enum SiteMerger {
  /// One site a location, in source order, with all units' uses and with
  /// identities counted anew, since units of other flags count other sites.
  static func merge(_ sites: [Site]) -> [Site] {
    let groups = Dictionary(grouping: sites, by: \.location)
    var merged = groups.keys.sorted().compactMap { location -> Site? in
      guard let group = groups[location], let first = group.first else { return nil }
      var site = group.dropFirst().reduce(first) { join($0, $1) }
      site.uses = sortedUses(group.flatMap(\.uses))
      return site
    }
    number(&merged)
    return merged
  }

  private static func join(_ left: Site, _ right: Site) -> Site {
    var site = left
    if formRank(right.form) < formRank(left.form) { site.form = right.form }
    site.identity = min(left.identity, right.identity)
    site.syntax = join(left.syntax, right.syntax)
    if let other = right.insideArgumentOf {
      site.insideArgumentOf = left.insideArgumentOf.map { min($0, other) } ?? other
    }
    site.isAmbiguous = left.isAmbiguous || right.isAmbiguous
    if let other = right.respelledBy {
      site.respelledBy = left.respelledBy.map { min($0, other) } ?? other
    }
    return site
  }

  private static func formRank(_ form: Site.Form) -> (Int, String) {
    switch form {
    case .call: (0, "")
    case .macroBody(let body): (1, body.name)
    case .addressTaken: (2, "")
    }
  }

  /// The tokens as both units see them; `nil` when they see different calls.
  private static func join(_ left: CallSyntax?, _ right: CallSyntax?) -> CallSyntax? {
    guard var left, let right, left.whole == right.whole, left.open == right.open,
      left.arguments.map(\.range) == right.arguments.map(\.range)
    else { return nil }
    for index in left.arguments.indices {
      let other = right.arguments[index]
      if other.hasSideEffects { left.arguments[index].hasSideEffects = true }
      if !other.isDroppable { left.arguments[index].isDroppable = false }
      if !other.isPostfix { left.arguments[index].isPostfix = false }
    }
    return left
  }

  /// Each use once, by where it is compiled. A use about which clang knew more
  /// in one unit stands for a poorer one at the same place.
  private static func sortedUses(_ uses: [SiteUse]) -> [SiteUse] {
    var places: [SiteUse: Set<SiteUse>] = [:]
    for var use in uses {
      use.flowCall = nil
      let place = SiteUse(location: use.location, enclosingFunction: use.enclosingFunction)
      places[place, default: []].insert(use)
    }
    return places.flatMap { place, uses in uses.count > 1 ? uses.subtracting([place]) : uses }
      .map { (key: key($0), use: $0) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map(\.use)
  }

  private static func key(_ use: SiteUse) -> [String] {
    let offset = String(use.location.offset)
    return [
      use.location.file.string, String(repeating: "0", count: max(0, 12 - offset.count)) + offset,
      use.enclosingFunction, use.block?.typeName ?? "", use.block?.place ?? "",
      use.kind?.rawValue ?? "", use.constantSize.map(String.init) ?? "",
    ]
  }

  /// Counts the uses of one function in one scope from 1. Sites come in order.
  private static func number(_ sites: inout [Site]) {
    var counts: [SiteIdentity: Int] = [:]
    for index in sites.indices {
      var key = sites[index].identity
      key.ordinal = 0
      counts[key, default: 0] += 1
      sites[index].identity.ordinal = counts[key] ?? 1
    }
  }
}
