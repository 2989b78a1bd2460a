import SourceModel

/// The constraints of a program by where the code stands that gives rise to
/// them, but for those that put no pointer anywhere but in a value.
struct MovesByPlace {
  struct Move {
    var constraint: Constraint
    /// Where the code starts in its file.
    var offset: Int
  }

  private let graph: ProgramGraph
  /// Positions in the graph's constraints, by the code's offset.
  private let byFile: [FilePath: [Int32]]

  init(_ graph: ProgramGraph) {
    self.graph = graph
    let locations = graph.locations
    var moves: [FilePath: [Int32]] = [:]
    for (position, constraint) in graph.constraints.enumerated()
    where constraint.kind != .load && constraint.kind != .watch {
      if let file = locations[position]?.file { moves[file, default: []].append(Int32(position)) }
    }
    byFile = moves.mapValues { positions in
      positions.sorted { Self.offset($0, locations) < Self.offset($1, locations) }
    }
  }

  private static func offset(_ position: Int32, _ locations: [SourceLocation?]) -> Int {
    locations[Int(position)]?.offset ?? 0
  }

  /// Those between two places; `nil` when the places stand in different files.
  func between(
    _ one: SourceLocation, _ other: SourceLocation
  ) -> LazyMapSequence<ArraySlice<Int32>, Move>? {
    guard one.file == other.file else { return nil }
    let all = byFile[one.file] ?? []
    let (constraints, locations) = (graph.constraints, graph.locations)
    let (lower, upper) = (min(one.offset, other.offset), max(one.offset, other.offset))
    let first = all.partitioningIndex { Self.offset($0, locations) >= lower }
    let end = all.partitioningIndex { Self.offset($0, locations) > upper }
    return all[first..<end].lazy.map {
      Move(constraint: constraints[Int($0)], offset: Self.offset($0, locations))
    }
  }
}
