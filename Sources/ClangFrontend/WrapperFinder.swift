import SourceModel

/// Recognises functions that hand a family function's block to their callers,
/// or release what their callers pass.
///
/// An allocating wrapper returns, as `void *` or `char *`, a block whose size or
/// string comes from its parameters; a releasing one releases a `void *` or
/// `char *` parameter. Neither does much else: what allocates twice or calls
/// many functions is a constructor, a destructor or a parser.
struct WrapperFinder {
  private let index: WrapperFacts
  private var facts: FlowFacts { index.flow }

  init(facts: FlowFacts) { index = WrapperFacts(facts) }

  /// More calls than these, error messages included, are no wrapper's.
  private static let mostCalls = 8

  /// Whether a function can be a wrapper as far as its type and the number of
  /// calls in its body tell.
  static func mayWrap(_ function: FlowFunction, calls: Int) -> Bool {
    calls <= mostCalls
      && (isPlain(function.resultPointee) || function.parameterPointees.contains { isPlain($0) })
  }

  /// The wrappers, in the order of their definitions in the unit. Their callers
  /// are left to the link, which sees all units.
  func wrappers() -> [Wrapper] {
    facts.functions.filter(\.isDefined).compactMap { function in
      guard let calls = index.calls[function.usr], calls.count <= Self.mostCalls else { return nil }
      return wrapper(function, calls)
    }
  }

  private func wrapper(
    _ function: FlowFunction, _ calls: [Int]
  ) -> Wrapper? {
    // What has been migrated needs no entry.
    let family = calls.filter {
      facts.calls[$0].familyFunction != nil && !facts.calls[$0].isMigrated
    }
    let allocations = family.filter { facts.calls[$0].familyFunction?.role.allocates == true }
    for index in allocations.reversed() where Self.isPlain(function.resultPointee) {
      let call = facts.calls[index]
      guard let role = role(of: call, in: function, isOnly: allocations.count == 1),
        let result = call.result, isReturned(result, by: function)
      else { continue }
      return make(function, role, call)
    }
    guard family.count == 1, let index = family.first, allocations.isEmpty,
      facts.calls[index].familyFunction?.role == .release, calls.count <= 3,
      isParameter(pointer(of: facts.calls[index]), of: function)
    else { return nil }
    return make(function, .release, facts.calls[index])
  }

  private func make(_ function: FlowFunction, _ role: Role, _ call: FlowCall) -> Wrapper {
    Wrapper(
      name: function.name, location: function.location, role: role,
      wraps: call.familyFunction?.name ?? "",
      entry: WrapperEntry(facts: index, function: function, call: call).entry(as: role))
  }

  private static func isPlain(_ pointee: String?) -> Bool {
    pointee.map { ["void", "char", "unsigned char", "signed char"].contains($0) } ?? false
  }

  /// Whether what a node holds is returned.
  private func isReturned(_ start: FlowNodeID, by function: FlowFunction) -> Bool {
    guard let result = index.results[function.usr] else { return false }
    return copies(of: [start], in: function).contains(result)
  }

  /// What holds, in one activation of a function, one of the values as it is.
  private func copies(of values: [FlowNodeID], in function: FlowFunction) -> Set<FlowNodeID> {
    index.reached(from: values, by: index.copies) { isOwn(facts.nodes[Int($0)], function) }
  }

  /// Whether a node belongs to one activation of the function.
  private func isOwn(_ node: FlowNode, _ function: FlowFunction) -> Bool {
    switch node {
    case .local, .temporary: true
    case .parameter(let owner, _, _), .result(let owner): owner == function.usr
    case .global, .field: false
    }
  }

  // MARK: What a call of the function amounts to

  private func role(of call: FlowCall, in function: FlowFunction, isOnly: Bool) -> Role? {
    guard let family = call.familyFunction else { return nil }
    switch family.role {
    case .resize:
      let isSized = [family.size, family.count].contains { position in
        expression(position, of: call).map { mentions($0, function) } ?? false
      }
      return isSized && isParameter(pointer(of: call), of: function) ? .resize : nil
    case .duplicate:
      return comesFromParameter(family.string, of: call, function) ? .duplicate : nil
    case .allocate, .allocateZeroed:
      let sizes = [family.size, family.count, family.element]
        .compactMap { expression($0, of: call) }
      guard isOnly, sizes.contains(where: { mentions($0, function) }) else { return nil }
      let strings = sizes.map { lengths(in: $0, function) }.reduce(0, +)
      // One string is copied; several are put together.
      return strings == 0 ? family.role : strings == 1 ? .duplicate : nil
    case .release, .query: return nil
    }
  }

  /// Whether the pointer at a position is a parameter's, be it one of several.
  private func comesFromParameter(
    _ position: Int?, of call: FlowCall, _ function: FlowFunction
  ) -> Bool {
    guard let position, call.arguments.indices.contains(position - 1),
      let node = call.arguments[position - 1].node
    else { return false }
    return copies(of: index.parameters[function.usr] ?? [], in: function).contains(node)
  }

  private func expression(_ position: Int?, of call: FlowCall) -> Expression? {
    guard let position, call.arguments.indices.contains(position - 1) else { return nil }
    return call.arguments[position - 1].expression
  }

  private func pointer(of call: FlowCall) -> Expression? {
    expression(call.familyFunction?.pointer, of: call)
  }

  /// Whether an expression is a parameter of a plain pointer type, also by way of
  /// variables.
  private func isParameter(_ expression: Expression?, of function: FlowFunction) -> Bool {
    var seen: Set<FlowNode> = []
    var rest = [expression].compactMap { $0 }
    while let next = rest.popLast() {
      guard case .variable(let node) = next, seen.insert(node).inserted else { continue }
      switch node {
      case .parameter(function.usr, let index, _)
      where function.parameterPointees.indices.contains(index)
        && Self.isPlain(function.parameterPointees[index]):
        return true
      case .local: rest += values(of: node, function)
      default: break
      }
    }
    return false
  }

  /// The values that a local variable is given, but for those that mention it.
  private func values(of node: FlowNode, _ function: FlowFunction) -> [Expression] {
    (index.stores[function.usr] ?? []).filter { facts.nodes[Int($0.target)] == node }
      .map(\.value).filter { !contains($0) { $0 == .variable(node) } }
  }

  /// Whether an expression is made from parameters, also by way of a variable.
  private func mentions(_ expression: Expression, _ function: FlowFunction) -> Bool {
    contains(expression) { part in
      guard case .variable(let node) = part else { return false }
      switch node {
      case .parameter(let owner, _, _): return owner == function.usr
      case .local: return values(of: node, function).contains { directlyMentions($0, function) }
      default: return false
      }
    }
  }

  private func directlyMentions(_ expression: Expression, _ function: FlowFunction) -> Bool {
    contains(expression) {
      if case .variable(.parameter(let owner, _, _)) = $0 { owner == function.usr } else { false }
    }
  }

  /// How many lengths of strings an expression adds up.
  private func lengths(in expression: Expression, _ function: FlowFunction) -> Int {
    var result = 0
    func isLength(_ part: Expression) -> Bool {
      if case .call(let name, _) = part { ["strlen", "strnlen"].contains(name) } else { false }
    }
    _ = contains(expression) { part in
      if isLength(part) { result += 1 }
      if case .variable(let node) = part, case .local = node {
        result += values(of: node, function).count { contains($0, isLength) }
      }
      return false
    }
    return result
  }

  /// Whether an expression has a part with a property.
  private func contains(_ expression: Expression, _ holds: (Expression) -> Bool) -> Bool {
    if holds(expression) { return true }
    switch expression {
    case .constant, .sizeOf, .variable, .opaque: return false
    case .field(let base, _), .dereference(let base), .orInstead(let base, _):
      return contains(base, holds)
    case .element(let left, let right), .binary(_, let left, let right, _):
      return contains(left, holds) || contains(right, holds)
    case .call(_, let arguments): return arguments.contains { contains($0, holds) }
    }
  }
}
