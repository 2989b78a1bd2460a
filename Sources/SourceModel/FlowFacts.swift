/// The assignments, calls, stores and sizes of one translation unit, as input
/// for a whole-program, inclusion-based points-to analysis (Andersen 1994) and
/// for the size strategies. Flow-insensitive but for `order` in stores.
package struct FlowFacts: Sendable, Codable {
  /// Every node that the unit mentions, once.
  package var nodes: [FlowNode] = []
  package var edges: [FlowEdge] = []
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
  /// The records that are defined in the project's files.
  package var records: [FlowRecord] = []
  /// Variables and fields whose address is taken by `&`.
  package var addressTaken: [FlowNodeID] = []
  /// Variables at file scope that a header declares for other programs.
  package var offeredVariables: [FlowNodeID] = []
  /// Pairs of pointers that are compared and may point at functions.
  package var comparisons: [FlowComparison] = []
  /// Fields of the project's records that point at functions, and those of
  /// `offeredVariables` that do.
  package var functionPointers: [FlowNodeID] = []
  /// USRs of the functions in which clang reported errors: what touches them is
  /// unknown.
  package var brokenFunctions: [String] = []

  package init() {}
}

/// A comparison of two pointers.
package struct FlowComparison: Hashable, Sendable, Codable {
  package var left: FlowNodeID
  package var right: FlowNodeID

  package init(_ left: FlowNodeID, _ right: FlowNodeID) {
    self.left = left
    self.right = right
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
  }

  package var kind: Kind
  /// Where the code that gives rise to it starts.
  package var location: SourceLocation

  package init(_ kind: Kind, at location: SourceLocation) {
    self.kind = kind
    self.location = location
  }
}

/// A call of any function: of a family, of the project, external or indirect.
package struct FlowCall: Hashable, Sendable, Codable {
  package enum Callee: Hashable, Sendable, Codable {
    case direct(usr: String, name: String)
    /// Through a pointer: the node whose targets are called.
    case indirect(FlowNodeID)
  }

  /// One argument.
  package struct Argument: Hashable, Sendable, Codable {
    /// The pointer value passed; `nil` when it can hold no pointer.
    package var node: FlowNodeID?
    /// The value as an expression over places.
    package var expression: Expression
    /// The argument's type before implicit conversion, canonical.
    package var type: String
    /// For a pointer: the pointee's canonical type without qualifiers.
    package var pointee: String?
    /// The pointee's size in bytes; `nil` when incomplete, `void` or no pointer.
    package var pointeeSize: Int?
    /// The characters of a string literal.
    package var literal: String?
    /// A constant that names macros or enumerators.
    package var named: NamedConstant?

    /// Whether it is a `va_list` or a pointer to one.
    package var isVariableArgumentList: Bool {
      let type = pointee ?? type
      return type.hasPrefix("struct __va_list") || type.hasPrefix("__va_list")
    }

    package init(
      node: FlowNodeID?, expression: Expression, type: String, pointee: String? = nil,
      pointeeSize: Int? = nil, literal: String? = nil, named: NamedConstant? = nil
    ) {
      self.node = node
      self.expression = expression
      self.type = type
      self.pointee = pointee
      self.pointeeSize = pointeeSize
      self.literal = literal
      self.named = named
    }
  }

  package var callee: Callee
  package var arguments: [Argument]
  /// The node that takes the returned pointer; `nil` for none.
  package var result: FlowNodeID?
  /// The pointee type that the result is converted to, canonical without
  /// qualifiers; `nil` for none or `void`.
  package var resultPointee: String?
  /// USR of the enclosing function; `nil` in an initialiser at file scope.
  package var function: String?
  /// The family function's description when a family function is called.
  package var familyFunction: FamilyFunction?
  /// Where the callee's token is spelled (in the macro's body, for one there).
  package var site: SourceLocation
  /// Where the call is compiled: the same, or the macro's expansion.
  package var location: SourceLocation
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  /// The statements that run with it; see `FlowStore.block`.
  package var block: Int
  /// Whether it may run more than once in one activation of its function: a
  /// loop encloses it, or a `goto` in the function leads backwards. `true` if
  /// unknown.
  package var isRepeated: Bool

  package init(
    callee: Callee, arguments: [Argument], result: FlowNodeID?, resultPointee: String?,
    function: String?, familyFunction: FamilyFunction?, site: SourceLocation,
    location: SourceLocation, order: Int, block: Int, isRepeated: Bool = true
  ) {
    self.callee = callee
    self.arguments = arguments
    self.result = result
    self.resultPointee = resultPointee
    self.function = function
    self.familyFunction = familyFunction
    self.site = site
    self.location = location
    self.order = order
    self.block = block
    self.isRepeated = isRepeated
  }

  /// A call of which only the callee and the place were looked at.
  package static func counted(
    _ usr: String, _ name: String, in function: String, at location: SourceLocation
  ) -> FlowCall {
    FlowCall(
      callee: .direct(usr: usr, name: name), arguments: [], result: nil, resultPointee: nil,
      function: function, familyFunction: nil, site: location, location: location, order: 0,
      block: 0)
  }
}

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
  package var isVariadic: Bool
  /// Whether its address is taken, so that it may be called indirectly.
  package var isAddressTaken: Bool
  /// For each parameter, the pointee's canonical unqualified type if it is a
  /// pointer, else `nil`.
  package var parameterPointees: [String?]
  /// Whether each parameter is a pointer to `const`.
  package var parameterIsConst: [Bool]
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
  /// What surely runs before each of the body's blocks; the numbers in
  /// `FlowStore.block` and `FlowCall.block` are positions in it.
  package var blocks: [FlowBlock]
  /// The statements of the body that jump.
  package var exits: [FlowExit] = []
  /// The compound statements of the body that are spelled out in its file, in
  /// source order.
  package var compounds: [FlowCompound] = []

  package init(
    usr: String, name: String, location: SourceLocation, isDefined: Bool, isExternal: Bool,
    isOffered: Bool, isHidden: Bool = false, isVariadic: Bool, isAddressTaken: Bool,
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

/// A local variable or parameter and the bytes over which its name means it.
package struct FlowLocal: Hashable, Sendable, Codable {
  package var node: FlowNodeID
  /// From its declaration's end to its block's end, in the function's file.
  package var scope: ByteRange
  /// The canonical type.
  package var type: String
  /// Whether it keeps its value from one activation to the next.
  package var isStatic: Bool
  /// Where its declaration starts, if that is a statement of a block and comes
  /// out of no macro.
  package var declaration: SourceLocation?

  package init(
    node: FlowNodeID, scope: ByteRange, type: String, isStatic: Bool = false,
    declaration: SourceLocation? = nil
  ) {
    self.node = node
    self.scope = scope
    self.type = type
    self.isStatic = isStatic
    self.declaration = declaration
  }
}

/// One assignment, initialisation, `++`, `--` or compound assignment.
package struct FlowStore: Hashable, Sendable, Codable {
  /// The variable or field that is written.
  package var target: FlowNodeID
  /// For a field, the object it belongs to (`p` of `p->n`); `nil` for a variable.
  package var base: Expression?
  /// The value as an expression; for `x += e` the binary `x + e`.
  package var value: Expression
  /// Whether the value is a null pointer constant or zero.
  package var isNull: Bool
  /// Index into `FlowFacts.calls` when the value is what that call returned,
  /// casts aside.
  package var call: Int?
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
    target: FlowNodeID, base: Expression?, value: Expression, isNull: Bool, call: Int?,
    source: FlowNodeID? = nil, statement: ByteRange? = nil, function: String?,
    location: SourceLocation, order: Int, block: Int, isRepeated: Bool = true
  ) {
    self.target = target
    self.base = base
    self.value = value
    self.isNull = isNull
    self.call = call
    self.source = source
    self.statement = statement
    self.function = function
    self.location = location
    self.order = order
    self.block = block
    self.isRepeated = isRepeated
  }
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
  package var function: String?
  package var location: SourceLocation
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  /// The statements that run with it; see `FlowStore.block`.
  package var block: Int
  /// Whether it may run more than once; see `FlowCall.isRepeated`.
  package var isRepeated: Bool

  package init(
    pointer: FlowNodeID, isNonZero: Bool, isZero: Bool, place: Expression, function: String?,
    location: SourceLocation, order: Int, block: Int, isRepeated: Bool
  ) {
    self.pointer = pointer
    self.isNonZero = isNonZero
    self.isZero = isZero
    self.place = place
    self.function = function
    self.location = location
    self.order = order
    self.block = block
    self.isRepeated = isRepeated
  }
}

extension FlowRecord {
  /// Whether other programs can see its members: it stands in a header of the
  /// project that does not call itself private.
  package var isOpen: Bool {
    let path = location.file.string.lowercased()
    let isHeader = path.hasSuffix(".h") || path.hasSuffix(".hpp")
    let isPrivate = ["private", "internal", "priv", "_int."].contains { path.contains($0) }
    return isHeader && !isPrivate && location.file.isInProject
  }
}

/// A struct or union definition.
package struct FlowRecord: Hashable, Sendable, Codable {
  package var usr: String
  /// The canonical type's spelling, as `FlowCall.Argument.pointee` has it.
  package var type: String
  /// Bytes.
  package var size: Int
  package var isUnion: Bool
  package var hasFlexibleArray: Bool
  /// Where it is defined: in a header other code can see it whole.
  package var location: SourceLocation

  package init(
    usr: String, type: String, size: Int, isUnion: Bool, hasFlexibleArray: Bool,
    location: SourceLocation
  ) {
    self.usr = usr
    self.type = type
    self.size = size
    self.isUnion = isUnion
    self.hasFlexibleArray = hasFlexibleArray
    self.location = location
  }
}
