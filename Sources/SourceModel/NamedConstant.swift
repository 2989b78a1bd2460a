/// An integer constant as the source spells it, with names whose values other
/// platforms or later versions may change.
package struct NamedConstant: Hashable, Sendable, Codable {
  /// The expression, one blank where the source separates tokens.
  package var text: String
  /// The project's files that define its macros.
  package var files: Set<FilePath>
  /// Whether something else that it names is defined elsewhere or not known.
  package var hasOthers: Bool

  package init(text: String, files: Set<FilePath>, hasOthers: Bool) {
    self.text = text
    self.files = files
    self.hasOthers = hasOthers
  }
}
