/// A function that the unit declares and uses, or defines.
package struct FlowFunction: Hashable, Sendable, Codable {
  package var usr: String
  package var name: String
  package var location: SourceLocation
  package var isDefined: Bool
  /// Whether other programs or units can call it by name.
  package var isExternal: Bool
  /// Whether code outside the program is meant to call it: its name is visible
  /// to the linker, and a header declares it.
  package var isOffered: Bool
  /// Whether the linker keeps its name from other programs.
  package var isHidden: Bool
  /// Whether a header of the C library declares it, or nothing but the compiler
  /// does.
  package var isOfCLibrary: Bool
  package var isVariadic: Bool
  /// Whether its type says that it never returns.
  package var neverReturns = false
  /// Whether its address is taken, so that it may be called indirectly.
  package var isAddressTaken: Bool
  /// For each parameter, the pointee's canonical unqualified type if it is a
  /// pointer, else `nil`.
  package var parameterPointees: [String?]
  /// Whether each parameter is a pointer to `const`.
  package var parameterIsConst: [Bool]
  /// What each parameter points at; `nil` for one that is no pointer.
  package var parameterTargets: [FlowTarget?] = []
  /// The pointee of the returned pointer, canonical and unqualified.
  package var resultPointee: String?
  /// Whether that pointee is `const` or a record of which only the name is
  /// known.
  package var isResultOpaque: Bool
  /// The role of the libc function that has exactly this function's type, so
  /// that a pointer to the one can point at the other; `nil` for none.
  package var callbackRole: Role?
  /// Local variables in scope order, with where they can be named.
  package var locals: [FlowLocal]
  /// What else the body declares, other than whole records: typedefs,
  /// enumerators, functions and `struct S;`.
  package var names: [String] = []
  /// What surely runs before each of the body's blocks; the numbers in
  /// `FlowStore.block` and `FlowCall.block` are positions in it.
  package var blocks: [FlowBlock]
  /// Where one of two of them runs.
  package var choices: [FlowChoice] = []
  /// The statements of the body that jump.
  package var exits: [FlowExit] = []
  /// Where the body returns what a variable holds; any other value that it
  /// returns has an edge.
  package var returns: [FlowReturn] = []
  /// The compound statements of the body that are spelled out in its file, in
  /// source order.
  package var compounds: [FlowCompound] = []
  /// The arms of conditionals (`#if`, `#else`) that the body consists of, the one at
  /// its start first; empty where it has none. A pragma of OpenMP begins one, too.
  package var arms: [FlowArm] = []

  package init(
    usr: String, name: String, location: SourceLocation, isDefined: Bool, isExternal: Bool,
    isOffered: Bool, isHidden: Bool = false, isOfCLibrary: Bool = false, isVariadic: Bool,
    isAddressTaken: Bool,
    parameterPointees: [String?],
    parameterIsConst: [Bool], resultPointee: String?, isResultOpaque: Bool = false,
    callbackRole: Role? = nil, locals: [FlowLocal] = [], blocks: [FlowBlock] = []
  ) {
    self.usr = usr
    self.name = name
    self.location = location
    self.isDefined = isDefined
    self.isExternal = isExternal
    self.isOffered = isOffered
    self.isHidden = isHidden
    self.isOfCLibrary = isOfCLibrary
    self.isVariadic = isVariadic
    self.isAddressTaken = isAddressTaken
    self.parameterPointees = parameterPointees
    self.parameterIsConst = parameterIsConst
    self.resultPointee = resultPointee
    self.isResultOpaque = isResultOpaque
    self.callbackRole = callbackRole
    self.locals = locals
    self.blocks = blocks
  }
}

/// What a parameter points at, as far as other pointers can be found there.
package enum FlowTarget: UInt8, Hashable, Sendable, Codable {
  /// Numbers, a record without pointers or without known members, or anything at all.
  case bytes
  /// A pointer.
  case pointer
  /// A record with pointers.
  case record
  case function
}

/// A compound statement and where the statements in it start.
package struct FlowCompound: Hashable, Sendable, Codable {
  /// What kind of statement stands in it.
  package enum Kind: Hashable, Sendable, Codable {
    case declaration
    case expression
    /// A statement behind a label.
    case labelled
    case other
  }

  /// One statement; it ends where the next one starts.
  package struct Statement: Hashable, Sendable, Codable {
    package var start: Int
    package var kind: Kind

    package init(start: Int, kind: Kind) {
      self.start = start
      self.kind = kind
    }
  }

  package var file: FilePath
  package var range: ByteRange
  package var statements: [Statement]

  package init(file: FilePath, range: ByteRange, statements: [Statement]) {
    self.file = file
    self.range = range
    self.statements = statements
  }
}

extension FlowFunction {
  /// What tells the arm of conditionals at an offset from the body's others.
  package func arm(at offset: Int) -> Int? { arms.last { $0.start <= offset }?.number }
}

/// A part of a file that is compiled, or not, as a whole.
package struct FlowArm: Hashable, Sendable, Codable {
  /// Where it starts; it ends where the next one does.
  package var start: Int
  /// What tells it from others in the file: what follows a conditional has the
  /// number of what is before it.
  package var number: Int

  package init(start: Int, number: Int) {
    self.start = start
    self.number = number
  }
}

/// A local variable or parameter and the bytes over which its name means it.
package struct FlowLocal: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  /// From its declaration's end to its block's end, in the function's file. In a macro's
  /// body these are the end of the macro's use.
  package var scope: ByteRange
  /// Where its declaration starts, or the use of the macro in whose body that is.
  package var start: Int
  /// The canonical type.
  package var type: String
  /// Whether it keeps its value from one activation to the next.
  package var isStatic: Bool
  /// Where its declaration starts, if that is a statement of a block, comes out of
  /// no macro, and all that names the variable stands in the same arm of conditionals:
  /// else it may get values in code that is not compiled.
  package var declaration: SourceLocation?

  package init(
    node: FlowNodeID, scope: ByteRange, start: Int, type: String, isStatic: Bool = false,
    declaration: SourceLocation? = nil
  ) {
    self.node = node
    self.scope = scope
    self.start = start
    self.type = type
    self.isStatic = isStatic
    self.declaration = declaration
  }

  /// Whether its name may mean it at a place of the function's file: it does in the scope,
  /// and may in what a macro is given that declares it.
  package func mayBeNamed(at offset: Int) -> Bool { start <= offset && offset < scope.upper }
}
