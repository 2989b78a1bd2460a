/// Nodes to look at, the one with the lowest rank first: a binary heap
/// (Williams 1964) that holds each node at most once.
struct WorkQueue {
  /// The position of each node in the order of the copies; nodes beyond its
  /// end come last.
  var rank: [Int32] = []
  private var heap: [Int32] = []
  private var isQueued: [Bool] = []

  /// Adds a node unless it is waiting already.
  mutating func insert(_ node: Int32) {
    let index = Int(node)
    if index >= isQueued.count {
      isQueued.append(contentsOf: repeatElement(false, count: index + 1 - isQueued.count))
    }
    guard !isQueued[index] else { return }
    isQueued[index] = true
    heap.append(node)
    siftUp(heap.count - 1)
  }

  /// Takes out the first node; `nil` when none waits.
  mutating func popFirst() -> Int32? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    isQueued[Int(first)] = false
    if !heap.isEmpty {
      heap[0] = last
      siftDown(0)
    }
    return first
  }

  /// Restores the order after a change of the ranks.
  mutating func reorder() {
    for index in stride(from: heap.count / 2, through: 0, by: -1) { siftDown(index) }
  }

  private func precedes(_ left: Int32, _ right: Int32) -> Bool {
    let leftRank = Int(left) < rank.count ? rank[Int(left)] : Int32.max
    let rightRank = Int(right) < rank.count ? rank[Int(right)] : Int32.max
    return (leftRank, left) < (rightRank, right)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
