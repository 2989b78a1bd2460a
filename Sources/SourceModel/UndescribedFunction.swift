/// A function outside the program of which no rule says what it does with
/// pointers: what it is given could go anywhere.
package struct UndescribedFunction: Hashable, Sendable, Codable {
  /// A parameter that is a pointer.
  package struct Parameter: Hashable, Sendable, Codable {
    /// What it points at, canonical and unqualified.
    package var pointee: String
    /// Whether that is `const`.
    package var isConst: Bool
    package var target: FlowTarget

    package init(pointee: String, isConst: Bool, target: FlowTarget) {
      self.pointee = pointee
      self.isConst = isConst
      self.target = target
    }
  }

  package var name: String
  /// How many places call it.
  package var calls: Int
  /// How many places take its address, so that a pointer may call it.
  package var addresses: Int
  /// The first call, or the first of those if nothing calls it by its name.
  package var first: SourceLocation
  /// The parameters, with `nil` for one that is no pointer.
  package var parameters: [Parameter?]
  package var isVariadic: Bool
  /// The type of the pointer that it returns; `nil` when it returns none.
  package var result: String?
  /// Whether what that points at is `const` or of unknown members, so that the program is
  /// not meant to free it.
  package var isResultOpaque: Bool

  package init(
    name: String, calls: Int, addresses: Int = 0, first: SourceLocation,
    parameters: [Parameter?], isVariadic: Bool, result: String?, isResultOpaque: Bool
  ) {
    self.name = name
    self.calls = calls
    self.addresses = addresses
    self.first = first
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.result = result
    self.isResultOpaque = isResultOpaque
  }
}
