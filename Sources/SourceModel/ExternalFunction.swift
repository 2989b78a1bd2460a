/// What a function outside the program does with the pointers it is given, so
/// that the analysis can follow blocks through code that it does not see.
///
/// Positions count from 1, as in the rule files. A pointer argument that no
/// field mentions is not described: the analysis must assume anything of it.
/// Which memory a function allocates or releases is said by `FamilyFunction`
/// and `ForeignFunction`; one name may be described by both.
package struct ExternalFunction: Hashable, Sendable, Codable {
  /// A pointer value that the function can produce.
  package enum Value: Hashable, Sendable, Codable {
    /// The argument itself.
    case argument(Int)
    /// A pointer to anywhere in the block that the argument points at, its
    /// start included: `strchr`.
    case interior(Int)
    /// A pointer that is stored in what the argument points at: `strsep`.
    case contents(Int)
    /// Memory of the library's own, which the program never releases itself:
    /// a `FILE`, a static buffer.
    case library
    /// What functions with this slot have stored earlier:
    /// `pthread_getspecific`.
    case slot(String)
    /// A pointer to such a slot: `tfind`.
    case pointerToSlot(String)
  }

  /// Where a pointer is stored.
  package enum Destination: Hashable, Sendable, Codable {
    /// In what the argument at this position points at.
    case contents(Int)
    /// In a named place inside the library, shared by the functions that name
    /// it.
    case slot(String)
  }

  /// A pointer that outlives the call.
  package struct Store: Hashable, Sendable, Codable {
    package var value: Value
    package var into: Destination

    package init(value: Value, into: Destination) {
      self.value = value
      self.into = into
    }
  }

  /// Bytes that are copied from one block to another.
  package struct Copy: Hashable, Sendable, Codable {
    /// How much is copied.
    package enum Extent: String, Sendable, Codable, CaseIterable {
      /// Any bytes; pointers among them are copied too: `memcpy`.
      case bytes
      /// Characters up to and with the terminator, to the block's start, so
      /// that both are equal strings afterwards: `strcpy`.
      case string
    }

    /// The position of the pointer that is read through.
    package var from: Int
    /// The position of the pointer that is written through.
    package var to: Int
    package var extent: Extent

    package init(from: Int, to: Int, extent: Extent = .bytes) {
      self.from = from
      self.to = to
      self.extent = extent
    }
  }

  /// A function pointer that is called, now or later.
  package struct Callback: Hashable, Sendable, Codable {
    /// The position of the function pointer.
    package var function: Int
    /// What its parameters receive, in order; `nil` for no pointer and for
    /// trailing parameters that are left out.
    package var arguments: [Value?]
    /// Where the pointer that it returns is stored; `nil` when it returns none
    /// or nothing is done with it.
    package var result: Destination?

    package init(function: Int, arguments: [Value?] = [], result: Destination? = nil) {
      self.function = function
      self.arguments = arguments
      self.result = result
    }
  }

  /// A string literal with which the function writes nothing, as a mode of
  /// opening for reading.
  package struct ReadingMode: Hashable, Sendable, Codable {
    /// The position of the mode.
    package var argument: Int
    package var literals: [String]

    package init(argument: Int, literals: [String]) {
      self.argument = argument
      self.literals = literals
    }
  }

  /// What becomes of the arguments behind `...`.
  package enum Rest: String, Sendable, Codable, CaseIterable {
    /// Only read through: `printf`.
    case reads
    /// Written through: `scanf`.
    case writes
  }

  /// The function's name in C.
  package var name: String
  /// The pointers that it can return; empty when it returns none.
  package var returns: [Value]
  /// Positions of pointers that are read through, to any depth, or only looked
  /// at; nothing of them is kept.
  package var reads: [Int]
  /// Positions of pointers through which bytes are written. A string that is
  /// passed here may be shorter afterwards.
  package var writes: [Int]
  /// Positions of pointers to a pointer through which bytes are written, as
  /// `strsep` does with its first.
  package var writesContents: [Int]
  /// Slots through whose pointers bytes are written, as `strtok` does.
  package var writesSlots: [String]
  package var stores: [Store]
  package var copies: [Copy]
  package var calls: [Callback]
  /// `nil` for a function that takes no variable arguments.
  package var rest: Rest?
  /// When the function writes nothing; `nil` when no argument decides that.
  package var readsOnly: ReadingMode?

  package init(
    name: String, returns: [Value] = [], reads: [Int] = [], writes: [Int] = [],
    writesContents: [Int] = [], writesSlots: [String] = [], stores: [Store] = [],
    copies: [Copy] = [], calls: [Callback] = [], rest: Rest? = nil, readsOnly: ReadingMode? = nil
  ) {
    self.name = name
    self.returns = returns
    self.reads = reads
    self.writes = writes
    self.writesContents = writesContents
    self.writesSlots = writesSlots
    self.stores = stores
    self.copies = copies
    self.calls = calls
    self.rest = rest
    self.readsOnly = readsOnly
  }

  /// Positions of the arguments whose use is described.
  package var described: Set<Int> {
    var positions = Set(reads + writes + writesContents)
    positions.formUnion(copies.flatMap { [$0.from, $0.to] })
    for store in stores {
      if let position = store.value.position { positions.insert(position) }
      if case .contents(let position) = store.into { positions.insert(position) }
    }
    for callback in calls {
      positions.insert(callback.function)
      positions.formUnion(callback.arguments.compactMap { $0?.position })
    }
    return positions
  }
}

extension ExternalFunction.Value {
  /// The position of the argument that it comes from; `nil` for none.
  package var position: Int? {
    switch self {
    case .argument(let position), .interior(let position), .contents(let position): position
    case .library, .slot, .pointerToSlot: nil
    }
  }
}
