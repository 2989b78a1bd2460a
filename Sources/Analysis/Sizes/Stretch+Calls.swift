import SourceModel

/// What calls and writes through pointers do meanwhile.
extension Stretch {
  /// Whether a function of a library, or a character's assignment, writes to
  /// one of some objects meanwhile.
  func writes(to objects: Set<ObjectID>) -> Bool {
    writes { objects.contains($0) && $0 != own }
  }

  func writes(where isTarget: (ObjectID) -> Bool) -> Bool {
    context.mutations(in: (running ?? []).union([function])).contains { mutation in
      guard mayRun(mutation) else { return false }
      // Where nothing is known of the target, it may be anything.
      let targets = context.solution.pointsTo(mutation.node)
      return targets.isEmpty || targets.pointers.contains { isTarget($0.object) }
    }
  }

  private func mayRun(_ mutation: ProgramGraph.Mutation) -> Bool {
    if let call = mutation.call { return !fills.contains(call) && mayRun(call: call) }
    if let running, let other = mutation.function, running.contains(other) { return true }
    guard mutation.function == function else { return false }
    return mutation.write.map { !span.excludes(Moment($0)) } ?? true
  }

  /// Whether a call, by its position in the program, may run meanwhile.
  private func mayRun(call index: Int) -> Bool {
    let call = context.graph.calls[index]
    if let running, let other = call.function, running.contains(other) {
      return !context.callGraph.last.contains(index)
    }
    return call.function == function && !span.excludes(call.moment)
  }

  /// Whether a library may change its own memory meanwhile.
  var callsLibrary: Bool {
    guard let running else { return true }
    return calls.contains(where: isLibrary)
      || running.contains { context.returningCalls(of: $0).contains(where: isLibrary) }
  }

  private func isLibrary(_ call: ProgramCall) -> Bool {
    let graph = context.graph
    guard call.facts.familyFunction == nil, !LibraryNames.isInert(call.name),
      call.callee.flatMap({ graph.functions[$0] })?.unit == nil
    else { return false }
    if let external = graph.external(call.name) { return external.returns.contains(.library) }
    return call.result != nil || graph.runsUnknownCode(call, name: call.name)
  }

  func releases(_ objects: Set<ObjectID>, _ running: Set<String>) -> Bool {
    let inside = running.flatMap(context.returningCalls)
    let isReleased = (calls + inside).contains { call in
      guard let family = call.facts.familyFunction, family.role.releases,
        let pointer = call.argument(family.pointer)
      else { return false }
      return context.solution.objects(of: pointer).contains(where: objects.contains)
    }
    let graph = context.graph
    let others =
      graph.foreignReleases.map { (call: $0.call, node: $0.node) }
      + graph.addressReleases.map { (call: $0.call, node: $0.node) }
    return isReleased
      || others.contains { call, node in
        call.map(mayRun) ?? true
          && context.solution.objects(of: node).contains(where: objects.contains)
      }
  }
}
