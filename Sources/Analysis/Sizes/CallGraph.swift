import SourceModel

/// Which functions of the program run while a call runs.
///
/// A function of which no rule says anything may call whatever may be called from
/// outside, with or without arguments: it may have been given that long before.
struct CallGraph {
  /// Stands among the functions that run for those of which no rule says
  /// anything.
  static let outside = "code outside of the program"

  private let solution: Solution
  private var graph: ProgramGraph { solution.graph }
  /// Which functions call which.
  private struct Edges {
    var callees: [String: Set<String>] = [:]
    /// Functions that call code of which nothing is known.
    var callsUnknown: Set<String> = []

    mutating func add(_ targets: [String]?, of function: String) {
      if let targets {
        callees[function, default: []].formUnion(targets)
      } else {
        callsUnknown.insert(function)
      }
    }

    mutating func remove(callsOf function: String) {
      callees[function] = nil
      callsUnknown.remove(function)
    }
  }

  private var all = Edges()
  /// Without the calls after which the program surely ends.
  private var returning = Edges()
  /// The calls, as positions in the program's, after or in which the program
  /// surely ends.
  private(set) var last: Set<Int> = []
  /// Functions that call `longjmp` themselves.
  private var jumping: Set<String> = []
  /// Functions that call `exit` themselves.
  private var exiting: Set<String> = []
  /// Those that code outside of the program may call.
  var functionsCalledFromOutside: Set<String> { all.callees[Self.outside] ?? [] }
  /// The functions that may run when the program ends, by qualified USR; `nil`
  /// when code that is not seen does.
  private(set) var atExit: Set<String>? = []

  init(_ solution: Solution, index: ProgramIndex) {
    self.solution = solution
    let outside = solution.graph.functionsCalledFromOutside()
    all.callees[Self.outside] = outside
    let entered = solution.graph.entered
    let targets = index.callsByFunction.mapValues { $0.map(self.targets) }
    for (function, calls) in index.callsByFunction {
      for (call, targets) in zip(calls, targets[function] ?? []) {
        if LibraryNames.isJump(call.name) { jumping.insert(function) }
        if LibraryNames.isExit(call.name) { exiting.insert(function) }
        all.add(targets, of: function)
      }
    }
    last = lastCalls(index.endings)
    returning = all
    for (function, calls) in index.callsByFunction {
      let isLast = calls.map { last.contains(entered.position(of: $0)) }
      guard isLast.contains(true) else { continue }
      returning.remove(callsOf: function)
      for (targets, isLast) in zip(targets[function] ?? [], isLast) where !isLast {
        returning.add(targets, of: function)
      }
    }
    if !exiting.isEmpty { atExit = functionsAtExit(Array(index.callsByFunction.values.joined())) }
  }

  /// The calls after or in which the program ends, but for bodies in which one of
  /// them may jump: control may then go on in a caller all the same. A child that
  /// shares its memory with the program may end alone.
  private func lastCalls(_ endings: Endings) -> Set<Int> {
    let calls = graph.calls
    let twice = Set(calls.map(\.name).filter(LibraryNames.returnsTwice))
    if twice.contains(where: LibraryNames.sharesMemory) { return [] }
    if jumping.isEmpty, twice.isEmpty { return Set(endings.last.joined()) }
    // A library may jump to a place that the program has marked.
    let jumpers = callers(
      of: twice.isEmpty ? jumping : jumping.union([Self.outside]), directCallers)
    let mayJump = { (call: ProgramCall) in
      LibraryNames.isJump(call.name)
        || targets(of: call)?.contains(where: jumpers.contains) ?? true
    }
    return Set(endings.last.filter { !$0.contains { mayJump(calls[$0]) } }.joined())
  }

  /// What calls each function, by qualified USR.
  var directCallers: [String: [String]] {
    var direct: [String: [String]] = [:]
    for (function, callees) in all.callees {
      for callee in callees { direct[callee, default: []].append(function) }
    }
    return direct
  }

  /// Some functions and those that may come to call them, as all do that call what
  /// is not known.
  ///
  /// - Parameter direct: `directCallers`.
  func callers(of called: Set<String>, _ direct: [String: [String]]) -> Set<String> {
    let broken = graph.functions.values.filter(\.isBroken).map(\.usr)
    var found: Set<String> = []
    var stack = called.union(all.callsUnknown).union(broken)
    while let function = stack.popFirst() {
      guard found.insert(function).inserted else { continue }
      stack.formUnion(direct[function] ?? [])
    }
    return found
  }

  /// Whether a call may start one of some functions.
  func mayRun(_ call: ProgramCall, oneOf functions: Set<String>) -> Bool {
    targets(of: call)?.contains(where: functions.contains) ?? true
  }

  /// What is registered for the program's end runs then, and functions without
  /// parameters that nothing calls: they are destructors, or never run.
  private func functionsAtExit(_ calls: [ProgramCall]) -> Set<String>? {
    let called = Set(calls.compactMap(\.callee))
    let destructors = graph.functions.values.filter { function in
      let facts = function.facts
      return function.unit != nil && facts.parameterPointees.isEmpty && !facts.isVariadic
        && !facts.isOffered && !facts.isAddressTaken && facts.name != "main"
        && !called.contains(function.usr)
    }
    let registrations = calls.filter { LibraryNames.registersForExit($0.name) }
    guard let registered = functions(duringAny: registrations, all) else { return nil }
    return functions(from: destructors.map(\.usr), all).map(registered.union)
  }

  /// The functions that may run during some calls that return, by qualified USR,
  /// and `outside`; `nil` when it is not known which do.
  func functions(duringAny calls: [ProgramCall]) -> Set<String>? {
    functions(duringAny: calls, returning)
  }

  private func functions(
    duringAny calls: [ProgramCall], _ edges: Edges, fromOutside: Bool = true
  ) -> Set<String>? {
    var stack: [String] = []
    for call in calls {
      guard let targets = targets(of: call) else { return nil }
      stack += targets
    }
    return functions(from: stack, edges, fromOutside: fromOutside)
  }

  /// The functions that may run during some calls, should one of them end the
  /// program as well.
  ///
  /// - Parameter fromOutside: whether code of which no rule says anything is taken
  ///   to call what it may.
  func functionsUntilExit(
    duringAny calls: [ProgramCall], fromOutside: Bool = true
  ) -> Set<String>? {
    guard let running = functions(duringAny: calls, all, fromOutside: fromOutside) else {
      return nil
    }
    let mayExit =
      calls.contains { LibraryNames.isExit($0.name) } || !running.isDisjoint(with: exiting)
    return mayExit ? atExit.map(running.union) : running
  }

  /// Some functions and all that they call.
  private func functions(
    from start: [String], _ edges: Edges, fromOutside: Bool = true
  ) -> Set<String>? {
    var stack = start
    var seen: Set<String> = []
    while let function = stack.popLast() {
      guard seen.insert(function).inserted, fromOutside || function != Self.outside else {
        continue
      }
      if edges.callsUnknown.contains(function) || graph.functions[function]?.isBroken == true {
        return nil
      }
      stack += edges.callees[function] ?? []
    }
    return seen
  }

  /// Whether a call may end in a jump out of the function that makes it.
  func mayJump(_ call: ProgramCall) -> Bool {
    guard !jumping.isEmpty else { return false }
    if LibraryNames.isJump(call.name) { return true }
    return functions(duringAny: [call], all)?.isDisjoint(with: jumping) == false
  }

  /// The functions of the program that a call itself starts; `nil` when it is
  /// not known.
  private func targets(of call: ProgramCall) -> [String]? {
    if call.facts.familyFunction != nil { return [] }
    if let callee = call.callee { return targets(of: callee, call) }
    guard case .indirect(let pointer) = call.facts.callee else { return nil }
    guard let functions = functions(at: graph.unitNodes[call.unit][Int(pointer)]) else {
      // The address of each function that it can be is taken.
      return call.arguments.allSatisfy { $0 == nil } ? [Self.outside] : nil
    }
    var all: [String] = []
    for function in functions {
      guard let targets = targets(of: function, call) else { return nil }
      all += targets
    }
    return all
  }

  private func targets(of usr: String, _ call: ProgramCall) -> [String]? {
    if graph.functions[usr]?.unit != nil { return [usr] }
    if graph.family(of: usr) != nil { return [] }
    let name = graph.functions[usr]?.facts.name ?? call.name
    if LibraryNames.isInert(name) { return [] }
    if graph.runsUnknownCode(call, name: name) { return [Self.outside] }
    guard let external = graph.external(name) else { return [] }
    var all: [String] = []
    for callback in external.calls {
      guard let pointer = call.argument(callback.function) else { continue }
      guard let functions = functions(at: pointer) else { return nil }
      all += functions.filter { graph.functions[$0]?.unit != nil }
    }
    return all
  }

  /// The functions that a pointer may hold; `nil` when it may hold others.
  private func functions(at pointer: NodeID) -> [String]? {
    let objects = solution.objects(of: pointer)
    let known = objects.compactMap { object -> String? in
      if case .function(let usr, _) = solution.kind(object) { usr } else { nil }
    }
    return known.isEmpty || known.count < objects.count ? nil : known
  }
}
