package import SourceModel

/// Tells which subsystem a use of the target's API belongs to.
///
/// A use belongs to the first subsystem whose allocator is one of its
/// arguments, else to the first whose name stands where the target's template
/// for that use says `{subsystem}`: in the callee (`VM_ALLOC(n)`) or in an
/// argument.
package struct AllocatorMatcher: Sendable {
  private let subsystems: [(name: String, allocator: String)]
  private let templates: [TemplateKind: Template]

  package init(rules: RuleSet) {
    subsystems = rules.subsystems.map { ($0.name, Self.squeezed($0.allocator)) }
    templates = rules.target?.templates ?? [:]
  }

  /// The name of the use's subsystem; `nil` when no rule tells.
  package func subsystem(of use: MigratedUse) -> String? {
    let arguments = Set(use.arguments.map(Self.squeezed))
    if let match = subsystems.first(where: { arguments.contains($0.allocator) }) {
      return match.name
    }
    let templates = use.kinds.compactMap { self.templates[$0] }
      .filter { $0.placeholders.contains(.subsystem) }
    return subsystems.first { subsystem in
      templates.contains { Self.fits(use, arguments, $0, subsystem: subsystem.name) }
    }?.name
  }

  private static func fits(
    _ use: MigratedUse, _ arguments: Set<String>, _ template: Template, subsystem: String
  ) -> Bool {
    let marker: Character = "\u{1}"
    let other: Character = "\u{2}"
    let text = template.pieces.map { piece in
      switch piece {
      case .text(let text): squeezed(text)
      case .placeholder(.subsystem): String(marker)
      case .placeholder: String(other)
      }
    }.joined()
    let parts = text.split(whereSeparator: { "(),".contains($0) }).map(String.init)
    let wanted = parts.filter { $0.contains(marker) && !$0.contains(other) }
      .map {
        $0.split(separator: marker, omittingEmptySubsequences: false)
          .joined(separator: subsystem)
      }
    return wanted.contains { $0 == use.name || arguments.contains($0) }
  }

  private static func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
