package import SourceModel

/// What the placeholders of a template stand for at one site.
package struct SiteValues: Sendable {
  package let site: Site
  package let decision: Decision
  /// `nil` when the decision names none, or one that the rules don't have.
  package let subsystem: Subsystem?

  package init(site: Site, decision: Decision, subsystem: Subsystem?) {
    self.site = site
    self.decision = decision
    self.subsystem = subsystem
  }

  /// The value, `nil` when the site has none.
  ///
  /// The size at a release is the decision's; at any other call it is the
  /// argument that the family function has for it.
  package func value(_ placeholder: Template.Placeholder) -> FilledTemplate.Item? {
    let function = site.function
    switch placeholder {
    case .allocator:
      return subsystem.flatMap { $0.allocator.isEmpty ? nil : .text($0.allocator) }
    case .subsystem: return subsystem.map { .text($0.name) }
    case .short: return subsystem.map { .text($0.short) }
    case .size where function.role == .release:
      return decision.sizeText.map { .text($0) } ?? argument(function.size)
    case .size: return argument(function.size)
    case .oldSize: return decision.sizeText.map { .text($0) }
    case .count: return argument(function.count)
    case .element: return argument(function.element)
    case .pointer: return argument(function.pointer)
    case .string: return argument(function.string) ?? releasedString
    case .limit: return argument(function.limit)
    case .alignment: return argument(function.alignment)
    }
  }

  /// Why a placeholder without a value keeps the site from being migrated.
  package func blocker(
    for missing: FilledTemplate.MissingValue, kind: TemplateKind
  ) -> Blocker {
    let name = missing.placeholder.rawValue
    switch missing.placeholder {
    case .allocator, .subsystem, .short:
      let detail =
        subsystem.map { "the subsystem '\($0.name)' names no allocator" }
        ?? decision.subsystem.map { "the rules have no subsystem '\($0)'" }
        ?? "no subsystem was decided"
      return Blocker(.noSubsystem, detail + ": add it to the rule file")
    default:
      return Blocker(
        .noTemplate,
        "the template '\(kind.rawValue)' asks for {\(name)}, which '\(site.function.name)' does"
          + " not have: change the template or leave the site out")
    }
  }

  private func argument(_ position: Int?) -> FilledTemplate.Item? {
    guard let position, let syntax = site.syntax,
      syntax.arguments.indices.contains(position - 1)
    else { return nil }
    return .argument(position - 1)
  }

  /// At a release, `{string}` is another name for the block.
  private var releasedString: FilledTemplate.Item? {
    site.function.role == .release ? argument(site.function.pointer) : nil
  }
}
