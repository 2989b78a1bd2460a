import SourceModel

/// The pointer is a field, and another field of the same object always holds
/// the number of elements that were allocated for it, or a few hold its factors; or
/// all are global variables.
///
/// A field that counts used elements has writers that allocate nothing, so it
/// never serves.
enum CompanionFieldStrategy: SizeStrategy {
  static let name = "companion-field"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard let field = pointer(request) else { return nil }
    let wanted = Set(request.blocks.map(\.object))
    for model in request.context.pairs(of: field, unit: request.call.unit).models
    where wanted.isSubset(of: model.blocks) {
      guard let written = written(model, field, request) else { continue }
      var finding = SizeFinding(
        text: written.text, assumptions: model.assumptions + written.assumptions,
        evidence: model.evidence)
      if case .field(let base, _)? = request.pointerExpression {
        let writes = PartialWrites(
          context: request.context, unit: request.call.unit, members: [field] + model.counters)
        guard let assumptions = writes.assumptions(base) else { continue }
        finding.assumptions += assumptions
      }
      for counter in model.counters where counter.isGlobal {
        finding.assumptions += request.context.assumptions(
          ofHolder: .variable(counter), unit: request.call.unit)
      }
      if gap(of: model, request) != nil {
        guard request.context.graph.rules.savesSizes,
          let earlier = EarlierSizeFinder(request: request, model: model).find(
            written.text, of: field)
        else { continue }
        finding.text = earlier.variable
        finding.earlier = earlier
        finding.evidence.append(
          Evidence(text: "the counter changes before the release, so the size is saved before that")
        )
      }
      return finding
    }
    return nil
  }

  /// Says why no counter serves, or where one changes too early for a release
  /// that it would serve otherwise.
  static func obstacles(for request: SizeRequest) -> [Evidence] {
    guard let field = pointer(request) else { return [] }
    let wanted = Set(request.blocks.map(\.object))
    let found = request.context.pairs(of: field, unit: request.call.unit)
    for model in found.models
    where wanted.isSubset(of: model.blocks) {
      guard let gap = gap(of: model, request) else { continue }
      return [
        Evidence(
          location: gap.location,
          text: "\(model.names) \(model.counters.count == 1 ? "tells" : "tell") the size, but it "
            + "changes here before the old block is given back: save the old size first")
      ]
    }
    return found.obstacle.map { [$0] } ?? []
  }

  /// The field or global variable that is released.
  private static func pointer(_ request: SizeRequest) -> FlowNode? {
    switch request.pointerExpression {
    case .field(let base, let field)? where base.isPlace: field
    case .variable(let variable)? where variable.isGlobal: variable
    default: nil
    }
  }

  /// Where pointer and counter do not belong together, if the release stands
  /// there, as between a capacity's increase and the `realloc`.
  private static func gap(of model: FieldPairs.Model, _ request: SizeRequest) -> FieldPairs.Gap? {
    model.gap(in: request.call.function, at: request.call.facts.order)
  }

  private static func written(
    _ model: FieldPairs.Model, _ field: FlowNode, _ request: SizeRequest
  ) -> SizeText.Written? {
    guard let pointer = SizeText(request).pointerText else { return nil }
    let names = model.counters.compactMap { counter -> SizeText.Name? in
      let text =
        field.isGlobal
        ? request.name(ofGlobal: counter)
        : pointer.base(ofMember: field.spelling).map { $0 + counter.spelling }
      guard let text, request.canSpell(counter.spelling) else { return nil }
      return request.name(text, of: counter)
    }
    guard names.count == model.counters.count else { return nil }
    return SizeText(request, counters: names).written(model.size)
  }
}
