/// A named allocator of the migrated program, and the allocation sites that
/// belong to it.
package struct Subsystem: Hashable, Sendable, Codable {
  /// How the allocator manages its memory.
  package enum Strategy: String, Sendable, Codable, CaseIterable {
    case platform, arena, pool
  }

  /// How urgent its migration is, for the report's remaining work.
  package enum Priority: String, Sendable, Codable, CaseIterable {
    case high, medium, low
  }

  /// One alternative of `match:`. Every condition that is set must hold.
  package struct Condition: Hashable, Sendable, Codable {
    /// A glob over the path of the site's file.
    package var path: String?
    /// A glob over the type that the block is used as, without its `*`.
    package var type: String?
    /// A glob over the name of the enclosing function.
    package var function: String?
    /// A glob over `Record.field` or a variable that takes the block.
    package var field: String?
    package var kind: AllocationKind?

    package init(
      path: String? = nil, type: String? = nil, function: String? = nil, field: String? = nil,
      kind: AllocationKind? = nil
    ) {
      self.path = path
      self.type = type
      self.function = function
      self.field = field
      self.kind = kind
    }
  }

  /// The name of the one that the runtime itself uses.
  package static let general = "GENERAL"

  package var name: String
  /// The prefix of its short macros: `STR` for `STR_DUP(s)`. The name, if the
  /// rules give no other.
  package var short: String
  /// The C expression that names the allocator; empty when the target has no
  /// notion of one, or when there is no target.
  package var allocator: String
  package var strategy: Strategy
  package var priority: Priority
  /// The phase of the migration it belongs to, from 1.
  package var phase: Int
  /// Alternatives: the subsystem matches when one of them does. An empty list
  /// matches every site.
  package var match: [Condition]

  package init(
    name: String, short: String? = nil, allocator: String, strategy: Strategy = .platform,
    priority: Priority = .medium, phase: Int = 1, match: [Condition] = []
  ) {
    self.name = name
    self.short = short ?? name
    self.allocator = allocator
    self.strategy = strategy
    self.priority = priority
    self.phase = phase
    self.match = match
  }

  /// Whether its short macros would have the names of those that begin with a prefix.
  package func sharesMacros(withPrefix prefix: String) -> Bool { short + "_" == prefix }
}

/// What an allocation site makes, judged by its size argument and the type of
/// its result.
package enum AllocationKind: String, Sendable, Codable, CaseIterable {
  /// A duplicated string or a `char` buffer.
  case string
  /// One object of a type: `malloc(sizeof(T))`.
  case object
  /// A number of objects of a type: `malloc(n * sizeof(T))`.
  case array
  /// A record with a flexible array member: `malloc(sizeof(T) + n)`.
  case flexible
  /// Anything else.
  case buffer
}
