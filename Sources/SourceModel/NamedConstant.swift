/// An integer constant in an argument as the source spells it.
package struct NamedConstant: Hashable, Sendable, Codable {
  /// The expression, one blank where the source separates tokens.
  package var text: String
  /// What it is on this platform.
  package var value: Int
  /// Whether it names macros or enumerators, whose values other platforms or later
  /// versions may change.
  package var hasNames = false
  /// Whether it can be an operand without parentheses.
  package var isOperand = false
  /// Whether each macro that it names has one definition in the unit.
  package var isFixed = true
  /// The project's files that define its macros.
  package var files: Set<FilePath> = []
  /// Whether something else that it names is defined elsewhere or not known.
  package var hasOthers = false

  package init(text: String, value: Int) {
    self.text = text
    self.value = value
  }
}
