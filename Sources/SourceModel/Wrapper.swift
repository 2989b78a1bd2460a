/// A function of the project that hands a family function's block on to its
/// callers, such as `xmalloc`, or releases what its callers pass.
package struct Wrapper: Hashable, Sendable, Codable {
  /// One call of it.
  package struct Caller: Hashable, Sendable, Codable {
    package var location: SourceLocation
    /// The name of the enclosing function; empty at file scope.
    package var function: String
    /// The subsystem whose rules its file and function match; `nil` for none, and
    /// where nobody has asked.
    package var subsystem: String?

    package init(location: SourceLocation, function: String, subsystem: String? = nil) {
      self.location = location
      self.function = function
      self.subsystem = subsystem
    }
  }

  package var name: String
  package var location: SourceLocation
  /// What a call of it amounts to.
  package var role: Role
  /// The family function that it calls.
  package var wraps: String
  /// How a rule file would describe it, for each call of it to be a site; `nil`
  /// where what is allocated or released is no parameter of it, and where it does
  /// other things with the block.
  package var entry: FamilyFunction?
  /// The calls of it that the scan saw, in source order.
  package var callers: [Caller]

  package init(
    name: String, location: SourceLocation, role: Role, wraps: String,
    entry: FamilyFunction? = nil, callers: [Caller] = []
  ) {
    self.name = name
    self.location = location
    self.role = role
    self.wraps = wraps
    self.entry = entry
    self.callers = callers
  }

  /// The subsystems that its calls are for and how many each has, most first.
  package var subsystems: [(name: String, calls: Int)] {
    Dictionary(grouping: callers.compactMap(\.subsystem)) { $0 }
      .map { (name: $0.key, calls: $0.value.count) }
      .sorted { ($1.calls, $0.name) < ($0.calls, $1.name) }
  }
}
