import SourceModel

/// The constraints of a program by where the code stands that gives rise to
/// them.
struct MovesByPlace {
  struct Move {
    var constraint: Constraint
    /// Where the code starts in its file.
    var offset: Int
  }

  private let byFile: [FilePath: [Move]]

  init(_ graph: ProgramGraph) {
    var moves: [FilePath: [Move]] = [:]
    for (constraint, location) in zip(graph.constraints, graph.locations) {
      guard let location else { continue }
      moves[location.file, default: []].append(
        Move(constraint: constraint, offset: location.offset))
    }
    byFile = moves.mapValues { $0.sorted { $0.offset < $1.offset } }
  }

  /// Those between two places; `nil` when the places stand in different files.
  func between(_ one: SourceLocation, _ other: SourceLocation) -> ArraySlice<Move>? {
    guard one.file == other.file else { return nil }
    let all = byFile[one.file] ?? []
    let (lower, upper) = (min(one.offset, other.offset), max(one.offset, other.offset))
    let first = all.partitioningIndex { $0.offset >= lower }
    return all[first..<all.partitioningIndex { $0.offset > upper }]
  }
}
