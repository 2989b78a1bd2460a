import SourceModel

/// The pointer is a local variable that takes over a block from a member (or a
/// global variable) that another one counts, and a second variable takes over the
/// count: `old = t->slots; count = t->room; … free(old)`. Or the counter itself
/// has not changed since.
enum CopiedPairStrategy: SizeStrategy {
  static let name = "copied-pair"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard let copy = Copy(request) else { return nil }
    let wanted = Set(request.blocks.map(\.object))
    for model in request.context.pairs(of: copy.source, unit: request.call.unit).models
    where wanted.isSubset(of: model.blocks) && !copy.isInGap(model) {
      let counts = model.counters.indices.compactMap { copy.count($0, model) }
      let names = counts.compactMap { LiveExpressionStrategy.name($0.value, request) }
      guard names.count == model.counters.count,
        let written = SizeText(request, counters: names).written(model.size)
      else { continue }
      var finding = SizeFinding(
        text: written.text, assumptions: model.assumptions + written.assumptions,
        evidence: model.evidence + [
          Evidence(
            location: copy.store.facts.location,
            text: "the pointer comes from \(copy.source.name) here")
        ]
          + zip(counts, model.counters).map { count, counter in
            Evidence(
              location: count.location,
              text: "the number of elements is that of \(counter.name) at the same time")
          })
      let own = copy.store
      finding.assumptions += request.context.assumptions(
        ofHolder: own.facts.value, unit: own.unit)
      if let base = copy.base {
        let writes = PartialWrites(
          context: request.context, unit: request.call.unit,
          members: [copy.source] + model.counters)
        guard let assumptions = writes.assumptions(base) else { continue }
        finding.assumptions += assumptions
      }
      return finding
    }
    return nil
  }

  /// The one assignment of the pointer that is released; it surely runs before.
  private struct Copy {
    let request: SizeRequest
    let store: ProgramStore
    /// The member or global variable that it comes from.
    let source: FlowNode
    /// The object of the member; `nil` for a variable.
    let base: Expression?
    private let function: String
    private let flow: ControlFlow
    private var context: SizeContext { request.context }

    init?(_ request: SizeRequest) {
      guard let function = request.call.function,
        case .variable(let variable)? = request.pointerExpression,
        let store = Self.onlyStore(to: variable, in: function, request),
        let flow = ControlFlow(of: function, unit: store.unit, request.context),
        flow.dominates(store.moment, request.call.moment)
      else { return nil }
      self.flow = flow
      switch store.facts.value {
      case .field(let base, let field) where base.isPlace: (source, self.base) = (field, base)
      case .variable(let global) where global.isGlobal: (source, base) = (global, nil)
      default: return nil
      }
      self.request = request
      self.store = store
      self.function = function
    }

    /// The one assignment of a local variable that is not of null.
    private static func onlyStore(
      to variable: FlowNode, in function: String, _ request: SizeRequest
    ) -> ProgramStore? {
      let all = request.context.ownStores(of: variable, unit: request.call.unit)
      guard let stores = all?.filter({ !$0.facts.isNull }), stores.count == 1,
        let store = stores.first,
        store.function == function,
        store.unit == request.call.unit
      else { return nil }
      return store
    }

    /// Whether pointer and counter do not belong together where they are read.
    func isInGap(_ model: FieldPairs.Model) -> Bool {
      model.gap(in: function, at: store.facts.order) != nil
    }

    /// What holds a counter's value at the release, and where it got it.
    func count(
      _ position: Int, _ model: FieldPairs.Model
    ) -> (value: Expression, location: SourceLocation)? {
      let counter = model.counters[position].place(of: base)
      if stretch(store.moment, request.call.moment).keeps(counter) {
        return (counter, store.facts.location)
      }
      for other in context.storesByFunction[function] ?? []
      where other.unit == store.unit && other.facts.value == counter
        && other.facts.base == nil && isCounted(other, position, model)
      {
        let names = context.graph.program.units[other.unit].flow.nodes
        return (.variable(names[Int(other.facts.target)]), other.facts.location)
      }
      return nil
    }

    /// Whether a variable takes the count together with the pointer, and keeps it
    /// as long.
    private func isCounted(
      _ other: ProgramStore, _ position: Int, _ model: FieldPairs.Model
    ) -> Bool {
      let names = context.graph.program.units[other.unit].flow.nodes
      let (own, count) = (store.facts, other.facts)
      let isFirst = own.order < count.order
      let stretch = stretch(Moment(isFirst ? own : count), Moment(isFirst ? count : own))
      guard own.block == count.block, model.gap(in: function, at: count.order) == nil,
        flow.dominates(Moment(count), request.call.moment),
        model.size.keeps(FieldPairs.placeholder(position), through: count.loses),
        Self.onlyStore(to: names[Int(count.target)], in: function, request) === other,
        (context.storesByTarget[other.target] ?? []).count == 1,
        context.scopes[other.target]?.scope.contains(request.call.facts.location.offset) == true,
        !flow.mayLeave(from: stretch.start, to: stretch.end, unlessNull: [], orBehind: [])
      else { return false }
      return stretch.keeps(model.counters[position].place(of: base))
    }

    private func stretch(_ start: Moment, _ end: Moment) -> Stretch {
      Stretch(in: function, unit: store.unit, from: start, to: end, context: context)
    }
  }
}
