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
    /// Of `c ? NULL : p`, the expression `p`: what it is where it is not null.
    package var unlessNull: Expression?
    /// The argument's type before implicit conversion, canonical.
    package var type: String
    /// For a pointer: the pointee's canonical type without qualifiers.
    package var pointee: String?
    /// The pointee's size in bytes; `nil` when incomplete, `void` or no pointer.
    package var pointeeSize: Int?
    /// The characters of a string literal.
    package var literal: String?
    /// The constants in it that are spelled as more than a number, of nested ones
    /// the largest: for arguments that may be a size.
    package var constants: [NamedConstant]
    /// What the conversion to the parameter's type may lose of the value.
    package var loses: Conversion

    /// Whether it is a `va_list` or a pointer to one.
    package var isVariableArgumentList: Bool { Self.isVariableArgumentList(pointee ?? type) }

    /// Whether a canonical type is a `va_list`, or a pointer to one.
    package static func isVariableArgumentList(_ type: String) -> Bool {
      type.hasPrefix("struct __va_list") || type.hasPrefix("__va_list")
    }

    package init(
      node: FlowNodeID?, expression: Expression, unlessNull: Expression? = nil, type: String,
      pointee: String? = nil,
      pointeeSize: Int? = nil, literal: String? = nil, constants: [NamedConstant] = [],
      loses: Conversion = .nothing
    ) {
      self.node = node
      self.expression = expression
      self.unlessNull = unlessNull
      self.type = type
      self.pointee = pointee
      self.pointeeSize = pointeeSize
      self.literal = literal
      self.constants = constants
      self.loses = loses
    }
  }

  package var callee: Callee
  package var arguments: [Argument]
  /// The node that takes the returned pointer; `nil` for none.
  package var result: FlowNodeID?
  /// The node that takes a returned integer that has room for a pointer; `nil` for none.
  package var integer: FlowNodeID?
  /// The pointee type that the result is converted to, canonical without
  /// qualifiers; `nil` for none or `void`.
  package var resultPointee: String?
  /// Where the record has its pointers that the call seems to make, if its result is a
  /// pointer to something else: index into `FlowFacts.layouts`; `nil` for none.
  package var resultLayout: Int?
  /// USR of the enclosing function; `nil` in an initialiser at file scope.
  package var function: String?
  /// The family function's description when a family function is called.
  @Rare package var familyFunction: FamilyFunction?
  /// Whether it is a use of the target's API that `familyFunction` describes by the
  /// arguments of that use: a site that has been migrated.
  package var isMigrated = false
  /// Where the callee's token is spelled (in the macro's body, for one there).
  package var site: SourceLocation
  /// Where the call is compiled: the same, or the macro's expansion.
  package var location: SourceLocation
  /// Position in `FlowStore.order`'s sequence.
  package var order: Int
  /// The last position before its arguments are evaluated, in no known order.
  package var start: Int
  /// The statements that run with it; see `FlowStore.block`.
  package var block: Int
  /// How it is spelled, if it calls a function of no family by its name and its
  /// result goes to a variable; `nil` for other calls, where a macro tells a part,
  /// and where a conversion may cut an argument.
  @Rare package var syntax: CallSyntax?
  /// Whether it may run more than once in one activation of its function: a
  /// loop encloses it, or a `goto` in the function leads backwards. `true` if
  /// unknown.
  package var isRepeated: Bool

  package init(
    callee: Callee, arguments: [Argument], result: FlowNodeID?,
    integer: FlowNodeID? = nil, resultPointee: String?, resultLayout: Int? = nil,
    function: String?, familyFunction: FamilyFunction?, site: SourceLocation,
    location: SourceLocation, order: Int, start: Int? = nil, block: Int, isRepeated: Bool = true,
    syntax: CallSyntax? = nil
  ) {
    self.callee = callee
    self.arguments = arguments
    self.result = result
    self.integer = integer
    self.resultPointee = resultPointee
    self.resultLayout = resultLayout
    self.function = function
    self.familyFunction = familyFunction
    self.site = site
    self.location = location
    self.order = order
    self.start = start ?? order
    self.block = block
    self.isRepeated = isRepeated
    self.syntax = syntax
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
