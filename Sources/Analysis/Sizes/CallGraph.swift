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
  private var callees: [String: Set<String>] = [:]
  /// Functions that call code of which nothing is known.
  private var callsUnknown: Set<String> = []
  /// Functions that call `longjmp` themselves.
  private var jumping: Set<String> = []
  /// Functions that call `exit` themselves.
  private var exiting: Set<String> = []
  /// Those that code outside of the program may call.
  var functionsCalledFromOutside: Set<String> { callees[Self.outside] ?? [] }
  /// The functions that may run when the program ends, by qualified USR; `nil`
  /// when code that is not seen does.
  private(set) var atExit: Set<String>? = []

  /// - Parameter calls: by the qualified USR of the enclosing function.
  init(_ solution: Solution, calls: [String: [ProgramCall]]) {
    self.solution = solution
    callees[Self.outside] = solution.graph.functionsCalledFromOutside()
    for (function, calls) in calls {
      for call in calls {
        if LibraryNames.isJump(call.name) { jumping.insert(function) }
        if LibraryNames.isExit(call.name) { exiting.insert(function) }
        guard let targets = targets(of: call) else {
          callsUnknown.insert(function)
          continue
        }
        callees[function, default: []].formUnion(targets)
      }
    }
    if !exiting.isEmpty { atExit = functionsAtExit(Array(calls.values.joined())) }
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
    guard let registered = functions(duringAny: registrations) else { return nil }
    return functions(from: destructors.map(\.usr)).map(registered.union)
  }

  /// The functions that may run during some calls, by qualified USR, and
  /// `outside`; `nil` when it is not known which do.
  func functions(duringAny calls: [ProgramCall]) -> Set<String>? {
    var stack: [String] = []
    for call in calls {
      guard let targets = targets(of: call) else { return nil }
      stack += targets
    }
    return functions(from: stack)
  }

  /// The same with those that run should one of the calls end the program.
  func functionsUntilExit(duringAny calls: [ProgramCall]) -> Set<String>? {
    guard let running = functions(duringAny: calls) else { return nil }
    let mayExit =
      calls.contains { LibraryNames.isExit($0.name) } || !running.isDisjoint(with: exiting)
    return mayExit ? atExit.map(running.union) : running
  }

  /// Some functions and all that they call.
  private func functions(from start: [String]) -> Set<String>? {
    var stack = start
    var seen: Set<String> = []
    while let function = stack.popLast() {
      guard seen.insert(function).inserted else { continue }
      if callsUnknown.contains(function) || graph.functions[function]?.isBroken == true {
        return nil
      }
      stack += callees[function] ?? []
    }
    return seen
  }

  /// Whether a call may end in a jump out of the function that makes it.
  func mayJump(_ call: ProgramCall) -> Bool {
    guard !jumping.isEmpty else { return false }
    if LibraryNames.isJump(call.name) { return true }
    return functions(duringAny: [call])?.isDisjoint(with: jumping) == false
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
