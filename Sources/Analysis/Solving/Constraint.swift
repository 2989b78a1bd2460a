/// Dense number of a node of the whole program's constraint graph.
typealias NodeID = Int32

/// Dense number of an object that pointers can point at.
typealias ObjectID = Int32

/// One inclusion constraint over dense numbers (Andersen 1994).
struct Constraint: Hashable, Sendable {
  /// What the operands mean; see `FlowEdge.Kind` for the first seven.
  enum Kind: UInt8, Sendable {
    /// `object ∈ b`, `a` being the object.
    case address
    /// `b ⊇ a`.
    case copy
    /// `b ⊇ contents(o)` for each o that `a` points at.
    case load
    /// `contents(o) ⊇ a` for each o that `b` points at.
    case store
    /// `b` points into the middle of what `a` points at.
    case interior
    /// `b` may point at the start of what `a` points into.
    case base
    /// `b ⊇ a` but for the object `c`: what a wrapper returns, without its own
    /// block, for which the caller has a clone.
    case copyExcept
    /// The resolver is told of each function that `a` points at; `b` is its
    /// number for the watch.
    case watch
  }

  /// The `c` of a `.load` or a `.store` that copies bytes, whatever lies in them.
  static let copiesBytes: Int32 = 0

  var kind: Kind
  var a: Int32
  var b: Int32
  var c: Int32 = -1

  init(_ kind: Kind, _ a: Int32, _ b: Int32, _ c: Int32 = -1) {
    self.kind = kind
    self.a = a
    self.b = b
    self.c = c
  }

  /// Whether it gives pointers to `b` that are not just those of `a`.
  var derivesSecond: Bool {
    switch kind {
    case .address, .load, .interior, .base, .copyExcept: true
    case .copy, .store, .watch: false
    }
  }
}

/// An object's number with the mark of a pointer into its middle.
///
/// The twin of an object is its number with the lowest bit set, so that a
/// set's order keeps the two together.
struct Pointer: Hashable, Sendable {
  /// Twice the object, plus one for a pointer into the middle.
  var raw: Int32

  init(raw: Int32) { self.raw = raw }

  /// A pointer to the start of `object`.
  init(_ object: ObjectID) { raw = object << 1 }

  var object: ObjectID { raw >> 1 }
  var isInterior: Bool { raw & 1 == 1 }
}
