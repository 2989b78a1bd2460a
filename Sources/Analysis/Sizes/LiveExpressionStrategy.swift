import SourceModel

/// A block that lives in a local variable is released while the variables that
/// its size was computed from are still in scope and unchanged.
enum LiveExpressionStrategy: SizeStrategy {
  static let name = "live-expression"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard !request.isResize, let block = request.blocks.first, request.blocks.count == 1,
      case .bytes(let size) = block.size, size.isClosed, !size.variables.isEmpty,
      case .variable(let pointer)? = request.pointerExpression, case .local = pointer,
      let function = request.call.function, block.context.function == function,
      block.context.unit == request.call.unit,
      block.context.facts.order < request.call.facts.order
    else { return nil }
    let reader = Reader(request: request, block: block, function: function)
    guard reader.holdsOnly(pointer) else { return nil }
    for variable in size.variables where !reader.isUnchanged(variable, since: pointer) {
      return nil
    }
    let text = SizeText(request) { part in
      if case .variable(let node) = part { node.name } else { nil }
    }
    return text.text(size.simplified).map { written in
      SizeFinding(
        text: written,
        evidence: [
          Evidence(
            location: block.context.facts.location,
            text: "allocated here from variables that do not change before the release")
        ])
    }
  }

  /// Looks at the writes of one function.
  private struct Reader {
    let request: SizeRequest
    let block: Block
    let function: String
    private var context: SizeContext { request.context }

    private func node(_ variable: FlowNode) -> NodeID? {
      context.graph.nodeID(of: variable, unit: request.call.unit)
    }

    /// Whether nothing but the allocation's result and null is ever written to
    /// a local variable, so that it holds this activation's block.
    func holdsOnly(_ pointer: FlowNode) -> Bool {
      guard let node = node(pointer), !context.addressTaken.contains(node),
        context.scopes[node]?.isStatic == false
      else { return false }
      return (context.storesByTarget[node] ?? []).allSatisfy {
        $0.facts.isNull || $0.unit == block.context.unit && $0.facts.call == block.context.index
      }
    }

    /// Whether a variable has one value from the allocation to the release.
    func isUnchanged(_ variable: FlowNode, since pointer: FlowNode) -> Bool {
      guard let node = node(variable), !context.addressTaken.contains(node) else { return false }
      let writes = (context.storesByTarget[node] ?? []).filter { $0.unit == request.call.unit }
      switch variable {
      case .parameter:
        return writes.isEmpty && context.graph.nodes.parameterOwners[node] == function
      case .local:
        guard writes.count == 1, let write = writes.first, let scope = context.scopes[node],
          !scope.isStatic, write.function == function,
          write.facts.order < block.context.facts.order,
          scope.scope.contains(request.call.facts.location.offset)
        else { return false }
        return !write.facts.isRepeated || outlives(scope, write, pointer)
      default: return false
      }
    }

    /// Whether a variable is initialised where it is declared and its scope
    /// ends no sooner than the pointer's, so that each run through its
    /// declaration has a pointer of its own.
    private func outlives(
      _ scope: FlowLocal, _ write: ProgramStore, _ pointer: FlowNode
    ) -> Bool {
      guard let node = node(pointer), let inner = context.scopes[node]?.scope else { return false }
      // An initialiser stands before the end of its declaration.
      let isInitialiser = write.facts.location.offset <= scope.scope.lower
      return isInitialiser && inner.upper <= scope.scope.upper
    }
  }
}
