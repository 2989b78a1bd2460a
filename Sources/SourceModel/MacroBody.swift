/// What the body of a macro is made of: text in it must do for any use, and not
/// for those alone that one configuration of a program has.
package struct MacroBody: Hashable, Sendable, Codable {
  /// The macro's name.
  package var name: String
  /// The identifiers, keywords and numbers that it spells, parameters left
  /// out, ascending, each once.
  package var words: [String]

  package init(name: String, words: [String]) {
    self.name = name
    self.words = words
  }
}
