import SourceModel

/// Finds where the size of the block that a local pointer holds must be saved,
/// so that a variable tells it wherever the pointer is released.
///
/// Every assignment of the pointer must be of null or an array, of what an allocation or a
/// wrapper returns, or of another such pointer. Then pointer and variable are changed
/// together, whichever way the function runs.
struct SavedSizeFinder {
  let context: SizeContext
  let function: String
  let unit: Int
  private var found: [SavedSize] = []
  private var visited: Set<NodeID> = []

  /// The variables for a pointer, its own first; `nil` when it cannot be done.
  static func find(
    _ pointer: Expression, in function: String, unit: Int, _ context: SizeContext
  ) -> [SavedSize]? {
    guard case .variable(let variable) = pointer,
      context.definition(of: function, unit: unit) != nil,
      // The variable would have to be volatile.
      !context.returnsTwice(function, unit: unit)
    else { return nil }
    var finder = SavedSizeFinder(context: context, function: function, unit: unit)
    return finder.add(variable) == nil ? nil : finder.found
  }

  private init(context: SizeContext, function: String, unit: Int) {
    self.context = context
    self.function = function
    self.unit = unit
  }

  /// Adds the variable for one pointer.
  private mutating func add(_ pointer: FlowNode) -> SavedSize.Key? {
    guard case .local = pointer, let node = context.graph.nodeID(of: pointer, unit: unit),
      let local = context.scopes[node], !local.isStatic, local.type.hasSuffix("*"),
      let start = local.declaration, !context.exposed.contains(node),
      keepsResults(of: pointer)
    else { return nil }
    let key = SavedSize.Key(pointer: pointer.name, declaration: start.offset)
    guard visited.insert(node).inserted else { return key }
    var saved = SavedSize(
      file: start.file, pointer: pointer.name, declaration: start.offset,
      assignments: [], copies: [])
    let position = found.count
    found.append(saved)
    for store in context.storesByTarget[node] ?? [] where !context.bringsNoBlock(store) {
      guard store.unit == unit, store.function == function,
        store.facts.location.file == start.file
      else { return nil }
      if let call = store.facts.call.flatMap({ context.call(unit: unit, index: $0) }) {
        if let assignment = assignment(call, store, to: pointer) {
          saved.assignments.append(assignment)
        } else if let made = wrapperCall(call) {
          saved.calls.append(made)
        } else {
          return nil
        }
      } else if case .variable(let other) = store.facts.value, other != pointer,
        let statement = store.facts.statement, let source = add(other)
      {
        saved.copies.append(SavedSize.Copy(statement: statement, source: source))
      } else {
        return nil
      }
    }
    found[position] = saved
    return key
  }

  /// Whether what a resize of the pointer's block returns goes to a variable:
  /// else the pointer may hold a block of another size.
  private func keepsResults(of pointer: FlowNode) -> Bool {
    let stores = context.storesByFunction[function] ?? []
    return (context.callsByFunction[function] ?? []).allSatisfy { call in
      guard let family = call.facts.familyFunction, family.role == .resize,
        call.expression(family.pointer) == .variable(pointer)
      else { return true }
      return stores.contains { $0.unit == unit && $0.facts.call == call.index }
    }
  }

  // MARK: Allocations

  private func assignment(
    _ call: ProgramCall, _ store: ProgramStore, to pointer: FlowNode
  ) -> SavedSize.Assignment? {
    guard let family = call.facts.familyFunction, let object = call.object,
      let index = context.releases.site(of: object)
    else { return nil }
    let site = context.graph.program.sites[index]
    guard site.form == .call, site.uses.count == 1, let syntax = site.syntax,
      let form = form(call, family, syntax, store, to: pointer)
    else { return nil }
    return SavedSize.Assignment(site: site.identity, form: form)
  }

  private func form(
    _ call: ProgramCall, _ family: FamilyFunction, _ syntax: CallSyntax, _ store: ProgramStore,
    to pointer: FlowNode
  ) -> SavedSize.Form? {
    switch family.role {
    case .resize where call.expression(family.pointer) == .variable(pointer):
      guard store.facts.statement != nil, let size = BlockSize.expression(of: call.facts),
        isIndependent(size, of: pointer)
      else { return nil }
      return text(call, family, syntax).map { .after(size: $0) }
    case .allocate, .allocateZeroed, .resize:
      if let size = family.size, family.count == nil { return .argument(size) }
      return text(call, family, syntax).map { .before(size: $0) }
    case .duplicate:
      guard let position = family.string, family.limit == nil,
        let argument = syntax.arguments[safe: position - 1], !argument.hasSideEffects
      else { return nil }
      return .before(size: "strlen(\(argument.text)) + 1")
    default: return nil
    }
  }

  /// The call of a wrapper, whose block must be as large as one argument or the
  /// product of two says.
  private func wrapperCall(_ call: ProgramCall) -> SavedSize.Call? {
    guard !context.graph.trustsMembers, let syntax = call.facts.syntax,
      let size = context.solution.wrappedSize(of: call)
    else { return nil }
    func position(_ size: Expression) -> Int? {
      guard case .direct(let callee, _) = call.facts.callee,
        case .variable(.parameter(callee, let index, _)) = size,
        call.facts.arguments.indices.contains(index)
      else { return nil }
      return index
    }
    if let index = position(size) {
      let others = syntax.arguments.indices.filter { $0 != index }
      guard call.facts.arguments[index].loses != .part,
        others.allSatisfy({ !syntax.arguments[$0].hasSideEffects })
      else { return nil }
      return SavedSize.Call(syntax: syntax, form: .argument(index + 1))
    }
    guard case .binary("*", let left, let right, .unsignedLong) = size,
      let operands = [left, right].map(position) as? [Int],
      operands.allSatisfy({
        call.facts.arguments[$0].loses.keeps("*", in: .unsignedLong)
      }),
      let count = text(of: syntax.arguments[operands[0]], call.facts.arguments[operands[0]]),
      let element = text(of: syntax.arguments[operands[1]], call.facts.arguments[operands[1]])
    else { return nil }
    return SavedSize.Call(syntax: syntax, form: .before(size: "(size_t)\(count) * \(element)"))
  }

  /// Whether a size is the same behind a resize of the pointer's block.
  private func isIndependent(_ size: Expression, of pointer: FlowNode) -> Bool {
    size.parts.allSatisfy {
      switch $0 {
      case .constant, .sizeOf, .binary, .field: true
      case .variable(let other): other != pointer
      default: false
      }
    }
  }

  /// The size as it is spelled in the call's arguments.
  private func text(
    _ call: ProgramCall, _ family: FamilyFunction, _ syntax: CallSyntax
  ) -> String? {
    func operand(_ position: Int?) -> String? {
      guard let position, let argument = syntax.arguments[safe: position - 1] else { return nil }
      return text(of: argument, call.facts.arguments[position - 1])
    }
    guard family.count != nil || family.element != nil else {
      guard let size = family.size, let argument = syntax.arguments[safe: size - 1],
        !argument.hasSideEffects
      else { return nil }
      return argument.text
    }
    guard let count = operand(family.count), let element = operand(family.element) else {
      return nil
    }
    return "(size_t)\(count) * \(element)"
  }

  /// An argument as an operand; `nil` when it cannot be evaluated twice.
  private func text(of argument: ArgumentSyntax, _ facts: FlowCall.Argument) -> String? {
    guard !argument.hasSideEffects else { return nil }
    if argument.isPostfix { return argument.text }
    switch facts.expression {
    case .sizeOf, .constant: return argument.text
    default: return "(\(argument.text))"
    }
  }
}
