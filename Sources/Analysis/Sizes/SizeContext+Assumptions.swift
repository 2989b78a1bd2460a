import SourceModel

extension SizeContext {
  /// What every size of a release from a field rests on: that only the program
  /// assigns the field.
  func assumptions(_ request: SizeRequest) -> [Assumption] {
    // Where the assignments are known that reach the release, there are no others.
    guard request.stores == nil, let place = request.pointerExpression else { return [] }
    return assumptions(ofHolder: place, unit: request.call.unit)
  }

  /// What knowing all assignments of a variable or member rests on.
  func assumptions(ofHolder place: Expression, unit: Int) -> [Assumption] {
    if case .variable(let variable) = place,
      let node = graph.nodeID(of: variable, unit: unit), isOfferedToClients(node)
    {
      return [graph.assumption(onClients: "clients do not assign \(variable.name) themselves")]
    }
    guard case .field(let base, let field) = place else { return [] }
    var result: Set<Assumption> = []
    if let record = openRecord(of: field) {
      result.insert(
        graph.assumption(
          onClients: "clients do not assign \(field.name) themselves (\(record.location))"))
    }
    var escapes: Set<ProgramGraph.Escape> = []
    for object in objects(of: base, unit: unit) {
      escapes.formUnion((releases.escapes[object] ?? []).filter { !$0.isMember })
    }
    let member = field.spelling
    for escape in escapes {
      result.insert(
        graph.assumption(
          on: escape.name,
          "\(escape.name) (\(escape.location)) does not assign the \(member) of what it is given"))
    }
    return result.sorted()
  }

  /// Whether clients that are not seen may assign a global variable.
  func isOfferedToClients(_ variable: NodeID) -> Bool {
    hasClients && graph.entered.offeredVariables.contains(variable)
  }

  /// What a variable or field that an expression names points at.
  private func objects(of base: Expression, unit: Int) -> [ObjectID] {
    let node: FlowNode? =
      switch base {
      case .variable(let node): node
      case .field(_, let node): node
      default: nil
      }
    return node.flatMap { graph.nodeID(of: $0, unit: unit) }.map(solution.objects(of:)) ?? []
  }

  /// The record of a field if the program has clients that can see its members.
  private func openRecord(of field: FlowNode) -> FlowRecord? {
    guard hasClients, let record = field.record.flatMap({ index.recordsByUSR[$0] }) else {
      return nil
    }
    return record.isOpen ? record : nil
  }
}
