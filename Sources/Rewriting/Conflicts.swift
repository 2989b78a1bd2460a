package import SourceModel

/// The edit groups of one file after those that contradict each other have
/// been taken out.
package struct ConflictFree: Sendable {
  /// Groups that can be made together, identical ones once.
  package var groups: [EditGroup]
  /// The sites of groups that were taken out, with the reason.
  package var blocked: [SiteIdentity: Blocker]
  /// The sites of groups that were identical to one in `groups`.
  package var merged: [SiteIdentity]
}

/// Takes every group out that overlaps another without one standing whole in
/// an argument of the other. All members of a cluster go, and each names the
/// others: which of them is right is not for the tool to say.
package func withoutConflicts(_ groups: [EditGroup], file: FilePath) -> ConflictFree {
  var result = ConflictFree(groups: [], blocked: [:], merged: [])
  var unique: [EditGroup] = []
  let sorted = groups.sorted {
    ($0.whole.lower, -$0.whole.upper, $0.site) < ($1.whole.lower, -$1.whole.upper, $1.site)
  }
  for group in sorted {
    let first = unique.lastIndex { $0.whole != group.whole }.map { $0 + 1 } ?? 0
    if unique[first...].contains(where: { $0.edits == group.edits }) {
      result.merged.append(group.site)
    } else {
      unique.append(group)
    }
  }
  let clusters = clusters(of: unique)
  for cluster in clusters where cluster.count > 1 {
    for index in cluster {
      let others = cluster.filter { $0 != index }.map { "\(unique[$0].site)" }
      result.blocked[unique[index].site] = Blocker(
        .conflictingEdits,
        "its edit in \(file) contradicts that of \(others.joined(separator: ", ")): none of them"
          + " is made; give them the same rules or edit them by hand")
    }
  }
  result.groups = clusters.filter { $0.count == 1 }.flatMap { $0 }.sorted().map { unique[$0] }
  return result
}

/// The connected components of the conflicts among sorted groups.
private func clusters(of groups: [EditGroup]) -> [[Int]] {
  var parent = Array(groups.indices)
  func root(_ index: Int) -> Int {
    var index = index
    while parent[index] != index { index = parent[index] }
    return index
  }
  // Groups are sorted by start: only those still open can meet the next one.
  var open: [Int] = []
  for index in groups.indices {
    open.removeAll { groups[$0].whole.upper <= groups[index].whole.lower }
    for other in open where !groups[other].encloses(groups[index]) {
      parent[root(index)] = root(other)
    }
    open.append(index)
  }
  return Dictionary(grouping: groups.indices, by: root).values.map { $0.sorted() }
}
