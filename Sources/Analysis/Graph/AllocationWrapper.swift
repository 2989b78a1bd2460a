import SourceModel

/// A small function that returns one block whose size its parameters decide:
/// each direct caller gets an object of its own (one-level cloning).
struct AllocationWrapper: Hashable, Sendable {
  /// The block's allocation call.
  var key: AllocationKey
}
