import SourceModel

/// What an object of the points-to analysis is.
enum ObjectKind: Hashable, Sendable {
  /// A block that an allocation call returns; the key numbers the call.
  case heap(AllocationKey)
  /// A variable, field or array.
  case place(NodeID)
  /// A function by its qualified USR. One whose address is taken at a site of
  /// a family function keeps the place, to tell the sites apart.
  case function(usr: String, site: SourceLocation?)
  /// One that clients or libraries have given the program.
  case outsideFunction
  /// A string or compound literal.
  case literal
  /// Memory that a library keeps for itself.
  case library
  /// A block that a function outside the migration allocates.
  case foreign(name: String, location: SourceLocation)
  /// Whatever an undescribed function returns.
  case unknown(name: String, location: SourceLocation)
  /// The same, returned as a pointer to `const` or to a record of which only the
  /// name is known: by the customs of C it stays the function's.
  case lent(name: String, location: SourceLocation)
  /// What an undescribed function may assign to a member of a record that it is
  /// given.
  case assigned(member: String, name: String, location: SourceLocation)
  /// Memory that a client passes as a pointer to the type.
  case clientMemory(type: String)
  /// A block that comes from an allocation function called by its address.
  case throughAddress(site: SourceLocation, name: String)
}

extension ObjectKind {
  /// Whether a call through a pointer to it runs a function, be it one that is
  /// not known.
  var isFunction: Bool {
    switch self {
    case .function, .outsideFunction, .clientMemory(type: "void"): true
    default: false
    }
  }
}

/// Names an allocation call in all units: where the callee's name is spelled,
/// where the call is compiled, which such call there it is, and for a clone of
/// a wrapper's block the calls that it came through.
struct AllocationKey: Hashable, Sendable {
  var site: SourceLocation
  var location: SourceLocation
  var ordinal: Int
  /// The calls of the wrappers that return the block, the innermost first.
  var clones: [Clone] = []

  /// A call of a wrapper.
  struct Clone: Hashable, Sendable {
    var location: SourceLocation
    var ordinal: Int
  }

  /// The block of which it is a clone; `nil` for none.
  var origin: AllocationKey? {
    guard !clones.isEmpty else { return nil }
    var key = self
    key.clones.removeLast()
    return key
  }

  /// The block that a wrapper's caller gets.
  func cloned(at location: SourceLocation, ordinal: Int) -> AllocationKey {
    var key = self
    key.clones.append(Clone(location: location, ordinal: ordinal))
    return key
  }
}

/// Numbers the objects and gives each a node for its contents.
struct ObjectTable: Sendable {
  private var ids: [ObjectKind: ObjectID] = [:]
  private(set) var kinds: [ObjectKind] = []
  /// -1 for objects that contain no pointers.
  private(set) var contents: [NodeID] = []
  /// Pointers to the functions.
  private(set) var functions = PointerSet()
  /// Where the objects that are records, or seem to be, have their pointers.
  private(set) var layouts: [ObjectID: LayoutID] = [:]
  /// How large they are at most, in bits; those of which it is known.
  private(set) var extents: [ObjectID: Int] = [:]

  var count: Int { kinds.count }

  /// The variables, fields and arrays that pointers can point at.
  var places: Set<NodeID> {
    kinds.reduce(into: []) { nodes, kind in
      if case .place(let node) = kind { nodes.insert(node) }
    }
  }

  /// Notes where an object has its pointers.
  mutating func note(layout: LayoutID, of object: ObjectID) {
    layouts[object] = layout
  }

  /// Notes how large a definition makes an object.
  mutating func note(bits: Int, of object: ObjectID) {
    extents[object] = max(bits, extents[object] ?? 0)
  }

  /// The object's number if it is known already.
  func existing(_ kind: ObjectKind) -> ObjectID? { ids[kind] }

  /// The object's number.
  mutating func id(_ kind: ObjectKind, nodes: inout NodeTable) -> ObjectID {
    if let id = ids[kind] { return id }
    let id = ObjectID(kinds.count)
    ids[kind] = id
    kinds.append(kind)
    if kind.isFunction { functions.insert(id << 1) }
    switch kind {
    case .place(let node): contents.append(node)
    case .function, .outsideFunction, .literal, .library: contents.append(-1)
    case .heap(let key): contents.append(nodes.fresh(name: "block of line \(key.site.line)"))
    case .foreign(let name, _), .unknown(let name, _), .lent(let name, _),
      .assigned(_, let name, _), .throughAddress(_, let name):
      contents.append(nodes.fresh(name: "block of \(name)"))
    case .clientMemory(let type):
      // What a client's `T **` points at is a client's `T *`.
      let inner = type.hasSuffix("*") ? type.dropLast().trimmingSuffix(" ") : nil
      contents.append(inner.map { nodes.client($0) } ?? nodes.fresh(name: "a client's memory"))
    }
    return id
  }
}

extension Substring {
  /// The text without the character at its end, if it stands there.
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    String(last == character ? dropLast() : self)
  }
}
