import SourceModel

/// Whether a call between an assignment of a pointer and that of its counter gives back the
/// block.
extension CounterPairing {
  /// Whether a release is that of the old block in the function that resizes it:
  /// of a parameter, whose size no counter tells.
  private func isOfWrapper(_ release: ProgramCall, _ block: Block?) -> Bool {
    guard let wrapper = block?.context.callee, release.function == wrapper else { return false }
    return context.isAsPassed(
      release.expression(release.facts.familyFunction?.pointer), unit: release.unit)
  }

  /// Whether no call in a stretch leads to a release elsewhere of what the
  /// pointer may hold; that code of which no rule says anything does not, on the
  /// program's way to its end, is an assumption.
  mutating func hasNoDangerousCalls(
    _ orders: ClosedRange<Int>, _ pointer: ProgramStore, making block: Block? = nil
  ) -> Bool {
    let calls = (context.callsByFunction[pointer.function ?? ""] ?? []).filter { call in
      // What is released in the stretch itself is looked at there.
      call.unit == pointer.unit && orders.contains(call.facts.order)
        && call.facts.familyFunction == nil && !context.harmless.contains(call)
    }
    guard !calls.isEmpty else { return true }
    let graph = context.callGraph
    if let running = graph.functionsUntilExit(duringAny: calls),
      releasesNothing(running, pointer, block)
    {
      return true
    }
    guard let running = graph.functions(duringAny: calls), releasesNothing(running, pointer, block),
      let ending = graph.functionsUntilExit(duringAny: calls, fromOutside: false),
      releasesNothing(ending, pointer, block)
    else { return false }
    let names = Set(calls.map(\.title))
    assume(
      "where \(names.sorted().joined(separator: " or ")) ends the program, no library calls a "
        + "function before that gives back what "
        + "\(context.graph.nodes.names[Int(pointer.target)]) holds")
    return true
  }

  /// Whether no release in some functions gets what a pointer may hold.
  private func releasesNothing(
    _ functions: Set<String>, _ pointer: ProgramStore, _ block: Block?
  ) -> Bool {
    let blocks = Set(context.solution.objects(of: pointer.target))
    return !functions.contains { function in
      (context.callsByFunction[function] ?? []).contains { call in
        guard let family = call.facts.familyFunction, family.role.releases,
          let released = call.argument(family.pointer), !isOfWrapper(call, block)
        else { return false }
        return context.solution.objects(of: released).contains(where: blocks.contains)
      }
    }
  }
}
