/// Disjoint sets with path halving (Tarjan and van Leeuwen 1984). The smallest
/// member always represents its set, so that results do not depend on the
/// order of the unions.
struct UnionFind: Sendable {
  private var parent: [Int32]

  init(count: Int = 0) { parent = Array(0..<Int32(count)) }

  /// Adds members, each a set of its own, until there are `count`.
  mutating func grow(to count: Int) {
    guard count > parent.count else { return }
    parent.append(contentsOf: Int32(parent.count)..<Int32(count))
  }

  /// The representative of `member`'s set.
  mutating func find(_ member: Int32) -> Int32 {
    var member = member
    while parent[Int(member)] != member {
      let above = parent[Int(parent[Int(member)])]
      parent[Int(member)] = above
      member = above
    }
    return member
  }

  /// The representative, without shortening the path.
  func root(_ member: Int32) -> Int32 {
    var member = member
    while parent[Int(member)] != member { member = parent[Int(member)] }
    return member
  }

  /// Joins two sets and returns the representative.
  @discardableResult
  mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    let left = find(left)
    let right = find(right)
    let (small, large) = (min(left, right), max(left, right))
    parent[Int(large)] = small
    return small
  }
}
