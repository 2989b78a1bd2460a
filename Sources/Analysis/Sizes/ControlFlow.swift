import SourceModel

/// The order in which the statements of one function run, as far as its blocks
/// tell.
struct ControlFlow {
  private let blocks: [FlowBlock]

  /// `nil` for a function of which the blocks are not known in a unit.
  init?(of function: String, unit: Int, _ context: SizeContext) {
    guard let known = context.definition(of: function, unit: unit), !known.blocks.isEmpty else {
      return nil
    }
    blocks = known.blocks
  }

  /// Whether each run of `later` comes after one of `earlier`.
  func dominates(_ earlier: Moment, _ later: Moment) -> Bool {
    guard earlier.order < later.order else { return false }
    var (block, order) = (later.block, later.order)
    while blocks.indices.contains(block) {
      if block == earlier.block { return earlier.order <= order }
      (block, order) = (blocks[block].parent, blocks[block].order)
    }
    return false
  }

  /// Whether something can run after the last run of `start` and before the
  /// next of `end`, which `start` dominates.
  ///
  /// A jump back that does not pass `start` again leads to a label that `start`
  /// does not dominate, and so not `end` behind it.
  func mayRun(_ other: Moment, between start: Moment, and end: Moment) -> Bool {
    if start.order < other.order, other.order < end.order { return true }
    guard other.order != start.order, other.order != end.order else { return false }
    let inner = loops(around: end).subtracting(loops(around: start))
    return !inner.isDisjoint(with: loops(around: other))
  }

  /// Whether a block is another or runs only behind it.
  func isInside(_ inner: Int, _ outer: Int) -> Bool {
    var block = inner
    while blocks.indices.contains(block) {
      if block == outer { return true }
      block = blocks[block].parent
    }
    return false
  }

  /// The loops that repeat a place.
  func loops(around moment: Moment) -> Set<Int> {
    blocks.indices.contains(moment.block) ? Set(blocks[moment.block].loops) : []
  }
}
