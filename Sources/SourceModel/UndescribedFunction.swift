/// A function outside the program of which no rule says what it does with
/// pointers: what it is given could go anywhere.
package struct UndescribedFunction: Hashable, Sendable, Codable {
  package var name: String
  /// How many places call it.
  package var calls: Int
  /// The first of them.
  package var first: SourceLocation
  /// The type of each parameter that is a pointer; `nil` for any other.
  package var parameters: [String?]
  package var isVariadic: Bool
  /// The type of the pointer that it returns; `nil` when it returns none.
  package var result: String?

  package init(
    name: String, calls: Int, first: SourceLocation, parameters: [String?], isVariadic: Bool,
    result: String?
  ) {
    self.name = name
    self.calls = calls
    self.first = first
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.result = result
  }
}
