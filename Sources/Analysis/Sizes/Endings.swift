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
  private var calls: [Body: EndingCalls] = [:]
  /// The calls after or in which the program ends unless something jumps, as
  /// positions in the program's, those of one body together. From none of a
  /// body's can control come to others of the body.
  private(set) var last: [[Int]] = []

  init(
    _ entered: EnteredProgram, calls: [String: [ProgramCall]],
    definitions: [[String: FlowFunction]]
  ) {
    let fates = Self.fates(entered, calls, definitions)
    for (function, calls) in calls {
      let ending = calls.filter { $0.callee.map { fates[$0] != nil } ?? false }
      for (unit, ending) in Dictionary(grouping: ending, by: \.unit) {
        guard let known = definitions[safe: unit]?[function] else { continue }
        self.calls[Body(unit: unit, function: function)] = EndingCalls(ending, in: known)
        let ended = ending.filter { fates[$0.callee ?? ""] == .ended }
        let flow = ControlFlow(of: known, endings: EndingCalls(ended, in: known))
        let last = calls.filter {
          $0.unit == unit && flow.neverLeads(from: $0.moment, to: nil)
        }
        if !last.isEmpty { self.last.append(last.map(entered.position)) }
      }
    }
  }

  /// The calls of a function's body that never come back.
  func calls(in function: String, unit: Int) -> EndingCalls {
    calls[Body(unit: unit, function: function)] ?? EndingCalls()
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
    // The calls of a header's function are those of the first unit that has it.
    var places: Set<SourceLocation> = []
    let bodies = definitions.enumerated().compactMap { unit, functions in
      functions[function].map { (unit: unit, body: $0) }
    }.filter { places.insert($0.body.location).inserted }
    let isSure = { (fate: Set<Fate>) in
      bodies.allSatisfy { unit, body in
        let ending = calls.filter {
          $0.unit == unit && fates[$0.callee ?? ""].map(fate.contains) == true
        }
        return ControlFlow(of: body, endings: EndingCalls(ending, in: body))
          .neverLeads(from: Moment(entryOf: body), to: nil)
      }
    }
    if isSure([.ended]) { return .ended }
    return isSure([.ended, .left]) ? .left : nil
  }
}

/// The calls in one body that never come back, by the blocks that come to them.
struct EndingCalls: Sendable {
  /// In order, by their own block.
  private var own: [Int: [Moment]] = [:]
  /// In order, by the blocks of which each run comes to theirs but for jumps.
  private var nested: [Int: [Moment]] = [:]

  /// None.
  init() {}

  init(_ calls: [ProgramCall], in function: FlowFunction) {
    for call in calls.sorted(by: { $0.facts.order < $1.facts.order }) {
      let moment = call.moment
      own[moment.block, default: []].append(moment)
      var block = moment.block
      while function.blocks.indices.contains(block), function.blocks[block].entry == .always {
        block = function.blocks[block].parent
        nested[block, default: []].append(moment)
      }
    }
  }

  /// The first that may follow a place, from each block around it: any other is
  /// only reached past one of these.
  func next(after place: Moment, in blocks: [FlowBlock]) -> [Moment] {
    if own.isEmpty { return [] }
    var result: [Moment] = []
    var block = place.block
    while blocks.indices.contains(block) {
      for calls in [own[block], nested[block]].compactMap({ $0 }) {
        let first = calls.partitioningIndex { $0.order >= place.order }
        if first < calls.count { result.append(calls[first]) }
      }
      block = blocks[block].parent
    }
    return result
  }
}
