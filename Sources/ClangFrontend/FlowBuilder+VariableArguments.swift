import CLibClang
import SourceModel

/// Variable arguments: those of one function pass through one place, its
/// parameter behind the last that has a name. A list of them contains what that
/// place holds, so that it is followed through calls, copies and records like
/// any other object.
///
/// A list that is a record, as on 64-bit ARM, is passed by its address. Where it
/// is a pointer that is passed by value, as on 32-bit x86, it points at the place
/// instead.
extension FlowBuilder {
  /// What a call of a builtin does with lists; nothing for other functions.
  ///
  /// - Parameters:
  ///   - operands: the nodes of the arguments.
  ///   - arguments: the same, evaluated.
  func useLists(
    _ builtin: String, _ operands: [Int], _ arguments: [FlowCall.Argument], at node: Int
  ) {
    guard let function, builtin.hasPrefix("__builtin_"), let list = operands.first else { return }
    let target = listPointer(list, arguments[0].node)
    if builtin.hasSuffix("va_start") || builtin.hasSuffix("stdarg_start") {
      let parameter = declarations.id(
        .parameter(
          function: function, index: namedParameters, name: FlowNode.variableArguments))
      if let target {
        add(.store(from: parameter, pointer: target), at: node)
      } else {
        assign(pointing(at: .place(parameter), from: node), to: list, at: node)
      }
    } else if builtin.hasSuffix("va_copy"), operands.count == 2 {
      if let target, let source = listPointer(operands[1], arguments[1].node) {
        add(.transfer(from: source, to: target), at: node)
      } else if let source = arguments[1].node {
        assign(source, to: list, at: node)
      }
    }
  }

  /// The pointer that `va_arg(list, type)` gives.
  func variableArgument(from list: Int, at node: Int) -> FlowNodeID? {
    let value = value(of: list)
    guard let pointer = listPointer(list, value) ?? value, holdsPointers(node) else {
      return nil
    }
    let result = temporary(for: node)
    add(.load(pointer: pointer, to: result), at: node)
    if category(of: node) == .integer { loadPointer(through: pointer, to: result, at: node) }
    return result
  }

  /// Whether a node is `va_arg(list, type)`, which libclang does not expose.
  func isVariableArgument(_ node: Int, _ operand: Int) -> Bool {
    guard tree[node].kind == CXCursor_UnexposedExpr else { return false }
    switch tree[operand].kind {
    case CXCursor_IntegerLiteral, CXCursor_StringLiteral, CXCursor_CallExpr,
      CXCursor_BinaryOperator:
      return false
    default: break
    }
    return isList(operand) && !isList(node)
  }

  private func isList(_ node: Int) -> Bool {
    types.isVariableArgumentList(tree[node].cursor.type)
  }

  /// A pointer to a list that has been evaluated; `nil` where lists are passed
  /// by value.
  private func listPointer(_ node: Int, _ value: FlowNodeID?) -> FlowNodeID? {
    let type = tree[node].cursor.type
    if types.category(type) == .record { return address(ofList: node) }
    return types.pointee(type)?.isVariableArgumentList == true ? value : nil
  }

  /// The address of a list that is a record. A parameter holds that of its
  /// caller's list, too.
  func address(ofList node: Int) -> FlowNodeID? {
    let own = address(of: node, marks: false)
    let named = declarations.declaration(referencedBy: tree[strip(node)].cursor)
    guard case .variable(let id, _) = named, case .parameter = declarations.nodes[Int(id)] else {
      return own
    }
    return join([own, id].compactMap { $0 }, node)
  }

  /// Whether a value is a list that is a record.
  func isRecordList(_ type: CXType) -> Bool {
    types.category(type) == .record && types.facts(type).isVariableArgumentList
  }

  /// How many parameters the function that is being walked gives names to.
  private var namedParameters: Int {
    Int(max(0, clang_Cursor_getNumArguments(tree[tree.root].cursor)))
  }

  private func assign(_ value: FlowNodeID, to list: Int, at node: Int) {
    switch place(of: list) {
    case .node(let target, _):
      current.assign(nil, to: target)
      add(.copy(from: value, to: target), at: node)
    case .target(let pointer): add(.store(from: value, pointer: pointer), at: node)
    case .none: break
    }
  }
}
