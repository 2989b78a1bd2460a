import SourceModel

/// What a rule file would say of a wrapper: the positions of its parameters that
/// it hands on, as they are, to the family function that it calls.
struct WrapperEntry {
  let facts: WrapperFacts
  let function: FlowFunction
  /// The family function's call.
  let call: FlowCall

  /// The description, for a wrapper of this role; `nil` where something that it
  /// must say is no parameter, or where the function does other things with the
  /// block than the family's would.
  func entry(as role: Role) -> FamilyFunction? {
    guard let wrapped = call.familyFunction,
      role.allocates ? isAllThatIsReturned : function.resultPointee == nil && keepsNothing,
      role == .duplicate ? isCopied && !hasOtherCharacters : !role.allocates || leavesAlone
    else { return nil }
    var entry = FamilyFunction(name: function.name, family: wrapped.family, role: role)
    if role == .duplicate, wrapped.role != .duplicate {
      guard let string = copiedString(wrapped) else { return nil }
      entry.string = string
      return entry
    }
    let keys: [WritableKeyPath<FamilyFunction, Int?>] = [
      \.size, \.count, \.element, \.pointer, \.string, \.limit, \.alignment,
    ]
    for key in keys {
      guard let position = wrapped[keyPath: key] else { continue }
      guard let parameter = parameter(argument(position)) else { return nil }
      entry[keyPath: key] = parameter
    }
    return entry
  }

  /// Whether the function takes or returns strings of another type than `char`, which
  /// compilers tell from those of the target.
  private var hasOtherCharacters: Bool {
    (function.parameterPointees + [function.resultPointee]).contains {
      $0 == "unsigned char" || $0 == "signed char"
    }
  }

  /// Whether what the function is given is stored nowhere, as in a list of free blocks.
  private var keepsNothing: Bool {
    let holders = facts.holders(of: facts.parameters[function.usr] ?? [])
    let isInMemory = holders.contains { node in
      switch facts.flow.nodes[Int(node)] {
      case .global, .field: true
      default: false
      }
    }
    return !isInMemory && holders.isDisjoint(with: facts.stored)
  }

  /// Whether the function writes nothing into the block and gives it to no other.
  private var leavesAlone: Bool {
    guard let result = call.result else { return true }
    let holders = facts.holders(of: [result])
    let others = facts.calls(in: function).filter { $0 != call }
    return !others.contains { other in
      other.familyFunction == nil
        && other.arguments.compactMap(\.node).contains(where: holders.contains)
    } && holders.isDisjoint(with: facts.writtenThrough)
      && holders.isDisjoint(with: facts.storedThrough)
  }

  /// Whether the function returns what the call does, or null, and nothing else.
  private var isAllThatIsReturned: Bool {
    var origins: [FlowNodeID: [FlowNodeID]] = [:]
    var others: Set<FlowNodeID> = []
    for other in facts.calls(in: function) {
      guard let result = other.result, result != call.result else { continue }
      if Self.copies(other) {
        if let target = other.arguments[0].node { origins[result, default: []].append(target) }
      } else if !isFirst(other) {
        others.insert(result)
      }
    }
    for statement in function.returns {
      origins[statement.result, default: []].append(statement.variable)
    }
    var rest = [facts.results[function.usr]].compactMap(\.self)
    var seen = Set(rest)
    while let node = rest.popLast() {
      if node == call.result { continue }
      switch facts.flow.nodes[Int(node)] {
      case .local, .temporary, .result:
        if others.contains(node) || facts.others.contains(node) { return false }
      // Assigned, it holds what is resized.
      case .parameter(let owner, let index, _):
        let pointer = argument(call.familyFunction?.pointer).flatMap(parameter)
        guard owner == function.usr, pointer == index + 1 else { return false }
      case .global, .field: return false
      }
      for origin in (origins[node] ?? []) + (facts.origins[node] ?? [])
      where seen.insert(origin).inserted {
        rest.append(origin)
      }
    }
    return true
  }

  /// Whether a call makes the block of a function that resizes, where there was
  /// none.
  private func isFirst(_ other: FlowCall) -> Bool {
    guard call.familyFunction?.role == .resize, let first = other.familyFunction else {
      return false
    }
    return first.role == .allocate || first.role == .allocateZeroed
  }

  private static func copies(_ call: FlowCall) -> Bool {
    guard case .direct(_, let name) = call.callee, call.arguments.count > 1 else { return false }
    return copying.contains(name)
  }

  /// Functions that copy a string, or its bytes, from their second argument.
  private static let copying: Set<String> = [
    "memcpy", "memmove", "mempcpy", "stpcpy", "strcpy", "strlcpy", "strncpy",
  ]

  /// Whether the block's characters are the string's, be they copied by hand.
  private var isCopied: Bool {
    let writes = facts.characterWrites[function.usr] ?? []
    guard call.familyFunction?.role != .duplicate else { return writes.isEmpty }
    let string = call.familyFunction.flatMap(copiedString)
    let copies = facts.calls(in: function).filter {
      Self.copies($0) && parameter($0.arguments[1].expression) == string
    }
    return copies.count == 1 && writes.allSatisfy(\.isZero)
  }

  private func argument(_ position: Int?) -> Expression? {
    guard let position, call.arguments.indices.contains(position - 1) else { return nil }
    return call.arguments[position - 1].expression
  }

  /// The position of the string for whose characters and end a block is asked.
  private func copiedString(_ wrapped: FamilyFunction) -> Int? {
    guard let size = argument(wrapped.size) else { return nil }
    guard case .binary("+", let left, let right, _) = onlyValue(of: size) ?? size else {
      return nil
    }
    let length = right == .constant(1) ? left : left == .constant(1) ? right : nil
    guard case .call("strlen", let arguments) = length.flatMap({ onlyValue(of: $0) ?? $0 })
    else { return nil }
    return parameter(arguments.first)
  }

  /// The position, from 1, of the parameter whose value, as the caller gave it,
  /// an expression is.
  private func parameter(_ expression: Expression?) -> Int? {
    guard let expression else { return nil }
    guard
      case .variable(.parameter(let owner, let index, _)) = onlyValue(of: expression) ?? expression,
      owner == function.usr
    else { return nil }
    let isAssigned = stores.contains {
      $0.order < call.order && facts.flow.nodes[Int($0.target)].isParameter(index, of: function.usr)
    }
    return isAssigned ? nil : index + 1
  }

  /// The value of a local variable that is assigned once.
  private func onlyValue(of expression: Expression) -> Expression? {
    guard case .variable(let node) = expression, case .local = node else { return nil }
    let stores = stores.filter { facts.flow.nodes[Int($0.target)] == node }
    return stores.count == 1 ? stores[0].value : nil
  }

  private var stores: [FlowStore] { facts.stores[function.usr] ?? [] }
}

extension FlowNode {
  fileprivate func isParameter(_ position: Int, of usr: String) -> Bool {
    if case .parameter(let owner, let index, _) = self {
      owner == usr && index == position
    } else {
      false
    }
  }
}
