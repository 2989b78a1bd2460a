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

  /// What the call does with which of its arguments, as the template says that writes
  /// it; `nil` when no template does, when those that do mean different things, and for
  /// an allocation whose arguments do not tell a size.
  ///
  /// Of two that only differ in whether the memory is zeroed, it is the one that does
  /// not claim it.
  package func function(of use: MigratedUse) -> FamilyFunction? {
    let scored = TemplateKind.allCases.filter(use.kinds.contains).compactMap { kind in
      templates[kind].flatMap { shape in
        shape.score(use, subsystem: nil).map { (kind: kind, shape: shape, score: $0) }
      }
    }
    guard let best = scored.map(\.score).max() else { return nil }
    let functions = Set(
      scored.filter { $0.score == best }.map { Self.function(use.name, $0.kind, $0.shape) })
    if functions.count == 1 { return functions.first ?? nil }
    let known = functions.compactMap(\.self)
    guard known.count == functions.count,
      let plain = known.first(where: { $0.role == .allocate })
    else { return nil }
    let isTold = known.allSatisfy { other in
      var other = other
      if other.role == .allocateZeroed { other.role = .allocate }
      return other == plain
    }
    return isTold ? plain : nil
  }

  private static func function(
    _ name: String, _ kind: TemplateKind, _ shape: TemplateShape
  ) -> FamilyFunction? {
    guard let role = kind.role else { return nil }
    var function = FamilyFunction(name: name, family: "", role: role)
    function.pointer = shape.position(of: .pointer)
    if role == .release { return function.pointer == nil ? nil : function }
    function.size = shape.position(of: .size)
    function.count = shape.position(of: .count)
    function.element = shape.position(of: .element)
    function.string = shape.position(of: .string)
    function.limit = shape.position(of: .limit)
    function.alignment = shape.position(of: .alignment)
    let isSized =
      role == .duplicate
      ? function.string != nil
      : function.size != nil || function.count != nil && function.element != nil
    guard isSized, role != .resize || function.pointer != nil else { return nil }
    // A bound that stands inside of an argument is not followed.
    return kind == .duplicateBounded && function.limit == nil ? nil : function
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
