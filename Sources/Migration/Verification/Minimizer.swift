/// Delta debugging: the smallest set that still fails, after Zeller and
/// Hildebrandt, "Simplifying and isolating failure-inducing input" (2002), `ddmin`.
enum Minimizer {
  /// A subset of `all` that fails and of which no element can be left out.
  ///
  /// - Parameters:
  ///   - all: fails as a whole.
  ///   - suspects: elements to try alone first.
  ///   - fails: asked once about each set at most.
  static func smallest<Failure: Error>(
    of all: [Int], suspects: [Int], fails: (Set<Int>) throws(Failure) -> Bool
  ) throws(Failure) -> [Int] {
    var known: [Set<Int>: Bool] = [:]
    func doFail(_ set: [Int]) throws(Failure) -> Bool {
      if let answer = known[Set(set)] { return answer }
      let answer = try fails(Set(set))
      known[Set(set)] = answer
      return answer
    }
    for suspect in suspects where try doFail([suspect]) { return [suspect] }
    var current = all
    var parts = 2
    while current.count > 1 {
      let chunks = split(current, into: parts)
      var smaller: [Int]?
      for chunk in chunks where smaller == nil {
        if try doFail(chunk) { smaller = chunk }
      }
      if let smaller {
        current = smaller
        parts = 2
        continue
      }
      for chunk in chunks where parts > 2 && smaller == nil {
        let rest = current.filter { !chunk.contains($0) }
        if try doFail(rest) { smaller = rest }
      }
      if let smaller {
        current = smaller
        parts = max(parts - 1, 2)
      } else if parts < current.count {
        parts = min(current.count, 2 * parts)
      } else {
        return current
      }
    }
    return current
  }

  private static func split(_ items: [Int], into parts: Int) -> [[Int]] {
    (0..<parts).map { part in
      Array(items[(items.count * part / parts)..<(items.count * (part + 1) / parts)])
    }.filter { !$0.isEmpty }
  }
}
