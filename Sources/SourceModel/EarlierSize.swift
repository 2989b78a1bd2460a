/// A size that is put into a variable before the program changes what tells it:
/// the bytes of `v->items` before `v->capacity *= 2`.
package struct EarlierSize: Hashable, Sendable, Codable {
  package var file: FilePath
  /// The variable's name, unless the file uses it already.
  package var variable: String
  /// The size as C text.
  package var size: String
  /// Where the statement starts before which the size is right.
  package var statement: Int
  /// Where the variable is declared, if no declaration may stand at `statement`
  /// in every C: the start of its block's first statement.
  package var declaration: Int?
  /// Where the size is given back.
  package var use: Int

  package init(
    file: FilePath, variable: String, size: String, statement: Int, declaration: Int?, use: Int
  ) {
    self.file = file
    self.variable = variable
    self.size = size
    self.statement = statement
    self.declaration = declaration
    self.use = use
  }
}
