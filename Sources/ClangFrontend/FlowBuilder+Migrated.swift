import CLibClang
import SourceModel

extension FlowBuilder {
  /// A use of the target's API with what clang makes of its arguments.
  struct MigratedCall {
    var call: MigratedUses.Call
    /// For each argument that is written, what it is in the syntax tree, inside of the
    /// conversions that the target's macros make.
    var arguments: [Int]
  }

  /// The use of the target's API that an expression is, by a function or by a macro; `nil`
  /// for any other, and where the arguments are not found in it as they are written.
  ///
  /// What the macro does with them does not matter: a template says what its call means.
  func migratedCall(_ node: Int) -> MigratedCall? {
    guard isCallOrBlock(node), let (file, start) = startPosition(of: node),
      let call = migrated.call(at: start, in: file)
    else { return nil }
    let end = endOffset(of: node)
    // Libclang does not tell the end of an expansion in another macro's argument.
    guard end == call.syntax.whole.upper || end == start,
      !call.function.role.allocates || category(of: node) == .pointer
    else { return nil }
    if tree[node].kind == CXCursor_CallExpr, let callee = tree.firstChild(of: node),
      case .function(let function) = declarations.declaration(
        referencedBy: tree[strip(callee)].cursor), function.family != nil
    {
      return nil
    }
    var arguments: [Int] = []
    for argument in call.syntax.arguments {
      guard let found = self.argument(argument.range, of: node, in: file) else { return nil }
      arguments.append(found)
    }
    return MigratedCall(call: call, arguments: arguments)
  }

  /// Whether an expression is a call, or a block of statements with a value.
  private func isCallOrBlock(_ node: Int) -> Bool {
    switch tree[node].kind {
    case CXCursor_CallExpr, CXCursor_StmtExpr: return true
    // `__extension__`
    case CXCursor_UnaryOperator:
      return tree.firstChild(of: node).map { tree[$0].kind == CXCursor_StmtExpr } ?? false
    default: return false
    }
  }

  /// What some bytes are in a call, with the parentheses and conversions around it that a
  /// macro adds; `nil` when they are no whole expression there.
  private func argument(_ range: ByteRange, of call: Int, in file: Int) -> Int? {
    let first = tree.subtree(of: call).dropFirst().first { node in
      guard SyntaxTree.isExpression(tree[node].kind) else { return false }
      let start = startPosition(of: node)
      return start.map { $0.file == file && $0.offset == range.lower } ?? false
    }
    guard var node = first, ends(node, range, in: file) else { return nil }
    while let parent = tree.parent(of: node), parent != call {
      switch tree[parent].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr: break
      default: return node
      }
      guard onlyOperand(of: parent) == node else { return node }
      node = parent
    }
    return node
  }

  /// Whether an expression ends where some bytes do. One that ends in a macro's expansion
  /// inside of them seems to end somewhere in that.
  private func ends(_ node: Int, _ range: ByteRange, in file: Int) -> Bool {
    let end = endOffset(of: node)
    if end == range.upper { return true }
    let last = files.files[file].expansions.values.first {
      $0.range.upper == range.upper && $0.range.lower >= range.lower
    }
    return last.map { ($0.range.lower..<range.upper).contains(end) } ?? false
  }

  /// Records what such a call does, as a call of a family's function with the arguments that
  /// are written.
  func value(of migrated: MigratedCall, _ node: Int) -> FlowNodeID? {
    let isPointer = category(of: node) == .pointer
    let start = order
    let known = migrated.call.function.positions
    let arguments = migrated.arguments.enumerated().map { index, child in
      func read() -> FlowCall.Argument {
        argument(
          child, mayBeSize: true, takesIntegers: true, isIndirect: false,
          to: tree[child].cursor.type)
      }
      // The size of an old block is evaluated only if there is one.
      return known.contains(index + 1) ? read() : inBlock(read)
    }
    let result = isPointer ? declarations.temporary() : nil
    let use = migrated.call.use
    var call = FlowCall(
      callee: .direct(usr: "migrated " + use.name, name: use.name), arguments: arguments,
      result: result, resultPointee: isPointer ? convertedPointee(of: node) : nil,
      resultLayout: isPointer ? layout(ofMadeBy: node) : nil,
      function: function, familyFunction: migrated.call.function, site: use.location,
      location: use.location, order: nextOrder(), start: start, block: block,
      isRepeated: isRepeated)
    call.isMigrated = true
    let index = record(call: call, at: node)
    if let result, migrated.call.function.role.allocates {
      add(.address(of: .heap(call: index), to: result), at: node)
    }
    return result
  }
}

extension FamilyFunction {
  /// The arguments that the function's description mentions.
  fileprivate var positions: [Int] {
    [size, count, element, pointer, string, limit, alignment].compactMap(\.self)
  }
}
