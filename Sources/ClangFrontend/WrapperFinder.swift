import SourceModel

/// Recognises functions that hand a family function's block to their callers,
/// or release what their callers pass.
struct WrapperFinder {
  let facts: FlowFacts

  func wrappers() -> [Wrapper] {
    []
  }
}
