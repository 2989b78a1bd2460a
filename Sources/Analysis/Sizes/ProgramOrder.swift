import SourceModel

/// Which assignments run before which others, in a program whose `main` goes through
/// its phases once: one reads and counts, a later one allocates what it has counted.
final class ProgramOrder {
  private unowned let context: SizeContext
  private var ways: [String: Set<String>?] = [:]
  private lazy var direct = context.callGraph.directCallers

  init(_ context: SizeContext) { self.context = context }

  /// Whether an assignment surely never runs once another one has run.
  func isOver(_ store: ProgramStore, before other: ProgramStore) -> Bool {
    // Static objects have their first values before anything runs.
    guard let function = store.function else { return other.function != nil }
    guard let later = other.function, let main,
      let ways = waysFromMain(to: function), let laterWays = waysFromMain(to: later)
    else { return false }
    return isOver(
      Aim(store: store, callers: ways), before: Aim(store: other, callers: laterWays), in: main,
      inside: [])
  }

  /// An assignment with the functions that may come to run it, its own among them.
  private struct Aim {
    let store: ProgramStore
    let callers: Set<String>
  }

  /// What a function does that may run an assignment: a call, or itself.
  private struct Step {
    let moment: Moment
    let call: ProgramCall?
  }

  /// The program's only `main`, if nothing calls it.
  private lazy var main: ProgramFunction? = {
    let mains = context.graph.functions.values.filter {
      $0.unit != nil && $0.facts.name == "main"
    }
    guard mains.count == 1, let main = mains.first, !main.facts.isAddressTaken,
      direct[main.usr] == nil
    else { return nil }
    return main
  }()

  /// The functions that may come to run a function, itself among them; `nil` when not
  /// all of them run for `main` only, and in it.
  private func waysFromMain(to function: String) -> Set<String>? {
    if let known = ways[function] { return known }
    let callGraph = context.callGraph
    let callers = callGraph.callers(of: [function], direct)
    let isInMain = callers.allSatisfy { usr in
      guard let caller = context.graph.functions[usr], !caller.isBroken,
        !callGraph.functionsCalledFromOutside.contains(usr)
      else { return false }
      return usr == main?.usr || direct[usr] != nil
    }
    let found = isInMain ? callers : nil
    ways[function] = .some(found)
    return found
  }

  /// - Parameters:
  ///   - function: one that runs once.
  ///   - outer: those that run it.
  private func isOver(
    _ aim: Aim, before later: Aim, in function: ProgramFunction, inside outer: Set<String>
  ) -> Bool {
    guard let unit = function.unit, !outer.contains(function.usr),
      let flow = ControlFlow(of: function.usr, unit: unit, context)
    else { return false }
    let steps = steps(to: aim, in: function, unit)
    return self.steps(to: later, in: function, unit).allSatisfy { last in
      steps.allSatisfy { step in
        if let call = step.call, let other = last.call, call.index == other.index {
          guard !call.facts.isRepeated,
            let callee = call.callee.flatMap({ context.graph.functions[$0] })
          else { return false }
          return isOver(aim, before: later, in: callee, inside: outer.union([function.usr]))
        }
        return isEarlier(step.moment, than: last.moment, in: function.usr, unit)
          && !flow.mayComeBack(from: last.moment, to: step.moment)
      }
    }
  }

  /// Whether a moment comes before another one in a later statement: C does not say in which
  /// order the operands of most operators are evaluated.
  private func isEarlier(
    _ first: Moment, than second: Moment, in function: String, _ unit: Int
  ) -> Bool {
    guard first.order < second.order, first.location.file == second.location.file,
      let compounds = context.definition(of: function, unit: unit)?.compounds
    else { return false }
    let (start, end) = (first.location.offset, second.location.offset)
    return compounds.contains { compound in
      compound.file == first.location.file
        && compound.statements.contains { start < $0.start && $0.start <= end }
    }
  }

  private func steps(to aim: Aim, in function: ProgramFunction, _ unit: Int) -> [Step] {
    let calls = (context.callsByFunction[function.usr] ?? []).filter {
      $0.unit == unit && context.callGraph.mayRun($0, oneOf: aim.callers)
    }
    var steps = calls.map { Step(moment: $0.moment, call: $0) }
    if aim.store.function == function.usr {
      steps.append(Step(moment: aim.store.moment, call: nil))
    }
    return steps
  }
}
