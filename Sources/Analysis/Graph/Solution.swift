import SourceModel

/// The constraint graph of a program with what every node can point at.
struct Solution {
  let graph: ProgramGraph
  private let solver: Solver
  /// Whether constraints came while the solver ran that `ProgramGraph.lateInflow` did
  /// not allow for.
  let isSolvedTwice: Bool
  /// The members that are read or written as those of other records that begin alike,
  /// and where at first.
  let joinedMembers: [NodeID: SourceLocation?]

  /// Builds the graph, with an object for each caller of an allocation wrapper
  /// and for the clients of each function that makes strings, and solves it.
  ///
  /// - Parameter trustsMembers: whether to take it that a pointer is read only
  ///   from the member of a union or record that it was written to. Classes must
  ///   not rest on that.
  init(_ entered: EnteredProgram, makers: Makers, trustsMembers: Bool = false) {
    let graph = ProgramGraph(
      entered, wrappers: makers.wrappers, fresh: makers.fresh, passed: makers.passed,
      trustsMembers: trustsMembers)
    let substitution = Substitution(
      nodes: graph.nodes.count, constraints: graph.constraints, isOpen: graph.lateInflow())
    var solver = Self.solver(of: graph, substitution)
    solver.solve(graph.constraints, budget: Self.budget)
    isSolvedTwice = solver.contradictsSubstitution
    if isSolvedTwice {
      // What the resolver added is among the graph's constraints now.
      solver = Self.solver(of: graph, Substitution())
      solver.solve(graph.constraints, budget: Self.budget)
    }
    // Nodes that are equal because they load the same stay equal.
    var views = RecordViews(graph)
    while !solver.isExhausted, case let new = views.add(to: graph, solver), !new.isEmpty {
      solver.solve(new, budget: Self.budget)
    }
    joinedMembers = views.joined
    self.graph = graph
    self.solver = solver
  }

  private static func solver(of graph: ProgramGraph, _ substitution: Substitution) -> Solver {
    Solver(
      substitution: substitution, contents: { graph.objects.contents[Int($0)] },
      functions: { graph.objects.functions },
      resolver: { graph.resolve(watch: $0, object: $1) })
  }

  /// The functions whose callers get blocks of their own, or what they gave.
  struct Makers: Sendable {
    /// Allocation wrappers by qualified USR.
    let wrappers: [String: AllocationWrapper]
    /// The blocks that clients get, by the maker's qualified USR.
    let fresh: [String: [AllocationKey]]
    /// What functions return of their arguments, by qualified USR.
    let passed: [String: PassedArguments]

    /// Finds them in the calls as they are bound without any.
    init(_ entered: EnteredProgram) {
      let graph = ProgramGraph(entered)
      var flow = BlockFlow(graph)
      var finder = PassedArgumentsFinder(graph, flow)
      passed = finder.find()
      flow.inline(passed, of: graph)
      wrappers = WrapperDetection(graph, flow).find()
      fresh = FreshResults(graph, flow).find()
    }
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

  /// Whether a node can point at an object's start or into it.
  func canReach(_ object: ObjectID, from node: NodeID) -> Bool {
    let pointers = solver.pointsTo(node)
    return pointers.contains(object << 1) || pointers.contains(object << 1 | 1)
  }

  /// The allocation function by whose address an object was allocated, and where
  /// that was taken; `nil` for other objects.
  func address(of object: ObjectID) -> (site: SourceLocation, name: String)? {
    guard case .throughAddress(let site, let name) = kind(object) else { return nil }
    return (site, name)
  }

  /// The block of a wrapper's own body of which an object is a clone.
  func origin(of object: ObjectID) -> ObjectID? {
    guard case .heap(let key) = kind(object) else { return nil }
    return key.origin.flatMap { graph.objects.existing(.heap($0)) }
  }

  /// What an object is.
  func kind(_ object: ObjectID) -> ObjectKind { graph.objects.kinds[Int(object)] }
}
