package import SourceModel

/// One real place of a program before and after.
package struct RefactoringExample: Hashable, Sendable, Codable {
  package var kind: TemplateKind
  /// The C text before; `nil` when only the result is known.
  package var before: String?
  package var after: String
  /// Where the text after stands.
  package var location: SourceLocation

  package init(
    kind: TemplateKind, before: String?, after: String, location: SourceLocation
  ) {
    self.kind = kind
    self.before = before
    self.after = after
    self.location = location
  }
}
