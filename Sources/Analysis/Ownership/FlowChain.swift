import SourceModel

/// Finds the shortest chain of assignments and calls by which a block gets from
/// its allocation to a pointer: breadth-first backwards over the constraints,
/// through nodes that can point at the block.
struct FlowChain {
  /// One constraint, from the view of the node that it flows into.
  private struct Step {
    var from: NodeID
    var constraint: Int
  }

  private let solution: Solution
  private var incoming: [NodeID: [Int]] = [:]
  /// Store constraints by the contents nodes that they may write.
  private var storing: [NodeID: [Int]] = [:]
  private let constraints: [Constraint]

  init(_ solution: Solution) {
    self.solution = solution
    constraints = solution.graph.constraints
    for (index, constraint) in constraints.enumerated() {
      switch constraint.kind {
      case .watch: break
      case .store:
        for inside in contents(of: constraint.b) { storing[inside, default: []].append(index) }
      default: incoming[constraint.b, default: []].append(index)
      }
    }
  }

  private func contents(of pointer: NodeID) -> Set<NodeID> {
    let contents = solution.graph.objects.contents
    return Set(solution.pointsTo(pointer).pointers.map { contents[Int($0.object)] })
  }

  /// The places on the way, from the allocation on; empty when there is no
  /// way. At most `limit` of them, the ends first to stay.
  func path(of object: ObjectID, to node: NodeID, limit: Int = 8) -> [Evidence] {
    var next: [NodeID: Step] = [:]
    var seen: Set<NodeID> = [node]
    var queue = [node]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      for (index, from) in predecessors(of: current, holding: object) {
        if from < 0 {
          return evidence(
            from: current, constraint: index, next: next, object: object, limit: limit)
        }
        if seen.insert(from).inserted {
          next[from] = Step(from: current, constraint: index)
          queue.append(from)
        }
      }
    }
    return []
  }

  /// The constraints that bring the object into a node, with the node that it
  /// comes from; -1 for its allocation.
  private func predecessors(
    of node: NodeID, holding object: ObjectID
  ) -> [(Int, NodeID)] {
    var result: [(Int, NodeID)] = []
    for index in incoming[node] ?? [] {
      let constraint = constraints[index]
      switch constraint.kind {
      case .address where constraint.a == object: return [(index, -1)]
      case .address: break
      case .load:
        for inside in contents(of: constraint.a).sorted() where inside >= 0 {
          if holds(inside, object) { result.append((index, inside)) }
        }
      case .copyExcept where constraint.c == object: break
      default: if holds(constraint.a, object) { result.append((index, constraint.a)) }
      }
    }
    for index in storing[node] ?? [] where holds(constraints[index].a, object) {
      result.append((index, constraints[index].a))
    }
    return result
  }

  private func holds(_ node: NodeID, _ object: ObjectID) -> Bool {
    solution.pointsTo(node).contains(Pointer(object).raw)
  }

  private func evidence(
    from start: NodeID, constraint: Int, next: [NodeID: Step], object: ObjectID, limit: Int
  ) -> [Evidence] {
    let names = solution.graph.nodes.names
    let transient = Set(["expression", "contents", "pointer"])
    var places: [Evidence] = []
    var node = start
    while let step = next[node] {
      node = step.from
      let name = names[Int(node)]
      let location = solution.graph.locations[step.constraint]
      guard !transient.contains(name), let location else { continue }
      let text = "goes to \(name)"
      if places.last?.text != text { places.append(Evidence(location: location, text: text)) }
    }
    guard places.count > limit else { return places }
    let half = limit / 2
    let left = places.count - 2 * half
    return places.prefix(half) + [Evidence(text: "\(left) more steps")] + places.suffix(half)
  }
}
