/// A function of the project that hands a family function's block on to its
/// callers, such as `xmalloc`, or releases what its callers pass.
package struct Wrapper: Hashable, Sendable, Codable {
  package var name: String
  package var location: SourceLocation
  /// What a call of it amounts to.
  package var role: Role
  /// The family function that it calls.
  package var wraps: String
  /// How many calls of the wrapper the scan saw.
  package var calls: Int

  package init(name: String, location: SourceLocation, role: Role, wraps: String, calls: Int) {
    self.name = name
    self.location = location
    self.role = role
    self.wraps = wraps
    self.calls = calls
  }
}
