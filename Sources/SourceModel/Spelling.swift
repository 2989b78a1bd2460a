/// Finds what somebody meant to write.
package enum Spelling {
  /// The candidate nearest to `word`; `nil` when none is near enough to be a
  /// slip: more than a third of the word would have to change.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let lowered = word.lowercased()
    let ranked = candidates.map { (distance: distance(lowered, $0.lowercased()), word: $0) }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else {
      return nil
    }
    return best.distance <= max(1, (max(word.count, best.word.count) + 1) / 3) ? best.word : nil
  }

  /// `; did you mean 'x'?`, or what there is to choose from.
  package static func hint(for word: String, in candidates: [String]) -> String {
    if let nearest = nearest(to: word, in: candidates) { return "; did you mean '\(nearest)'?" }
    return candidates.isEmpty ? "" : "; choose from \(candidates.sorted().joined(separator: ", "))"
  }

  /// How many characters must be inserted, removed, replaced or swapped with
  /// their neighbour to make one word of the other (optimal string alignment).
  package static func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left.unicodeScalars)
    let b = Array(right.unicodeScalars)
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
