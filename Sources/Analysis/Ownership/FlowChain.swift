import SourceModel

/// Finds the shortest chain of assignments and calls by which a block gets from
/// its allocation to a pointer: breadth-first backwards over the constraints,
/// through nodes that can point at the block.
final class FlowChain {
  /// One constraint, from the view of the node that it flows into.
  private struct Step {
    var from: NodeID
    var constraint: Int
  }

  private let solution: Solution
  private let constraints: [Constraint]
  /// All but stores, by the nodes that they flow into.
  private let incoming: Groups

  /// What some pointers can point at: many have the same.
  private struct Targets {
    /// The contents of the objects, ascending.
    var contents: [NodeID]
    /// The store constraints through such pointers.
    var stores: [Int] = []
  }

  private var targets: [Targets] = []
  private var numbers: [PointerSet: Int] = [:]
  private var numbersOfPointers: [NodeID: Int] = [:]
  /// Positions in `targets` of those with stores, by contents nodes.
  private var storing: [NodeID: [Int]] = [:]

  /// How many nodes a search looks at.
  private static let nodesAtMost = 20_000

  init(_ solution: Solution) {
    self.solution = solution
    let constraints = solution.graph.constraints
    self.constraints = constraints
    incoming = Groups(constraints.indices, count: solution.graph.nodes.count) { index in
      let constraint = constraints[index]
      return constraint.kind == .watch || constraint.kind == .store
        ? nil : (constraint.b, Int32(index))
    }
    for (index, constraint) in constraints.enumerated() where constraint.kind == .store {
      targets[number(of: constraint.b)].stores.append(index)
    }
    for (number, target) in targets.enumerated() where !target.stores.isEmpty {
      for inside in target.contents { storing[inside, default: []].append(number) }
    }
  }

  /// The position in `targets` of what a pointer can point at.
  private func number(of pointer: NodeID) -> Int {
    if let known = numbersOfPointers[pointer] { return known }
    let objects = solution.pointsTo(pointer)
    var number = targets.count
    if let known = numbers[objects] {
      number = known
    } else {
      let contents = solution.graph.objects.contents
      let inside = Set(objects.pointers.map { contents[Int($0.object)] }).filter { $0 >= 0 }
      targets.append(Targets(contents: inside.sorted()))
      numbers[objects] = number
    }
    numbersOfPointers[pointer] = number
    return number
  }

  /// The places on the way, from the allocation on; empty when there is no
  /// way, or none among the nodes nearby. At most `limit` of them, the ends first to
  /// stay. Through pointers into the middle of the object only where no others lead there,
  /// as where they are moved back to its start.
  func path(of object: ObjectID, to node: NodeID, limit: Int = 8) -> [Evidence] {
    way(Search(object: object, node: node), limit)
      ?? way(Search(object: object, node: node, passesMiddles: true), limit) ?? []
  }

  private func way(_ search: Search, _ limit: Int) -> [Evidence]? {
    var search = search
    while let current = search.popNext(), search.seen.count < Self.nodesAtMost {
      for (index, from) in predecessors(of: current, &search) {
        if from < 0 {
          return evidence(
            from: current, constraint: index, next: search.next, limit: limit)
        }
        if search.seen.insert(from).inserted {
          search.next[from] = Step(from: current, constraint: index)
          search.queue.append(from)
        }
      }
    }
    return nil
  }

  /// A search for the way of one object.
  private struct Search {
    let object: ObjectID
    let passesMiddles: Bool
    var next: [NodeID: Step] = [:]
    var seen: Set<NodeID>
    var queue: [NodeID]
    private var head = 0
    /// Positions in `targets` of those whose contents, or stores, have been seen.
    var loaded: Set<Int> = []
    var stored: Set<Int> = []

    init(object: ObjectID, node: NodeID, passesMiddles: Bool = false) {
      self.object = object
      self.passesMiddles = passesMiddles
      seen = [node]
      queue = [node]
    }

    mutating func popNext() -> NodeID? {
      guard head < queue.count else { return nil }
      defer { head += 1 }
      return queue[head]
    }
  }

  /// The constraints that bring the object into a node, with the node that it
  /// comes from; -1 for its allocation.
  private func predecessors(of node: NodeID, _ search: inout Search) -> [(Int, NodeID)] {
    let object = search.object
    var result: [(Int, NodeID)] = []
    for index in incoming[node].lazy.map(Int.init) {
      let constraint = constraints[index]
      switch constraint.kind {
      case .address where constraint.a == object: return [(index, -1)]
      case .address: break
      case .load:
        let number = number(of: constraint.a)
        guard search.loaded.insert(number).inserted else { continue }
        for inside in targets[number].contents where holds(inside, search) {
          result.append((index, inside))
        }
      case .copyExcept where constraint.c == object: break
      default: if holds(constraint.a, search) { result.append((index, constraint.a)) }
      }
    }
    for number in storing[node] ?? [] where search.stored.insert(number).inserted {
      for index in targets[number].stores where holds(constraints[index].a, search) {
        result.append((index, constraints[index].a))
      }
    }
    return result
  }

  private func holds(_ node: NodeID, _ search: Search) -> Bool {
    let (all, start) = (solution.pointsTo(node), Pointer(search.object).raw)
    return all.contains(start) || search.passesMiddles && all.contains(start | 1)
  }

  private func evidence(
    from start: NodeID, constraint: Int, next: [NodeID: Step], limit: Int
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
