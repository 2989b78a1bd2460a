import SourceModel

/// A block that lives in a local variable, or in a member of an object that the
/// same function has made, is released while what its size was computed from
/// can still be named and has not changed. It may be one of several of that size:
/// `c ? malloc(n) : calloc(1, n)`.
enum LiveExpressionStrategy: SizeStrategy {
  static let name = "live-expression"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard let made = Made(request), made.isHeld else { return nil }
    let size = made.size
    guard made.stretches.allSatisfy({ $0.keeps(size) }) else { return nil }
    let text = SizeText(request) { name($0, request) }
    return text.written(size).map { written in
      SizeFinding(
        text: written.text, assumptions: written.assumptions,
        evidence: [
          Evidence(
            location: made.blocks[0].context.facts.location,
            text: "allocated here from what does not change before the release")
        ], mayBeUnset: mayBeUnset(size, request))
    }
  }

  /// Whether the release is reached by a way on which a local variable of the size gets
  /// no value.
  private static func mayBeUnset(_ size: Expression, _ request: SizeRequest) -> Bool {
    let (context, call) = (request.context, request.call)
    let locals = size.ownVariables.filter { if case .local = $0 { true } else { false } }
    guard !locals.isEmpty, let function = call.function else { return false }
    guard let flow = ControlFlow(of: function, unit: call.unit, context) else { return true }
    return locals.contains { variable in
      guard let node = context.graph.nodeID(of: variable, unit: call.unit),
        let local = context.scopes[node], !local.isStatic
      else { return false }
      return !(context.storesByTarget[node] ?? []).contains {
        $0.unit == call.unit && $0.function == function && flow.dominates($0.moment, call.moment)
      }
    }
  }

  /// What the size was computed from and may not keep its value.
  static func obstacles(for request: SizeRequest) -> [Evidence] {
    guard let made = Made(request) else { return [] }
    let changing = made.size.places.map(\.name)
    guard !changing.isEmpty else { return [] }
    return zip(made.blocks, made.stretches).first { !$1.keeps(made.size) }.map { block, _ in
      Evidence(
        location: block.context.facts.location,
        text: "what the size is computed from here may change before the release: "
          + Set(changing).sorted().joined(separator: ", "))
    }.map { [$0] } ?? []
  }

  /// Blocks of one size that calls of the releasing function bring.
  private struct Made {
    let request: SizeRequest
    let size: Expression
    /// One for each call.
    let blocks: [Block]
    /// From each call to the release.
    let stretches: [Stretch]

    init?(_ request: SizeRequest) {
      guard !request.isResize, let first = request.blocks.first, let size = expression(first),
        size.constantValue == nil
      else { return nil }
      var calls: Set<Int> = []
      blocks = request.blocks.filter { calls.insert($0.context.index).inserted }
      stretches = blocks.compactMap {
        Stretch(of: $0, to: request.call, context: request.context)
      }
      guard request.blocks.allSatisfy({ expression($0) == size }), stretches.count == blocks.count
      else { return nil }
      self.request = request
      self.size = size
    }

    /// Whether the pointer holds one of this activation's blocks or null.
    var isHeld: Bool {
      if let calls = request.stores?.calls, calls.isSubset(of: blocks.map(\.context.index)) {
        return true
      }
      guard blocks.count == 1, let pointer = request.pointerExpression else { return false }
      return Holder(request: request, block: blocks[0], stretch: stretches[0])
        .holdsOnlyTheBlock(pointer)
    }
  }

  /// The number of bytes; for a copy of a string by the string that was copied.
  private static func expression(_ block: Block) -> Expression? {
    if case .bytes(let size) = block.size { return size }
    guard block.size == .string, let family = block.context.facts.familyFunction,
      family.limit == nil, let source = block.context.expression(family.string)
    else { return nil }
    return .binary("+", .call(function: "strlen", arguments: [source]), .constant(1), .unsignedLong)
  }

  /// The text of a variable, a member or a string's length.
  static func name(_ part: Expression, _ request: SizeRequest) -> SizeText.Name? {
    // What a macro's body calls a variable is another one wherever it is expanded.
    guard request.macro == nil else { return nil }
    switch part {
    case .variable(let variable):
      guard request.canSpell(variable.name), let text = text(of: variable, request) else {
        return nil
      }
      return request.name(text, of: variable)
    case .field(.variable(let base), let field):
      guard request.canSpell(base.name), request.canSpell(field.spelling),
        let record = text(of: base, request), let access = access(toMembersOf: base, request)
      else { return nil }
      return request.name(record + access + field.spelling, of: field)
    case .call("strlen", let arguments):
      guard arguments.count == 1, request.canSpell("strlen"), !request.isLocalName("strlen") else {
        return nil
      }
      let inner = SizeText(request) { name($0, request) }
      return inner.written(arguments[0]).map {
        let text = isOfCharacters(arguments[0], request) ? $0.text : cast($0.text, arguments[0])
        return SizeText.Name(text: "strlen(\(text))", type: .unsignedLong)
      }
    default: return nil
    }
  }

  /// The name of a variable if it means the same at the release.
  private static func text(of variable: FlowNode, _ request: SizeRequest) -> String? {
    if case .global = variable { return request.name(ofGlobal: variable) }
    return isHidden(variable, request) ? nil : variable.name
  }

  /// How a member of a variable is named; `nil` for one of an array's elements.
  private static func access(toMembersOf base: FlowNode, _ request: SizeRequest) -> String? {
    let (context, unit) = (request.context, request.call.unit)
    if let local = context.graph.nodeID(of: base, unit: unit).flatMap({ context.scopes[$0] }) {
      return local.type.contains("[") ? nil : local.type.hasSuffix("*") ? "->" : "."
    }
    let facts = context.graph.program.units[unit].flow
    guard let global = facts.variables.first(where: { facts.nodes[Int($0.node)] == base }),
      !global.isArray
    else { return nil }
    return global.isRecord ? "." : "->"
  }

  private static func cast(_ text: String, _ pointer: Expression) -> String {
    if case .binary = pointer { "(const char *)(\(text))" } else { "(const char *)\(text)" }
  }

  /// Whether a pointer that the function passes on needs no cast where `char *` is
  /// wanted.
  private static func isOfCharacters(_ pointer: Expression, _ request: SizeRequest) -> Bool {
    let calls = request.call.function.flatMap { request.context.callsByFunction[$0] } ?? []
    return calls.lazy.flatMap(\.facts.arguments).first { $0.expression == pointer }
      .map { $0.pointee == "char" } ?? true
  }

  /// Whether the name of a local variable means another one at the release.
  static func isHidden(_ variable: FlowNode, _ request: SizeRequest) -> Bool {
    let call = request.call
    guard let nodes = request.context.graph.program.units[safe: call.unit]?.flow.nodes,
      let usr = call.function,
      let function = request.context.definition(of: usr, unit: call.unit)
    else { return true }
    let own = request.context.graph.nodeID(of: variable, unit: call.unit)
      .flatMap { request.context.scopes[$0] }?.scope.lower
    return function.locals.contains { other in
      other.mayBeNamed(at: call.facts.location.offset) && other.scope.lower > own ?? 0
        && nodes[Int(other.node)].name == variable.name && nodes[Int(other.node)] != variable
    }
  }

  /// Looks at what is assigned to the pointer.
  private struct Holder {
    let request: SizeRequest
    let block: Block
    let stretch: Stretch
    private var context: SizeContext { request.context }

    /// Whether the pointer holds this activation's block or null.
    func holdsOnlyTheBlock(_ pointer: Expression) -> Bool {
      switch pointer {
      case .variable(let variable): isAssignedOnly(variable, block.context)
      case .field(.variable(let base), let field): isOwnMember(field, of: base)
      default: false
      }
    }

    /// Whether no block but one call's result is ever written to a local variable.
    private func isAssignedOnly(_ variable: FlowNode, _ call: ProgramCall) -> Bool {
      context.ownStores(of: variable, unit: request.call.unit)?.allSatisfy {
        context.bringsNoBlock($0) || $0.unit == call.unit && $0.facts.calls == [call.index]
      } ?? false
    }

    /// Whether a member belongs to an object that this activation has made, and
    /// gets nothing but the block and null while that is not yet known
    /// elsewhere.
    private func isOwnMember(_ field: FlowNode, of base: FlowNode) -> Bool {
      guard !stretch.start.isRepeated,
        let node = context.graph.nodeID(of: field, unit: request.call.unit),
        !context.exposed.contains(node), let maker = maker(of: base),
        isAssignedOnly(base, maker), maker.facts.order <= stretch.start.order,
        stretch.leavesWhole(base)
      else { return false }
      let stores = (context.storesByTarget[node] ?? []).filter { !$0.facts.isNull }
      return stores.allSatisfy {
        $0.unit == block.context.unit && $0.facts.call == block.context.index
          && $0.facts.base == .variable(base)
      }
    }

    /// The one allocation in this function whose block a variable holds.
    private func maker(of variable: FlowNode) -> ProgramCall? {
      guard let node = context.graph.nodeID(of: variable, unit: request.call.unit) else {
        return nil
      }
      let objects = context.solution.objects(of: node)
      guard objects.count == 1, let made = context.block(objects[0]),
        made.context.function == request.call.function, made.context.unit == request.call.unit,
        made.call.facts.familyFunction?.role != .resize
      else { return nil }
      return made.context
    }
  }
}
