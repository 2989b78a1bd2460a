/// Strongly connected components by Tarjan's algorithm (Tarjan 1972) with an
/// explicit stack, so that a chain of any length fits.
struct StrongComponents {
  /// The component of each node; components are numbered in reverse
  /// topological order, successors first.
  private(set) var component: [Int32]
  private(set) var count: Int32 = 0

  /// - Parameter successors: the targets of a node's edges; targets outside
  ///   `0..<nodes` must not occur.
  init(nodes: Int, successors: (Int32) -> ArraySlice<Int32>) {
    component = Array(repeating: -1, count: nodes)
    var index = Array(repeating: Int32(-1), count: nodes)
    var low = Array(repeating: Int32(0), count: nodes)
    var path: [Int32] = []
    var frames: [(node: Int32, rest: ArraySlice<Int32>)] = []
    var counter: Int32 = 0

    func open(_ node: Int32) {
      index[Int(node)] = counter
      low[Int(node)] = counter
      counter += 1
      path.append(node)
      frames.append((node, successors(node)))
    }

    for root in 0..<Int32(nodes) where index[Int(root)] < 0 {
      open(root)
      while let node = frames.last?.node {
        if let next = frames[frames.count - 1].rest.popFirst() {
          let target = Int(next)
          if index[target] < 0 {
            open(next)
          } else if component[target] < 0 {
            low[Int(node)] = min(low[Int(node)], index[target])
          }
          continue
        }
        frames.removeLast()
        if let parent = frames.last {
          low[Int(parent.node)] = min(low[Int(parent.node)], low[Int(node)])
        }
        guard low[Int(node)] == index[Int(node)] else { continue }
        while let member = path.popLast() {
          component[Int(member)] = count
          if member == node { break }
        }
        count += 1
      }
    }
  }
}
