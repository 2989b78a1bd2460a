/// What surely runs before a block of a function's body: a path through the
/// tree of dominators (Prosser 1959) of the blocks.
package struct FlowBlock: Hashable, Sendable, Codable {
  /// When a block is entered, of the times that what stands before it has run.
  package enum Entry: Hashable, Sendable, Codable {
    /// Each time.
    case always
    /// Some of the times; what the condition says then of pointers and integers.
    case sometimes([FlowGuard])
  }

  /// The block that ran last, -1 when that is not known.
  package var parent: Int
  /// How far it ran: the last of its orders.
  package var order: Int
  /// The loops around it, the outermost first, by numbers of no meaning.
  package var loops: [Int]
  package var entry: Entry

  package init(parent: Int, order: Int, loops: [Int] = [], entry: Entry = .sometimes([])) {
    self.parent = parent
    self.order = order
    self.loops = loops
    self.entry = entry
  }
}

/// An `if` with an `else`: one of its arms runs.
package struct FlowChoice: Hashable, Sendable, Codable {
  /// A place in a block, by the last order up to it.
  package struct Place: Hashable, Sendable, Codable {
    package var block: Int
    package var order: Int

    package init(block: Int, order: Int) {
      self.block = block
      self.order = order
    }
  }

  /// The block that it stands in.
  package var block: Int
  /// The last order before its arms, and up to its end.
  package var orders: ClosedRange<Int>
  /// Where its arms end, if nothing jumps away.
  package var ends: [Place]

  package init(block: Int, orders: ClosedRange<Int>, ends: [Place]) {
    self.block = block
    self.orders = orders
    self.ends = ends
  }
}

/// What the condition of a branch says of a pointer, or of an integer variable, which is
/// called null where it is 0.
package struct FlowGuard: Hashable, Sendable, Codable {
  package var place: Expression
  /// Whether it is null in the branch, or else not null.
  package var isNull: Bool
  /// Whether the branch is taken each time that it is so.
  package var isExact: Bool

  package init(place: Expression, isNull: Bool, isExact: Bool) {
    self.place = place
    self.isNull = isNull
    self.isExact = isExact
  }
}

/// A `return` of what a local variable or parameter holds.
package struct FlowReturn: Hashable, Sendable, Codable {
  package var variable: FlowNodeID
  /// What the function returns.
  package var result: FlowNodeID
  package var location: SourceLocation
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  package var block: Int

  package init(
    variable: FlowNodeID, result: FlowNodeID, location: SourceLocation, order: Int, block: Int
  ) {
    self.variable = variable
    self.result = result
    self.location = location
    self.order = order
    self.block = block
  }
}

/// A statement that jumps: `return`, `goto`, `break` or `continue`.
package struct FlowExit: Hashable, Sendable, Codable {
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  package var block: Int
  /// For `break` and `continue`, the last position before the statement that
  /// they end; 0 for a jump that may lead anywhere.
  package var start: Int
  /// For those, the last position in that statement.
  package var end = 0
  /// Where it leads; `nil` when that is not known.
  package var target: Target?

  /// Where the function goes on.
  package struct Target: Hashable, Sendable, Codable {
    /// The last position before what runs next; `Int.max` for the function's end.
    package var order: Int
    /// The loops that repeat it.
    package var loops: [Int]
    /// For a label, the block behind it.
    package var block: Int?

    package init(order: Int, loops: [Int], block: Int? = nil) {
      self.order = order
      self.loops = loops
      self.block = block
    }

    /// The function's end.
    package static let end = Target(order: .max, loops: [])
  }

  package init(order: Int, block: Int, start: Int, target: Target? = nil) {
    self.order = order
    self.block = block
    self.start = start
    self.target = target
  }
}
