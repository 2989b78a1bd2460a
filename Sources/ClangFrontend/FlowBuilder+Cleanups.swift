import CLibClang
import SourceModel

/// A call of a function with a variable's address when the variable's block
/// ends: `__attribute__((cleanup(function)))`.
struct Cleanup {
  var function: Declaration.Function
  var variable: FlowNodeID
  /// The declaration of the variable.
  var node: Int
}

extension FlowBuilder {
  /// Notes the cleanup functions in a variable's attributes. libclang does not
  /// tell them, so the names are taken from the tokens; where these name no
  /// function of the unit, the enclosing function counts as not understood.
  func readCleanup(of node: Int, variable: FlowNodeID) {
    tree.forEachChild(of: node) { child in
      guard tree[child].kind == CXCursor_UnexposedAttr,
        let (file, start) = startPosition(of: child)
      else { return }
      let end = max(start + 1, endOffset(of: child))
      let names = expansions.identifiers(file: file, range: ByteRange(start, end))
      guard names.contains(where: { $0 == "cleanup" || $0 == "__cleanup__" }) else { return }
      current.exclude(variable)
      let functions = names.compactMap { declarations.functionsByName[$0] }
      if functions.isEmpty { markBroken() }
      for function in functions {
        atBlockEnd(Cleanup(function: function, variable: variable, node: node))
      }
    }
  }

  /// Records the call.
  func run(_ cleanup: Cleanup) {
    noteFunction(cleanup.function)
    facts.addressTaken.append(cleanup.variable)
    let address = pointing(at: .place(cleanup.variable), from: cleanup.node)
    let type = tree[cleanup.node].cursor.type
    let argument = FlowCall.Argument(
      node: address, expression: opaque(cleanup.node), type: types.facts(type).spelling + " *",
      pointee: types.facts(type).spelling, pointeeSize: types.facts(type).size)
    let location = location(of: cleanup.node)
    facts.calls.append(
      FlowCall(
        callee: .direct(usr: cleanup.function.usr, name: cleanup.function.name),
        arguments: [argument], result: nil, resultPointee: nil, function: function,
        familyFunction: cleanup.function.family, site: location, location: location,
        order: nextOrder(), block: block, isRepeated: isRepeated))
  }
}
