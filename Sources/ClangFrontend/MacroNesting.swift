import SourceModel

/// The expansions of a file as a tree: they nest or lie apart.
struct MacroNesting {
  private let expansions: [MacroExpansion]
  /// The expansion around each one; -1 for none.
  private var parents: [Int] = []

  init(_ all: some Sequence<MacroExpansion>) {
    expansions = all.sorted {
      ($0.range.lower, $1.range.upper) < ($1.range.lower, $0.range.upper)
    }
    var open: [Int] = []
    for (index, expansion) in expansions.enumerated() {
      while let last = open.last, expansions[last].range.upper <= expansion.range.lower {
        open.removeLast()
      }
      parents.append(open.last ?? -1)
      open.append(index)
    }
  }

  func innermost(around range: ByteRange) -> MacroExpansion? {
    var index = expansions.partitioningIndex { $0.range.lower >= range.lower } - 1
    while index >= 0, expansions[index].range.upper <= range.upper { index = parents[index] }
    return index < 0 ? nil : expansions[index]
  }

  func outermost(at offset: Int) -> MacroExpansion? {
    var index = expansions.partitioningIndex { $0.range.lower > offset } - 1
    while index >= 0, expansions[index].range.upper <= offset { index = parents[index] }
    while index >= 0, parents[index] >= 0 { index = parents[index] }
    return index < 0 ? nil : expansions[index]
  }
}
