import SourceModel

/// A small function that returns blocks which it has just made: each direct
/// caller gets objects of its own (cloning, bounded by
/// `WrapperDetection.levels`).
struct AllocationWrapper: Hashable, Sendable {
  /// The blocks that it returns, in the order of the calls that make them.
  var blocks: [Block]

  /// One of them, as it is in the wrapper's own body.
  struct Block: Hashable, Sendable {
    var key: AllocationKey
    /// Position in the graph's calls of the one that makes it: an allocation, or
    /// a call of another wrapper.
    var call: Int
    /// What the wrapper's variables hold that its size is computed from, in terms of
    /// its parameters; `nil` unless nothing but the arguments decides its size.
    var sizeValues: [FlowNode: Expression]?
  }
}
