import SourceModel

/// What a rule file would say of a wrapper: the positions of its parameters that
/// it hands on, as they are, to the family function that it calls.
struct WrapperEntry {
  let facts: FlowFacts
  let function: FlowFunction
  /// The family function's call.
  let call: FlowCall

  /// The description, for a wrapper of this role; `nil` where something that it
  /// must say is no parameter.
  func entry(as role: Role) -> FamilyFunction? {
    guard let wrapped = call.familyFunction else { return nil }
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

  private func argument(_ position: Int?) -> Expression? {
    guard let position, call.arguments.indices.contains(position - 1) else { return nil }
    return call.arguments[position - 1].expression
  }

  /// The position of the string for whose characters and end a block is asked.
  private func copiedString(_ wrapped: FamilyFunction) -> Int? {
    guard let size = argument(wrapped.size) else { return nil }
    guard case .binary("+", let left, let right) = onlyValue(of: size) ?? size else { return nil }
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
      $0.order < call.order && facts.nodes[Int($0.target)].isParameter(index, of: function.usr)
    }
    return isAssigned ? nil : index + 1
  }

  /// The value of a local variable that is assigned once.
  private func onlyValue(of expression: Expression) -> Expression? {
    guard case .variable(let node) = expression, case .local = node else { return nil }
    let stores = stores.filter { facts.nodes[Int($0.target)] == node }
    return stores.count == 1 ? stores[0].value : nil
  }

  private var stores: [FlowStore] { facts.stores.filter { $0.function == function.usr } }
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
