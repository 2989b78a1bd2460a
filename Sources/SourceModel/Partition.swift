extension RandomAccessCollection where Index == Int {
  /// The position of the first element that meets a condition which all behind it
  /// meet, too, by halving; `endIndex` if none does.
  @inlinable
  package func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
