import SourceModel

/// The calls that never come back: of functions that are declared `noreturn`, and
/// of those that surely come to such a call themselves, as `die` and `fatal` do.
///
/// What runs only on the way to one has changed nothing for what follows: nothing
/// does.
struct Endings: Sendable {
  /// What becomes of a caller.
  private enum Fate {
    /// Control leaves it for good; it may go on in a function that has called
    /// it, behind `setjmp`.
    case left
    /// The program ends.
    case ended
  }

  private struct Body: Hashable {
    var unit: Int
    var function: String
  }

  /// The calls that never come back, by the bodies that make them.
  private var calls: [Body: [Moment]] = [:]
  /// The calls, as positions in the program's, after or in which the program
  /// surely ends; none when something jumps, since control may then go on in a
  /// caller all the same, or may share its memory with a child.
  private(set) var last: Set<Int> = []

  init(
    _ entered: EnteredProgram, calls: [String: [ProgramCall]],
    definitions: [[String: FlowFunction]]
  ) {
    let fates = Self.fates(entered, calls, definitions)
    let jumps = entered.calls.contains {
      LibraryNames.isJump($0.name) || LibraryNames.returnsTwice($0.name)
    }
    for (function, calls) in calls {
      let ending = calls.filter { $0.callee.map { fates[$0] != nil } ?? false }
      for (unit, ending) in Dictionary(grouping: ending, by: \.unit) {
        self.calls[Body(unit: unit, function: function)] = ending.map { Moment($0.facts) }
        guard !jumps, let known = definitions[safe: unit]?[function] else { continue }
        let flow = ControlFlow(
          of: known,
          endings: ending.filter { fates[$0.callee ?? ""] == .ended }.map { Moment($0.facts) })
        for call in calls
        where call.unit == unit && flow.neverLeads(from: Moment(call.facts), to: nil) {
          last.insert(entered.position(of: call))
        }
      }
    }
  }

  /// The calls of a function's body that never come back.
  func calls(in function: String, unit: Int) -> [Moment] {
    calls[Body(unit: unit, function: function)] ?? []
  }

  // MARK: Functions

  /// The functions that never return, by qualified USR.
  private static func fates(
    _ entered: EnteredProgram, _ calls: [String: [ProgramCall]],
    _ definitions: [[String: FlowFunction]]
  ) -> [String: Fate] {
    var fates: [String: Fate] = [:]
    for (usr, function) in entered.functions {
      let facts = function.facts
      if function.unit == nil, LibraryNames.endsProgram(facts.name) {
        fates[usr] = .ended
      } else if facts.neverReturns || function.unit == nil && LibraryNames.leaves(facts.name) {
        fates[usr] = .left
      }
    }
    var callers: [String: Set<String>] = [:]
    for (function, calls) in calls {
      for call in calls {
        if let callee = call.callee { callers[callee, default: []].insert(function) }
      }
    }
    var stack = Array(fates.keys)
    while let callee = stack.popLast() {
      for function in callers[callee] ?? [] where fates[function] != .ended {
        let fate = fate(of: function, fates, entered, calls[function] ?? [], definitions)
        guard let fate, fate != fates[function] else { continue }
        fates[function] = fate
        stack.append(function)
      }
    }
    return fates
  }

  /// What becomes of the caller of a function of the program; `nil` when it may
  /// return.
  private static func fate(
    of function: String, _ fates: [String: Fate], _ entered: EnteredProgram,
    _ calls: [ProgramCall], _ definitions: [[String: FlowFunction]]
  ) -> Fate? {
    guard let known = entered.functions[function], known.unit != nil, !known.isBroken,
      !known.hasSeveralBodies, !calls.contains(where: { LibraryNames.returnsTwice($0.name) })
    else { return nil }
    let bodies = definitions.enumerated().compactMap { unit, functions in
      functions[function].map { (unit: unit, body: $0) }
    }
    let isSure = { (fate: Set<Fate>) in
      bodies.allSatisfy { unit, body in
        let ending = calls.filter {
          $0.unit == unit && fates[$0.callee ?? ""].map(fate.contains) == true
        }
        return ControlFlow(of: body, endings: ending.map { Moment($0.facts) })
          .neverLeads(from: Moment(entryOf: body), to: nil)
      }
    }
    if isSure([.ended]) { return .ended }
    return isSure([.ended, .left]) ? .left : nil
  }
}
