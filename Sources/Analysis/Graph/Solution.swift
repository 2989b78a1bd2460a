import SourceModel

/// The constraint graph of a program with what every node can point at.
struct Solution {
  let graph: ProgramGraph
  private let solver: Solver

  /// Builds the graph, again with an object for each caller of an allocation
  /// wrapper and for the clients of each function that makes strings if there
  /// are any, and solves it.
  ///
  /// - Parameter trustsUnions: whether to take it that a pointer is read only
  ///   from the member of a union that it was written to. Classes must not rest
  ///   on that.
  init(_ program: ProgramFacts, rules: RuleSet, trustsUnions: Bool = false) {
    let first = ProgramGraph(program, rules: rules, trustsUnions: trustsUnions)
    let wrappers = WrapperDetection(first).find()
    let fresh = FreshResults(first).find()
    let graph =
      wrappers.isEmpty && fresh.isEmpty
      ? first
      : ProgramGraph(
        program, rules: rules, wrappers: wrappers, fresh: fresh, trustsUnions: trustsUnions)
    var solver = Solver(
      contents: { graph.objects.contents[Int($0)] },
      resolver: { graph.resolve(watch: $0, object: $1) })
    solver.solve(graph.constraints, budget: Self.budget)
    self.graph = graph
    self.solver = solver
  }

  /// Some ten seconds of work; a library of 90,000 lines with its tests needs a
  /// fifth.
  private static let budget = 1_000_000_000

  /// Whether the program is too large or too entangled to be solved: nothing
  /// that the solution says can be relied on then.
  var isExhausted: Bool { solver.isExhausted }

  /// What a node can point at.
  func pointsTo(_ node: NodeID) -> PointerSet { solver.pointsTo(node) }

  /// The blocks, foreign and unknown ones included, at whose start a node can
  /// point, in the order of their numbers.
  func objects(of node: NodeID) -> [ObjectID] {
    pointsTo(node).pointers.filter { !$0.isInterior }.map(\.object)
  }

  /// What an object is.
  func kind(_ object: ObjectID) -> ObjectKind { graph.objects.kinds[Int(object)] }
}
