import CLibClang

/// Where a node of a syntax tree starts and ends; for what comes out of a macro, where
/// that is expanded.
struct NodeSpan {
  /// In the project; -1 for elsewhere.
  fileprivate let startFile, endFile: Int32
  fileprivate let startOffset, endOffset: Int32
}

/// libclang reads a node's last token each time that it is asked.
extension FlowBuilder {
  /// Where a node of the tree starts; `nil` outside of the project.
  func startPosition(of node: Int) -> (file: Int, offset: Int)? {
    let span = span(of: node)
    return span.startFile < 0 ? nil : (Int(span.startFile), Int(span.startOffset))
  }

  /// Where it ends.
  func endPosition(of node: Int) -> (file: Int, offset: Int)? {
    let span = span(of: node)
    return span.endFile < 0 ? nil : (Int(span.endFile), Int(span.endOffset))
  }

  /// The offset at which it starts, in whatever file.
  func startOffset(of node: Int) -> Int { Int(span(of: node).startOffset) }

  /// The offset at which it ends.
  func endOffset(of node: Int) -> Int { Int(span(of: node).endOffset) }

  private func span(of node: Int) -> NodeSpan {
    if let known = spans[node] { return known }
    let range = clang_getCursorExtent(tree[node].cursor)
    let start = clang_getRangeStart(range).filePosition
    let end = clang_getRangeEnd(range).filePosition
    let span = NodeSpan(
      startFile: Int32(files.index(of: start.file) ?? -1),
      endFile: Int32(files.index(of: end.file) ?? -1),
      startOffset: Int32(clamping: start.offset), endOffset: Int32(clamping: end.offset))
    spans[node] = span
    return span
  }
}
