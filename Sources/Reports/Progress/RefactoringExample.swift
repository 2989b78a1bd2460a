package import SourceModel

/// One real place of a program before and after.
package struct RefactoringExample: Hashable, Sendable, Codable {
  package var kind: TemplateKind
  /// The C text before; `nil` when only the result is known.
  package var before: String?
  package var after: String
  /// Where the text after stands; `nil` for an example from a rule file.
  package var location: SourceLocation?

  package init(
    kind: TemplateKind, before: String?, after: String, location: SourceLocation? = nil
  ) {
    self.kind = kind
    self.before = before
    self.after = after
    self.location = location
  }
}

extension RefactoringExample {
  /// The examples that a rule file's before and after text give: one for each
  /// template whose call stands in a line of `after`, with the line of `before`
  /// at the same place if both have as many lines, else with all of it.
  package static func examples(
    before: String, after: String, target: Target
  ) -> [RefactoringExample] {
    let old = before.split(whereSeparator: \.isNewline).map(String.init)
    let new = after.split(whereSeparator: \.isNewline).map(String.init)
    return TemplateKind.allCases.compactMap { kind in
      guard let template = target.templates[kind], let shape = TemplateShape(template),
        let index = new.firstIndex(where: { shape.isCalled(in: $0) })
      else { return nil }
      guard old.count == new.count else {
        return RefactoringExample(kind: kind, before: before, after: after)
      }
      return RefactoringExample(kind: kind, before: old[index], after: new[index])
    }
  }
}
