package import SourceModel

/// How many sites allocate, resize, release or only ask.
package struct RoleCounts: Hashable, Sendable, Codable {
  /// Sites that make a new block: allocate, allocate zeroed, duplicate.
  package var allocations = 0
  package var resizes = 0
  package var releases = 0
  package var queries = 0

  package init() {}

  package init(_ roles: some Sequence<Role>) {
    for role in roles { add(role) }
  }

  /// Counts one more site of the role.
  package mutating func add(_ role: Role) {
    switch role {
    case .allocate, .allocateZeroed, .duplicate: allocations += 1
    case .resize: resizes += 1
    case .release: releases += 1
    case .query: queries += 1
    }
  }

  package var total: Int { allocations + resizes + releases + queries }

  /// `20 allocations, 1 resize and 16 releases`; `no sites` for nothing.
  package var phrase: String {
    let terms = [
      (allocations, "allocation", "allocations"), (resizes, "resize", "resizes"),
      (releases, "release", "releases"), (queries, "query", "queries"),
    ]
    let text = Wording.list(
      terms.filter { $0.0 > 0 }.map { Wording.count($0.0, $0.1, $0.2) })
    return text.isEmpty ? "no sites" : text
  }
}
