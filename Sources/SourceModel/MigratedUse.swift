/// One use of the target's API in a file: a site that has been migrated.
package struct MigratedUse: Hashable, Sendable, Codable {
  /// The function or macro of the target, such as `MEM_FREE`.
  package var name: String
  package var location: SourceLocation
  /// The line of the call's closing parenthesis.
  package var lastLine: Int
  /// The templates that produce a call of this name.
  package var kinds: [TemplateKind]
  /// The call's arguments, tokens joined by single blanks; empty for none.
  package var arguments: [String]
  /// The enclosing function's name; empty when it is not known.
  package var enclosingFunction: String

  package init(
    name: String, location: SourceLocation, lastLine: Int? = nil, kinds: [TemplateKind],
    arguments: [String], enclosingFunction: String = ""
  ) {
    self.name = name
    self.location = location
    self.lastLine = lastLine ?? location.line
    self.kinds = kinds
    self.arguments = arguments
    self.enclosingFunction = enclosingFunction
  }
}
