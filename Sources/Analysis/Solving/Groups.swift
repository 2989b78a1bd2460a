/// Numbers in groups, all in one array: the edges of a graph by node, the
/// members of components.
struct Groups {
  private var starts: [Int]
  private var values: [Int32]

  /// - Parameters:
  ///   - count: how many groups there are.
  ///   - entry: the group that an item belongs to and the number that it adds;
  ///     `nil` for an item that adds none. Called twice.
  init(_ items: Range<Int>, count: Int, entry: (Int) -> (group: Int32, value: Int32)?) {
    starts = Array(repeating: 0, count: count + 1)
    for item in items {
      if let entry = entry(item) { starts[Int(entry.group) + 1] += 1 }
    }
    for group in 0..<count { starts[group + 1] += starts[group] }
    values = Array(repeating: 0, count: starts[count])
    var next = starts
    for item in items {
      guard let entry = entry(item) else { continue }
      values[next[Int(entry.group)]] = entry.value
      next[Int(entry.group)] += 1
    }
  }

  /// The numbers of a group, in the order of their items.
  subscript(group: Int32) -> ArraySlice<Int32> {
    values[starts[Int(group)]..<starts[Int(group) + 1]]
  }
}
