/// A function outside the program of which no rule says what it does with
/// pointers: what it is given could go anywhere.
package struct UndescribedFunction: Hashable, Sendable, Codable {
  package var name: String
  /// How many places call it.
  package var calls: Int
  /// How many places take its address, so that a pointer may call it.
  package var addresses: Int
  /// The first call, or the first of those if nothing calls it by its name.
  package var first: SourceLocation
  /// The type of each parameter that is a pointer; `nil` for any other.
  package var parameters: [String?]
  package var isVariadic: Bool
  /// The type of the pointer that it returns; `nil` when it returns none.
  package var result: String?

  package init(
    name: String, calls: Int, addresses: Int = 0, first: SourceLocation, parameters: [String?],
    isVariadic: Bool, result: String?
  ) {
    self.name = name
    self.calls = calls
    self.addresses = addresses
    self.first = first
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.result = result
  }
}
