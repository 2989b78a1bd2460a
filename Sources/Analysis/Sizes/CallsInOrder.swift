import SourceModel

/// The calls of one function in one unit, so that those of a stretch are found without a
/// look at all of them.
struct CallsInOrder: Sendable {
  /// By their order.
  private let calls: [ProgramCall]
  /// Those in loops, which may run whenever others do.
  private let repeated: [ProgramCall]

  init(_ calls: [ProgramCall], blocks: [FlowBlock]) {
    self.calls = calls.sorted { $0.facts.order < $1.facts.order }
    repeated = self.calls.filter { blocks[safe: $0.facts.block]?.loops.isEmpty == false }
  }

  /// The calls that can run between two points: those there, and those in loops.
  func candidates(between start: Int, and end: Int) -> [ProgramCall] {
    let first = calls.partitioningIndex { $0.facts.order > start }
    let last = max(first, calls.partitioningIndex { $0.facts.order >= end })
    return calls[first..<last]
      + repeated.filter { $0.facts.order <= start || $0.facts.order >= end }
  }
}
