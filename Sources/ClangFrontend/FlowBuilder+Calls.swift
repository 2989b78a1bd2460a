import CLibClang
import SourceModel

extension FlowBuilder {
  /// Records a call and gives the node that takes its result.
  func call(_ node: Int) -> FlowNodeID? {
    let children = tree.children(of: node)
    guard let first = children.first else { return nil }
    let callee = strip(first)
    let target = direct(callee)
    if let target, target.name.hasPrefix("__builtin_"), target.name.hasSuffix("_overflow") {
      checkedArithmetic(Array(children.dropFirst()))
      return nil
    }
    if let target, Self.stackAllocations.contains(target.name) {
      for argument in children.dropFirst() { _ = value(of: argument) }
      return pointing(at: .place(declarations.temporary()), from: node)
    }
    let isPointer = category(of: node) == .pointer
    let start = order
    let through = target == nil ? value(of: first) : nil
    let type = types.pointeeType(tree[first].cursor.type) ?? tree[first].cursor.type
    // What the C library does with numbers is known.
    let takesIntegers =
      target.map { Self.transparentBuiltins[$0.name] != nil || !isOfCLibrary($0.cursor) } ?? true
    let integer = takesIntegers && !isPointer && holdsPointers(node) ? temporary(for: node) : nil
    let arguments = children.dropFirst().enumerated().map { position, child in
      argument(
        target.map { passed(child, to: $0) } ?? child,
        mayBeSize: target?.family != nil || isPointer, takesIntegers: takesIntegers,
        isIndirect: target == nil,
        to: target.flatMap { Self.parameter(position, of: $0.cursor) }
          ?? Self.parameter(position, ofType: type))
    }
    if let target, let index = Self.transparentBuiltins[target.name] {
      return arguments.indices.contains(index) ? arguments[index].node : nil
    }
    let called: FlowCall.Callee
    if let target {
      if LibraryNames.returnsTwice(target.name) { current.giveUp() }
      useLists(target.name, Array(children.dropFirst()), arguments, at: node)
      noteFunction(target)
      called = .direct(usr: target.usr, name: target.name)
    } else {
      // A number that is called as a function: nothing is known of the target.
      called = .indirect(through ?? declarations.temporary())
    }
    let result = isPointer ? declarations.temporary() : nil
    let location = location(of: node)
    let index = record(
      call: FlowCall(
        callee: called, arguments: arguments, result: result, integer: integer,
        resultPointee: isPointer ? convertedPointee(of: node) : nil,
        resultLayout: isPointer ? layout(ofMadeBy: node) : nil, function: function,
        familyFunction: target?.family, site: self.location(of: callee), location: location,
        order: nextOrder(), start: start, block: block, isRepeated: isRepeated,
        syntax: isPointer && target.map { $0.family == nil } == true ? assignedCall(node) : nil),
      at: node)
    if let result, target?.family?.role.allocates == true {
      add(.address(of: .heap(call: index), to: result), at: node)
    }
    return result ?? integer
  }

  /// Builtins that hand one of their arguments on, with its position from 0.
  private static let transparentBuiltins = [
    "__builtin_assume_aligned": 0, "__builtin_expect": 0,
    "__builtin_expect_with_probability": 0,
  ]

  /// Functions whose result is as a local variable is.
  private static let stackAllocations: Set<String> = [
    "alloca", "__builtin_alloca", "__builtin_alloca_with_align",
  ]

  private func direct(_ callee: Int) -> Declaration.Function? {
    guard tree[callee].kind == CXCursor_DeclRefExpr,
      case .function(let function) = declarations.declaration(referencedBy: tree[callee].cursor)
    else { return nil }
    return function
  }

  /// How a call is spelled whose result goes to a variable; `nil` for others.
  private func assignedCall(_ node: Int) -> CallSyntax? {
    guard isAssigned(node), let (file, start) = startPosition(of: node),
      files.files[file].isInScope
    else { return nil }
    let whole = ByteRange(start, endOffset(of: node))
    guard whole.count > 0, files.isSpelled(whole, in: file) else { return nil }
    let lexed = files.lexed(file)
    let arguments = tree.children(of: node).dropFirst()
    guard !arguments.contains(where: isCut) else { return nil }
    let reader = UseReader(tree: tree, flow: self, declarations: declarations)
    let syntax = CallSyntaxReader(lexed: lexed).call(
      name: lexed.tokenIndex(atOrAfter: start), arguments: arguments.map(reader.traits))
    return syntax?.whole == whole && syntax?.arguments.count == arguments.count ? syntax : nil
  }

  /// Whether an expression, with the conversions around it, is what a variable is
  /// assigned or starts with.
  private func isAssigned(_ node: Int) -> Bool {
    var child = node
    while let parent = tree.parent(of: child) {
      switch tree[parent].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr: child = parent
      case CXCursor_VarDecl: return true
      case CXCursor_BinaryOperator:
        guard let left = tree.firstChild(of: parent), left != child,
          case .assign = binaryOperator(parent)
        else { return false }
        return tree[strip(left)].kind == CXCursor_DeclRefExpr
      default: return false
      }
    }
    return false
  }

  /// What the C library gets as one of several kinds of pointers (a transparent union):
  /// the pointer, and not the literal that clang makes of it.
  private func passed(_ node: Int, to function: Declaration.Function) -> Int {
    guard tree[node].kind == CXCursor_CompoundLiteralExpr,
      let list = onlyOperand(of: node), tree[list].kind == CXCursor_InitListExpr,
      let pointer = onlyOperand(of: list), beginTogether(node, pointer),
      isOfCLibrary(function.cursor)
    else { return node }
    return pointer
  }

  /// - Parameter mayBeSize: whether the call is of an allocation function or of one
  ///   that may return what it allocates.
  ///   - takesIntegers: whether a pointer that is passed as an integer counts.
  ///   - isIndirect: whether the call goes through a pointer: what it calls may take a
  ///     pointer as an integer.
  func argument(
    _ node: Int, mayBeSize: Bool, takesIntegers: Bool, isIndirect: Bool, to parameter: CXType?
  ) -> FlowCall.Argument {
    let stripped = strip(node)
    let type = tree[stripped].cursor.type
    let pointee = types.pointee(type)
    var value = isRecordList(type) ? address(ofList: stripped) : value(of: node)
    if isIndirect, category(of: node) == .integer {
      value = value.map { integer(from: $0, at: node) }
    }
    let expression = expression(of: node)
    return FlowCall.Argument(
      node: takesIntegers || category(of: node) != .integer ? value : nil,
      expression: expression,
      unlessNull: valueUnlessNull(of: stripped).map { self.expression(of: $0) },
      type: types.facts(type).spelling,
      pointee: pointee?.spelling, pointeeSize: pointee?.size,
      literal: literalText(node),
      constants: mayBeSize && expression.hasConstants ? namedConstants(in: node) : [],
      loses: parameter.map { loss(of: node, to: $0) } ?? .nothing)
  }

  /// `p` of `c ? NULL : p` and `c ? p : NULL`; `nil` for anything else.
  func valueUnlessNull(of node: Int) -> Int? {
    let value = strip(node)
    guard tree[value].kind == CXCursor_ConditionalOperator, category(of: value) == .pointer else {
      return nil
    }
    let branches = tree.children(of: value).dropFirst().map(strip)
    let others = branches.filter { expression(of: $0).constantValue != 0 }
    return branches.count == 2 && others.count == 1 ? others[0] : nil
  }

  /// The type of a parameter as a function's definition declares it, counted from
  /// 0; `nil` where the unit does not define the function.
  private static func parameter(_ position: Int, of function: CXCursor) -> CXType? {
    let definition = clang_getCursorDefinition(function)
    guard !definition.isNull, position < clang_Cursor_getNumArguments(definition) else {
      return nil
    }
    return clang_Cursor_getArgument(definition, UInt32(position)).type
  }

  /// The same as a function's type has it; `nil` for one of `...`, and where no
  /// type is declared.
  private static func parameter(_ position: Int, ofType type: CXType) -> CXType? {
    let function = clang_getCanonicalType(type)
    guard function.kind == CXType_FunctionProto, position < clang_getNumArgTypes(function) else {
      return nil
    }
    return clang_getArgType(function, UInt32(position))
  }

  /// The pointee of the type that a call's result is converted to, by casts
  /// written or implied; `nil` for `void`.
  func convertedPointee(of node: Int) -> String? {
    convertedType(of: node).flatMap { types.pointee($0) }
      .flatMap { $0.category == .void ? nil : $0.spelling }
  }

  /// Where the record has its pointers that a call seems to make, whose result is a
  /// pointer to something else: one to which it is converted, or one by whose size
  /// memory of no type of its own is made. Pointers are no record.
  func layout(ofMadeBy node: Int) -> Int? {
    guard let type = types.pointeeType(tree[node].cursor.type), types.category(type) != .record,
      let target = convertedType(of: node).flatMap({ types.pointeeType($0) })
    else { return nil }
    switch types.category(target) {
    case .record: return layout(of: target)
    case .pointer: return layoutOfPointers
    default: return measuredLayout(in: node)
    }
  }

  /// That of the first record, or pointer, of which an expression has the `sizeof`.
  private func measuredLayout(in node: Int) -> Int? {
    guard tree[node].kind == CXCursor_UnaryExpr else {
      for child in tree.children(of: node) {
        if let layout = measuredLayout(in: child) { return layout }
      }
      return nil
    }
    guard case .sizeOf(let spelling, _) = sizeOf(node) else { return nil }
    if spelling.hasSuffix("*") { return layoutOfPointers }
    guard let operand = tree.firstChild(of: node) else { return nil }
    let type =
      tree[operand].kind == CXCursor_TypeRef
      ? clang_getCursorType(tree[operand].cursor.referenced) : tree[strip(operand)].cursor.type
    let facts = types.facts(type)
    // libclang names the record in `sizeof(T *)` as well.
    return facts.category == .record && facts.spelling == spelling ? layout(of: type) : nil
  }

  /// The type that an expression has after the conversions around it.
  func convertedType(of node: Int) -> CXType? {
    var type = tree[node].cursor.type
    var parent = tree.parent(of: node)
    while let current = parent {
      switch tree[current].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr:
        guard category(of: current) == .pointer else { return type }
        // Through `(void *)` the type of the block stays what it was.
        if types.pointee(tree[current].cursor.type)?.category != .void {
          type = tree[current].cursor.type
        }
        parent = tree.parent(of: current)
      default: return type
      }
    }
    return type
  }
}
