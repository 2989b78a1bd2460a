/// Finds nodes that must have equal points-to sets before anything is solved:
/// hash-based value numbering (Hardekopf and Lin 2007, after Rountev and
/// Chandra 2000). Nine nodes of ten are expressions that only pass on what
/// another one has.
struct Substitution {
  /// The class of each node, numbered from 0; nodes of one class are equal.
  private(set) var classes: [Int32] = []
  /// How many classes there are.
  private(set) var count: Int32 = 1
  /// Whether a node's class rests on no more constraints flowing into the node
  /// than there are.
  private(set) var isFixed: [Bool] = []

  /// Nothing is known of any node.
  init() {}

  /// - Parameter isOpen: whether constraints that flow into a node may come
  ///   later: for what objects contain, and for whatever the resolver's
  ///   constraints flow into.
  init(nodes: Int, constraints: [Constraint], isOpen: (NodeID) -> Bool) {
    classes = Array(repeating: 0, count: nodes)
    isFixed = (0..<Int32(nodes)).map { !isOpen($0) }
    let copies = Groups(constraints.indices, count: nodes) {
      constraints[$0].kind == .copy ? (constraints[$0].b, constraints[$0].a) : nil
    }
    let others = Groups(constraints.indices, count: nodes) {
      constraints[$0].derivesSecond ? (constraints[$0].b, Int32($0)) : nil
    }
    let components = StrongComponents(nodes: nodes) { copies[$0] }
    let cycles = Groups(0..<nodes, count: Int(components.count)) {
      (components.component[$0], Int32($0))
    }
    // Class 0 is that of the nodes that point at nothing.
    var known: [[Constraint]: Int32] = [[]: 0]
    for component in 0..<components.count {
      let cycle = cycles[component]
      // What flows in, with classes for the nodes that are copied and the node
      // itself left out: equal lists are equal sets.
      var inflow: [Constraint] = []
      for node in cycle {
        for source in copies[node] where components.component[Int(source)] != component {
          let number = classes[Int(source)]
          if number != 0 { inflow.append(Constraint(.copy, number, 0)) }
        }
        for index in others[node] {
          var constraint = constraints[Int(index)]
          constraint.b = 0
          inflow.append(constraint)
        }
      }
      if inflow.count > 1 { inflow = Self.distinct(inflow) }
      let number: Int32
      if !cycle.allSatisfy({ isFixed[Int($0)] }) {
        // A cycle of copies has one set whatever else flows into it.
        for node in cycle { isFixed[Int(node)] = false }
        number = count
      } else if inflow.count == 1, let only = inflow.first, only.kind == .copy {
        number = only.a
      } else {
        number = known[inflow, default: count]
        known[inflow] = number
      }
      count = max(count, number + 1)
      for node in cycle { classes[Int(node)] = number }
    }
  }
  /// Each once, in one order.
  private static func distinct(_ constraints: [Constraint]) -> [Constraint] {
    let sorted = constraints.sorted {
      ($0.kind.rawValue, $0.a, $0.c) < ($1.kind.rawValue, $1.a, $1.c)
    }
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }
}
