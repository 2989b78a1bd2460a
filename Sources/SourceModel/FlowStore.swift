/// One assignment, initialisation, `++`, `--` or compound assignment.
package struct FlowStore: Hashable, Sendable, Codable {
  /// The variable or field that is written.
  package var target: FlowNodeID
  /// For a field, the object it belongs to (`p` of `p->n`); `nil` for a variable. What
  /// is no place, such as a call, is the temporary that holds its value.
  package var base: Expression?
  /// The value as an expression; for `x += e` the binary `x + e`.
  package var value: Expression
  /// What the conversion to the target's type may lose of the value.
  package var loses: Conversion
  /// Whether the value is a null pointer constant or zero.
  package var isNull: Bool
  /// Index into `FlowFacts.calls` when the value is what that call returned,
  /// casts aside.
  package var call: Int?
  /// Such indices when the value is what one of several calls returned, `nil` for where
  /// it is null or an array: `c ? f() : NULL`; empty for any other value.
  package var alternatives: [Int?]
  /// The node that holds the pointer that is assigned; `nil` when it can hold
  /// none or is not known.
  package var source: FlowNodeID?
  /// The bytes of the assignment, if it is a statement of its own that comes
  /// out of no macro.
  package var statement: ByteRange?
  /// USR of the enclosing function; `nil` at file scope.
  package var function: String?
  package var location: SourceLocation
  /// Counts stores and calls of the enclosing function in evaluation order as
  /// far as the source order tells it.
  package var order: Int
  /// Identifies a stretch of statements that are executed in turn: stores of
  /// one function with equal `block` run together unless a jump leaves between
  /// them. A new one starts with each compound statement, branch, loop
  /// condition, operand of `&&`, `||` and `?:`, and behind each label.
  package var block: Int
  /// Whether it may run more than once in one activation of its function; see
  /// `FlowCall.isRepeated`.
  package var isRepeated: Bool

  package init(
    target: FlowNodeID, base: Expression?, value: Expression, loses: Conversion = .nothing,
    isNull: Bool, call: Int?, alternatives: [Int?] = [],
    source: FlowNodeID? = nil, statement: ByteRange? = nil, function: String?,
    location: SourceLocation, order: Int, block: Int, isRepeated: Bool = true
  ) {
    self.target = target
    self.base = base
    self.value = value
    self.loses = loses
    self.isNull = isNull
    self.call = call
    self.alternatives = alternatives
    self.source = source
    self.statement = statement
    self.function = function
    self.location = location
    self.order = order
    self.block = block
    self.isRepeated = isRepeated
  }

  /// The calls of which one returned the value, if it is neither null nor an array.
  package var calls: [Int] { call.map { [$0] } ?? alternatives.compactMap(\.self) }
}

/// A character stored through a pointer.
package struct CharacterWrite: Hashable, Sendable, Codable {
  /// The pointer through which it is stored.
  package var pointer: FlowNodeID
  /// Whether the value is known not to be zero: it cuts no string, though it may
  /// take the place of a string's end.
  package var isNonZero: Bool
  /// Whether the value is known to be zero.
  package var isZero: Bool
  /// What is assigned, as `p[i]` or `*p`.
  package var place: Expression
  /// Where a cast of a pointer to a record tells what is written: `*(double *)r`.
  package var part: Part?

  package var function: String?
  package var location: SourceLocation
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  /// The statements that run with it; see `FlowStore.block`.
  package var block: Int
  /// Whether it may run more than once; see `FlowCall.isRepeated`.
  package var isRepeated: Bool

  package init(
    pointer: FlowNodeID, isNonZero: Bool, isZero: Bool, place: Expression, part: Part? = nil,
    function: String?,
    location: SourceLocation, order: Int, block: Int, isRepeated: Bool
  ) {
    self.pointer = pointer
    self.isNonZero = isNonZero
    self.isZero = isZero
    self.place = place
    self.part = part
    self.function = function
    self.location = location
    self.order = order
    self.block = block
    self.isRepeated = isRepeated
  }

  /// The bytes of a record from its start on.
  package struct Part: Hashable, Sendable, Codable {
    /// The record's canonical type.
    package var record: String
    /// How many are written; `nil` for any of them.
    package var bytes: Int?

    package init(record: String, bytes: Int?) {
      self.record = record
      self.bytes = bytes
    }
  }
}
