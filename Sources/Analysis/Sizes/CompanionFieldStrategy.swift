import SourceModel

/// The pointer is a field, and another field of the same object always holds
/// the number of elements that were allocated for it.
///
/// A field that counts used elements has writers that allocate nothing, so it
/// never serves.
enum CompanionFieldStrategy: SizeStrategy {
  static let name = "companion-field"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard case .field(let base, let field)? = request.pointerExpression, base.isPlace else {
      return nil
    }
    let wanted = Set(request.blocks.map(\.object))
    for model in request.context.pairs(of: field, unit: request.call.unit)
    where wanted.isSubset(of: model.blocks) {
      guard let text = text(model, field, request) else { continue }
      var finding = SizeFinding(
        text: text, assumptions: model.assumptions, evidence: model.evidence)
      if isInGap(model, request) {
        guard let earlier = EarlierSizeFinder(request: request, model: model).find(text, of: field)
        else { continue }
        finding.text = earlier.variable
        finding.earlier = earlier
        finding.evidence.append(
          Evidence(text: "the counter changes before the release, so the size is saved before that"))
      }
      return finding
    }
    return nil
  }

  /// Says where the counter changes too early for a release that it would
  /// serve otherwise; `nil` when that is not the case.
  static func obstacle(for request: SizeRequest) -> Evidence? {
    guard case .field(_, let field)? = request.pointerExpression else { return nil }
    let wanted = Set(request.blocks.map(\.object))
    for model in request.context.pairs(of: field, unit: request.call.unit)
    where wanted.isSubset(of: model.blocks) && isInGap(model, request) {
      let gap = (model.gaps[request.call.function ?? ""] ?? []).first {
        $0.orders.contains(request.call.facts.order)
      }
      return Evidence(
        location: gap?.location,
        text: "\(model.counter.name) tells the size, but it changes here before the old block is "
          + "given back: save the old size first")
    }
    return nil
  }

  /// Whether the release stands where pointer and counter do not belong
  /// together, as between a capacity's increase and the `realloc`.
  private static func isInGap(_ model: FieldPairs.Model, _ request: SizeRequest) -> Bool {
    (model.gaps[request.call.function ?? ""] ?? []).contains {
      $0.orders.contains(request.call.facts.order)
    }
  }

  private static func text(
    _ model: FieldPairs.Model, _ field: FlowNode, _ request: SizeRequest
  ) -> String? {
    let pointer = SizeText(request).pointerText
    guard let base = pointer?.base(ofMember: field.memberName) else { return nil }
    let text = SizeText(request) { part in
      part == FieldPairs.placeholder ? base + model.counter.memberName : nil
    }
    return text.text(model.size)
  }
}
