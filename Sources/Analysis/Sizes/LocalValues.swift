import SourceModel

/// Looks through the local variables of a function that are assigned once:
/// `n * sizeof(int)` for `bytes` after `size_t bytes = n * sizeof(int)`.
struct LocalValues {
  let context: SizeContext
  let function: String
  let unit: Int
  /// The point at which the values are wanted.
  let moment: Moment
  /// The first of the assignments that were looked through, or the point
  /// itself: what the values are made of must not change from there on.
  private(set) var earliest: Moment

  init(context: SizeContext, function: String, unit: Int, moment: Moment) {
    self.context = context
    self.function = function
    self.unit = unit
    self.moment = moment
    earliest = moment
  }

  /// What a variable is assigned, if that is one value that surely precedes.
  mutating func value(of variable: FlowNode) -> FlowStore? {
    guard let store = onlyStore(to: variable) else { return nil }
    if store.facts.order < earliest.order { earliest = store.moment }
    return store.facts
  }

  /// An expression with its variables replaced by what they are assigned, where
  /// that means the same; `nil` when there is none.
  mutating func opened(_ expression: Expression) -> Expression? {
    var values: [FlowNode: Expression] = [:]
    for variable in expression.variables {
      guard let store = value(of: variable),
        expression.keeps(.variable(variable), through: store.loses)
      else { continue }
      values[variable] = store.value
    }
    guard !values.isEmpty else { return nil }
    return expression.replacing(values).simplified
  }

  private func onlyStore(to variable: FlowNode) -> ProgramStore? {
    context.ownStores(of: variable, unit: unit)?.only(in: function, unit: unit, before: moment)
  }
}

extension [ProgramStore] {
  /// The one assignment among them, as a unit sees them, if that is in a function and
  /// its value is there at a moment.
  func only(in function: String?, unit: Int, before moment: Moment) -> ProgramStore? {
    let stores = filter { $0.unit == unit }
    guard stores.count == 1, let store = stores.first, store.function == function,
      store.facts.order <= moment.order,
      !store.facts.isRepeated || store.facts.block == moment.block
    else { return nil }
    return store
  }
}
