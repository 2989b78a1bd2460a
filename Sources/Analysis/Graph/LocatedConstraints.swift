import SourceModel

/// Constraints, each with where the code stands that gives rise to it.
struct LocatedConstraints: Sendable {
  private(set) var all: [Constraint] = []
  private(set) var locations: [SourceLocation?] = []

  var count: Int { all.count }

  mutating func add(_ constraint: Constraint, at location: SourceLocation?) {
    all.append(constraint)
    locations.append(location)
  }

  /// The contents of what `from` points at go to what `to` points at.
  mutating func transfer(
    from: NodeID, to: NodeID, through nodes: inout NodeTable, at location: SourceLocation?
  ) {
    let contents = nodes.fresh(name: "contents", isTransient: true)
    add(Constraint(.load, from, contents, Constraint.copiesBytes), at: location)
    add(Constraint(.store, contents, to, Constraint.copiesBytes), at: location)
  }

  /// Takes out those at some positions, ascending.
  mutating func remove(at positions: [Int]) {
    let positions = Set(positions)
    all = all.indices.filter { !positions.contains($0) }.map { all[$0] }
    locations = locations.indices.filter { !positions.contains($0) }.map { locations[$0] }
  }
}
