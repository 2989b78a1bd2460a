/// The members of a record that are pointers or integers.
package struct FlowLayout: Hashable, Sendable, Codable {
  /// A pointer, an integer or an array of such; one below an array of records takes up
  /// the whole array.
  package struct Word: Hashable, Sendable, Codable {
    /// In bits from the record's start; `upper` is `Int.max` for a flexible array.
    package var lower: Int
    package var upper: Int
    package var node: FlowNodeID
    package var kind: Kind
    /// What identifies the places of the members up to this one, and which of them are
    /// pointers, integers or something else.
    package var prefix: UInt64

    package init(lower: Int, upper: Int, node: FlowNodeID, kind: Kind, prefix: UInt64) {
      self.lower = lower
      self.upper = upper
      self.node = node
      self.kind = kind
      self.prefix = prefix
    }

    package var isInteger: Bool { kind == .integer }
  }

  /// An integer in which a pointer has room, or a narrower one; or what a pointer points
  /// at.
  package enum Kind: UInt8, Sendable, Codable {
    case integer, narrow, void, bytes, record, pointer, function, other

    package var isPointer: Bool { self != .integer && self != .narrow }

    /// Whether what is kept as one may be read as the other.
    package func isAlike(_ other: Kind) -> Bool {
      self == other || [self, other].contains(.void) && isPointer && other.isPointer
    }
  }

  /// In the order of the record's fields.
  package var words: [Word]

  package init(words: [Word]) { self.words = words }
}

/// A variable or field that is a record.
package struct FlowRecordPlace: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  /// Index into `FlowFacts.layouts`.
  package var layout: Int

  package init(_ node: FlowNodeID, layout: Int) {
    self.node = node
    self.layout = layout
  }
}

/// A variable that is no record, and how large it is.
package struct FlowExtent: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  package var bits: Int

  package init(_ node: FlowNodeID, bits: Int) {
    self.node = node
    self.bits = bits
  }
}

/// A pointer through which members of a record are read or written.
package struct FlowRecordPointer: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  /// Index into `FlowFacts.layouts`.
  package var layout: Int
  /// The members: positions in the layout.
  package var words: Range<Int>
  /// The first place where that happens.
  package var location: SourceLocation

  package init(
    _ node: FlowNodeID, layout: Int, words: Range<Int>, at location: SourceLocation
  ) {
    self.node = node
    self.layout = layout
    self.words = words
    self.location = location
  }
}
