/// Finds the name that somebody probably meant.
enum Spelling {
  /// The nearest of `names`, or `nil` when none is near: more than a third of
  /// the letters would have to change.
  static func nearest(to word: String, in names: [String]) -> String? {
    let near = names.map { (name: $0, distance: distance(word, $0)) }
      .filter { $0.distance * 3 <= max(word.count, $0.name.count) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return near?.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours between two
  /// words (optimal string alignment; Damerau 1964).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        var best = min(
          previous[column] + (left[row] == right[column] ? 0 : 1),
          previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
