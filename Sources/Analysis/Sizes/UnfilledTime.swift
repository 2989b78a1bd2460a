import SourceModel

/// The time from a block's allocation until it is filled, in which another
/// function may release it: one that is called meanwhile, or any after a jump.
struct UnfilledTime {
  /// The functions that may run, by qualified USR; `nil` for any.
  private let running: Set<String>?
  private let block: Block
  private let end: Moment
  private let context: SizeContext

  /// - Parameter calls: those that may run meanwhile.
  init(of block: Block, until end: Moment, calls: [ProgramCall], context: SizeContext) {
    self.block = block
    self.end = end
    self.context = context
    running =
      calls.contains(where: context.callGraph.mayJump)
      ? nil : context.callGraph.functionsUntilExit(duringAny: calls)
  }

  /// Whether a release may run before the block is filled, and get it.
  func mayRun(_ release: ProgramCall) -> Bool {
    running?.contains(release.function ?? "") != false && !isKeptInVariables
  }

  /// Whether up to then only variables of the activation that has made the block
  /// hold it.
  private var isKeptInVariables: Bool {
    let made = block.context
    // An assignment starts before the call whose block it takes.
    guard let function = made.function,
      let start = context.definition(of: function, unit: made.unit)?.location,
      let moves = context.moves.between(start, end.location)
    else { return false }
    let escapes = context.releases.escapes[block.object] ?? []
    return moves.allSatisfy { keeps($0.constraint) }
      && !escapes.contains {
        $0.location.file == start.file && $0.location.offset <= end.location.offset
      }
  }

  /// Whether a constraint gives the block to nothing but such a variable.
  private func keeps(_ move: Constraint) -> Bool {
    switch move.kind {
    case .load, .watch: true
    case .address: move.a != block.object || isVariable(move.b)
    case .store: !context.solution.canReach(block.object, from: move.a)
    case .copy, .copyExcept, .interior, .base:
      isVariable(move.b) || !context.solution.canReach(block.object, from: move.a)
    }
  }

  private func isVariable(_ node: NodeID) -> Bool {
    let nodes = context.graph.nodes
    return nodes.isTransient[Int(node)] && !context.exposed.contains(node)
      && context.scopes[node]?.isStatic != true
      && (nodes.parameterOwners[node] ?? block.context.function) == block.context.function
  }
}
