import SourceModel

/// Tells what a `return` of a variable gives back, where an assignment surely
/// ran before: `p = realloc(p, n); return p;` returns no `p` that was passed
/// (reaching definitions, Allen and Cocke 1976).
struct ReturnedVariables {
  private struct Key: Hashable {
    var unit: Int
    var function: String
  }

  private let entered: EnteredProgram
  private var stores: [Key: [ProgramStore]] = [:]
  /// Functions that may go on at a place that they have passed.
  private var unclear: Set<Key> = []
  private let addressTaken: Set<NodeID>

  init(_ entered: EnteredProgram) {
    self.entered = entered
    addressTaken = entered.objects.places
    for store in entered.stores {
      guard let function = store.function else { continue }
      stores[Key(unit: store.unit, function: function), default: []].append(store)
    }
    for call in entered.calls where LibraryNames.returnsTwice(call.name) {
      if let function = call.function { unclear.insert(Key(unit: call.unit, function: function)) }
    }
  }

  /// The nodes that hold what is returned: the variable itself, unless less is
  /// known to reach the statement.
  func values(
    of statement: FlowReturn, in function: FlowFunction, unit: Int
  ) -> [NodeID] {
    let map = entered.unitNodes[unit]
    let variable = map[Int(statement.variable)]
    let usr = entered.unitNames[unit].qualified(function.usr)
    let key = Key(unit: unit, function: usr)
    let isStatic = function.locals.contains { $0.node == statement.variable && $0.isStatic }
    guard !isStatic, !addressTaken.contains(variable), !unclear.contains(key),
      entered.functions[usr]?.isBroken == false
    else { return [variable] }
    let end = Moment(statement)
    let flow = ControlFlow(of: function)
    let all = (stores[key] ?? []).filter { $0.target == variable && $0.facts.base == nil }
      .sorted { $0.facts.order < $1.facts.order }
    guard let start = flow.start(ofOneIn: all.map { $0.moment }, before: end) else {
      return [variable]
    }
    let first = Moment(at: start, in: function)
    let reaching = all.filter {
      $0.facts.order == first.order || flow.mayRun($0.moment, between: first, and: end)
    }
    let isParameter = entered.nodes.parameterOwners[variable] != nil
    guard isParameter || reaching.count < all.count else { return [variable] }
    var values: [NodeID] = []
    for store in reaching where !store.facts.isNull {
      guard let source = store.facts.source else { return [variable] }
      values.append(map[Int(source)])
    }
    return values
  }
}
