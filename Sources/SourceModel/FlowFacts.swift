/// The assignments, calls, stores and sizes of one translation unit, as input
/// for a whole-program, inclusion-based points-to analysis (Andersen 1994) and
/// for the size strategies. Flow-insensitive but for `order` in stores.
package struct FlowFacts: Sendable, Codable {
  /// Every node that the unit mentions, once.
  package var nodes: [FlowNode] = []
  package var edges: [FlowEdge] = []
  /// Those of `nodes` that are integers in which a pointer has room.
  package var wideIntegers: [FlowNodeID] = []
  package var calls: [FlowCall] = []
  package var functions: [FlowFunction] = []
  /// Assignments to integer variables and fields (counters, capacities), and
  /// to pointer variables and fields, in source order within each function. The
  /// assignment of a whole record is one store a field that it holds, whose
  /// value is that field of the source.
  package var stores: [FlowStore] = []
  /// Writes of characters and wider integers through a pointer: `*p = c`,
  /// `p[i] = c`, `--*p`.
  package var characterWrites: [CharacterWrite] = []
  /// The pointers through which pointers are stored, null too.
  package var pointerWrites: [FlowNodeID] = []
  /// The records that are defined in the project's files.
  package var records: [FlowRecord] = []
  /// The types of the integers among the fields and the variables at file scope that
  /// the unit mentions, bit-fields aside.
  package var integers: [FlowInteger] = []
  /// Where the fields that the unit mentions lie in their records.
  package var members: [FlowMember] = []
  /// Where the records have their pointers that the next two and calls name.
  package var layouts: [FlowLayout] = []
  /// The records, and arrays of records, whose address is taken.
  package var recordPlaces: [FlowRecordPlace] = []
  /// Of the other variables whose address is taken, those whose definition is seen.
  package var extents: [FlowExtent] = []
  /// The pointers through which members of records are read and written.
  package var recordPointers: [FlowRecordPointer] = []
  /// Variables and fields whose address is taken by `&`.
  package var addressTaken: [FlowNodeID] = []
  /// Variables that each thread has for itself.
  package var threadVariables: [FlowNodeID] = []
  /// The members that `offsetof` names, but for those that are records.
  package var offsetMembers: [FlowNodeID] = []
  /// Pointers that are moved by such an offset, or by one that is not known, from a
  /// record or from memory of no type.
  package var offsetPointers: [FlowOffsetPointer] = []
  /// The declarations of variables at file scope, but for those that only a source
  /// declares as another's.
  package var variables: [FlowVariable] = []
  /// Pairs of variables that are the same by different names: `alias` and the like.
  package var sameVariables: [FlowPair] = []
  /// What assembly at file scope may call, read or write.
  package var assembly: [FlowAssembly] = []
  /// Pairs of pointers that are compared and may point at functions.
  package var comparisons: [FlowPair] = []
  /// Fields of the project's records that point at functions, and those of
  /// `variables` that do, if they are offered.
  package var functionPointers: [FlowNodeID] = []
  /// What identifies the text of each macro that has one definition in the project's
  /// files that the unit reads; ascending.
  package var macros: [UInt64] = []
  /// The names of variables and members, and of what sizes call, that macros have as
  /// well; ascending.
  package var macroNames: [String] = []
  /// USRs of the functions in which clang reported errors: what touches them is
  /// unknown.
  package var brokenFunctions: [String] = []

  package init() {}

  /// Gives back the room that the longest lists have for more.
  package mutating func trim() {
    nodes = nodes.map { $0 }
    edges = edges.map { $0 }
    calls = calls.map { $0 }
    stores = stores.map { $0 }
    characterWrites = characterWrites.map { $0 }
  }
}

/// The type of an integer variable or field, as operators have it.
package struct FlowInteger: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  package var type: ArithmeticType

  package init(node: FlowNodeID, type: ArithmeticType) {
    self.node = node
    self.type = type
  }
}

/// A declaration of a variable at file scope.
package struct FlowVariable: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  package var location: SourceLocation
  /// Whether the unit has it itself, and does not declare it as another's with `extern`.
  package var isOwn: Bool
  /// Whether a header declares it for other programs.
  package var isOffered: Bool
  /// Whether it is a record, and no pointer or array.
  package var isRecord: Bool
  package var isArray: Bool

  package init(
    node: FlowNodeID, location: SourceLocation, isOwn: Bool, isOffered: Bool, isRecord: Bool,
    isArray: Bool
  ) {
    self.node = node
    self.location = location
    self.isOwn = isOwn
    self.isOffered = isOffered
    self.isRecord = isRecord
    self.isArray = isArray
  }
}

/// Two nodes that have to do with each other.
package struct FlowPair: Hashable, Sendable, Codable {
  package var one: FlowNodeID
  package var other: FlowNodeID

  package init(_ one: FlowNodeID, _ other: FlowNodeID) {
    self.one = one
    self.other = other
  }
}

/// A name in assembly at file scope, as that of a function and as that of a variable.
package struct FlowAssembly: Hashable, Sendable, Codable {
  package var function: String
  package var variable: String
  package var location: SourceLocation

  /// - Parameters:
  ///   - function: the USR that a function of the name has.
  ///   - variable: the USR that a variable of the name has.
  package init(function: String, variable: String, location: SourceLocation) {
    self.function = function
    self.variable = variable
    self.location = location
  }
}

/// Where a field lies in its record.
package struct FlowMember: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  /// Bits from the record's start; `upper` is `Int.max` for a flexible array.
  package var lower: Int
  package var upper: Int
  /// Whether it is a record or an array of records.
  package var isRecord: Bool
  package var isArray: Bool

  package init(node: FlowNodeID, lower: Int, upper: Int, isRecord: Bool, isArray: Bool) {
    self.node = node
    self.lower = lower
    self.upper = upper
    self.isRecord = isRecord
    self.isArray = isArray
  }
}

/// A pointer that may point at a member by its offset.
package struct FlowOffsetPointer: Hashable, Sendable, Codable {
  package var pointer: FlowNodeID
  package var location: SourceLocation

  package init(pointer: FlowNodeID, location: SourceLocation) {
    self.pointer = pointer
    self.location = location
  }
}

/// One constraint of the points-to analysis.
package struct FlowEdge: Hashable, Sendable, Codable {
  package enum Kind: Hashable, Sendable, Codable {
    /// `to ⊇ from`.
    case copy(from: FlowNodeID, to: FlowNodeID)
    /// The same for two members of a union that share bytes.
    case overlay(from: FlowNodeID, to: FlowNodeID)
    /// `to ⊇ contents(o)` for every object o that `pointer` points at.
    case load(pointer: FlowNodeID, to: FlowNodeID)
    /// `contents(o) ⊇ from` for every object o that `pointer` points at.
    case store(from: FlowNodeID, pointer: FlowNodeID)
    /// `object ∈ to`.
    case address(of: FlowObject, to: FlowNodeID)
    /// `to` points into the middle of what `from` points at: `p + n`, `++p`,
    /// `&p->f` at a non-zero offset.
    case interior(from: FlowNodeID, to: FlowNodeID)
    /// `to` may point at the start of what `from` points into: `p - n`.
    case base(from: FlowNodeID, to: FlowNodeID)
    /// `contents(a) ⊇ contents(b)` for objects a of `to`, b of `from`: memcpy
    /// of records and pointer arrays, assignment of whole arrays.
    case transfer(from: FlowNodeID, to: FlowNodeID)

    /// The two nodes of an edge; `nil` for an object's address.
    package var ends: (from: FlowNodeID, to: FlowNodeID)? {
      switch self {
      case .copy(let from, let to), .overlay(let from, let to), .load(let from, let to),
        .store(let from, let to), .interior(let from, let to), .base(let from, let to),
        .transfer(let from, let to):
        (from, to)
      case .address: nil
      }
    }
  }

  package var kind: Kind
  /// Where the code that gives rise to it starts.
  package var location: SourceLocation

  package init(_ kind: Kind, at location: SourceLocation) {
    self.kind = kind
    self.location = location
  }
}
