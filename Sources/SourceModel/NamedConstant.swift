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
  /// Whether each macro that it comes from has one definition in the unit.
  package var isFixed = true
  /// The project's files that define the macros that it names.
  package var files: Set<FilePath> = []
  /// The project's macros that it names, and those that their bodies name, as
  /// `FlowFacts.macros` has them; ascending.
  package var macros: [UInt64] = []
  /// What else it and these bodies name: enumerators, functions, macros that are
  /// defined outside the project.
  package var others: Set<String> = []

  package init(text: String, value: Int) {
    self.text = text
    self.value = value
  }
}
