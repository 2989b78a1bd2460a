/// Tells which template a use of the target's API comes from, and which
/// subsystem it belongs to, from nothing but the call's text and place.
package struct UseClassifier: Sendable {
  private let subsystems: [Subsystem]
  private let templates: [TemplateKind: TemplateShape]

  package init(rules: RuleSet) {
    subsystems = rules.subsystems
    templates = (rules.target?.templates ?? [:]).compactMapValues { TemplateShape($0) }
  }

  /// The template that the use comes from; `nil` when the use names none.
  ///
  /// Where several templates write a call of that name, it is the one that
  /// spells most of the call's arguments. If that does not decide, it is the
  /// last in the order of `TemplateKind`, which claims the least: the unsized
  /// form where the sized one looks the same.
  package func kind(of use: MigratedUse) -> TemplateKind? {
    let kinds = TemplateKind.allCases.filter(use.kinds.contains)
    let scores = kinds.map { templates[$0]?.score(use, subsystem: nil) ?? -1 }
    guard let best = scores.max() else { return nil }
    return scores.lastIndex(of: best).map { kinds[$0] }
  }

  /// The name of the use's subsystem; `nil` when no rule tells.
  ///
  /// It is the one that the call names. Where the target's calls name no
  /// subsystem, it is the first that a rule on the path or the function alone
  /// gives the place to.
  package func subsystem(of use: MigratedUse) -> String? {
    if let named = namedSubsystem(of: use) { return named }
    guard let shape = kind(of: use).flatMap({ templates[$0] }), !shape.namesSubsystem else {
      return nil
    }
    return subsystems.first { Self.covers($0, use) }?.name
  }

  /// Whether calls of the use's kind name a subsystem at all.
  package func namesSubsystem(_ use: MigratedUse) -> Bool {
    kind(of: use).flatMap { templates[$0] }?.namesSubsystem ?? true
  }

  /// The name of the subsystem that the call itself names; `nil` for none.
  ///
  /// It is the first subsystem whose allocator, name or prefix stands in the
  /// call where the template has it, else the first whose allocator is one of
  /// the arguments.
  package func namedSubsystem(of use: MigratedUse) -> String? {
    let shape = kind(of: use).flatMap { templates[$0] }
    if let shape, shape.namesSubsystem,
      let match = subsystems.first(where: { shape.score(use, subsystem: $0) != nil })
    {
      return match.name
    }
    let arguments = Set(use.arguments.map(TemplateShape.squeezed))
    let named = subsystems.first { subsystem in
      !subsystem.allocator.isEmpty
        && arguments.contains(TemplateShape.squeezed(subsystem.allocator))
    }
    return named?.name
  }

  private static func covers(_ subsystem: Subsystem, _ use: MigratedUse) -> Bool {
    guard !subsystem.match.isEmpty else { return true }
    return subsystem.match.contains { condition in
      guard condition.type == nil, condition.field == nil, condition.kind == nil else {
        return false
      }
      return condition.path.map { Glob($0).matches(use.location.file.string) } ?? true
        && condition.function.map { Glob($0).matches(use.enclosingFunction) } ?? true
    }
  }
}
