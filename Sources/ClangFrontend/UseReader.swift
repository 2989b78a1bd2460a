import CLibClang
import SourceModel

/// Reads what clang knows of one reference to a family function.
struct UseReader {
  /// One reference.
  struct Use {
    var isCall: Bool
    var site: SiteUse
    /// One entry an argument of the call.
    var arguments: [CallSyntaxReader.ArgumentTraits]
    /// How many pairs of parentheses stand around the callee.
    var parentheses = 0
    /// The file and the offset at which the call ends.
    var end: (file: Int, offset: Int)?
  }

  let tree: SyntaxTree
  let flow: FlowBuilder
  let declarations: DeclarationTable

  func use(
    of family: FamilyFunction, reference: Int, location: SourceLocation,
    enclosingFunction: String
  ) -> Use {
    guard let (call, parentheses) = tree.call(ofCallee: reference) else {
      return Use(
        isCall: false,
        site: SiteUse(location: location, enclosingFunction: enclosingFunction), arguments: [])
    }
    let arguments = Array(tree.children(of: call).dropFirst())
    let block = family.role.allocates ? taker(of: call) : released(family, arguments)
    let size = size(family, arguments)
    return Use(
      isCall: true,
      site: SiteUse(
        location: location, enclosingFunction: enclosingFunction, block: block,
        kind: family.role.allocates ? kind(family, arguments, size, block) : nil,
        constantSize: size?.constantValue ?? evaluatedSize(family, arguments),
        flowCall: flow.callIndices[call]),
      arguments: arguments.map(traits), parentheses: parentheses,
      end: flow.files.position(tree[call].cursor.end))
  }

  // MARK: Arguments

  /// What the text of an argument does not tell.
  func traits(_ node: Int) -> CallSyntaxReader.ArgumentTraits {
    let kind = operand(node)
    let isPostfix = kind == CXCursor_ParenExpr || Self.postfix.contains(kind)
    let hasSideEffects = tree.subtree(of: node).contains(where: hasSideEffect)
    return CallSyntaxReader.ArgumentTraits(
      hasSideEffects: hasSideEffects || flow.isOfPlace(node), isDroppable: !hasSideEffects,
      isPostfix: isPostfix, isPostfixBeneath: Self.postfix.contains(tree[flow.strip(node)].kind),
      needlessConversions: needlessConversions(node), unlessNull: rangeUnlessNull(node))
  }

  /// Where the part of an argument is spelled that it is where it is not null.
  private func rangeUnlessNull(_ node: Int) -> ByteRange? {
    guard let value = flow.valueUnlessNull(of: node),
      let (file, start) = flow.files.position(tree[value].cursor.start)
    else { return nil }
    let range = ByteRange(start, tree[value].cursor.end.fileOffset)
    return range.count > 0 && flow.files.isSpelled(range, in: file) ? range : nil
  }

  private static let postfix = [
    CXCursor_DeclRefExpr, CXCursor_MemberRefExpr, CXCursor_ArraySubscriptExpr, CXCursor_CallExpr,
  ]

  /// How many conversions are spelled around a value, if a call of a family's function makes
  /// them itself, with no warning: from a pointer to something that is not constant, or from a
  /// size that is not cut. Otherwise 0.
  private func needlessConversions(_ node: Int) -> Int {
    let value = flow.strip(node)
    let type = clang_getCanonicalType(tree[value].cursor.type)
    var conversions: [CXType] = []
    var node = node
    while node != value, let child = tree.children(of: node).last {
      if tree[node].kind == CXCursor_CStyleCastExpr {
        conversions.append(clang_getCanonicalType(tree[node].cursor.type))
      }
      node = child
    }
    if type.kind == CXType_Pointer {
      let pointee = clang_getPointeeType(type)
      let isNeedless =
        clang_isConstQualifiedType(pointee) == 0 && clang_isVolatileQualifiedType(pointee) == 0
        && conversions.allSatisfy { $0.kind == CXType_Pointer }
      return isNeedless ? conversions.count : 0
    }
    let isSize =
      Self.unsigned.contains(type.kind)
      || FlowBuilder.evaluate(tree[value].cursor).map { $0 >= 0 } ?? false
    let isNeedless =
      isSize
      && conversions.allSatisfy {
        Self.unsigned.contains($0.kind) && clang_Type_getSizeOf($0) >= clang_Type_getSizeOf(type)
      }
    return isNeedless ? conversions.count : 0
  }

  private static let unsigned = [
    CXType_UChar, CXType_UShort, CXType_UInt, CXType_ULong, CXType_ULongLong,
  ]

  /// The kind below implicit conversions.
  private func operand(_ node: Int) -> CXCursorKind {
    var node = node
    while tree[node].kind == CXCursor_UnexposedExpr, let child = tree.firstChild(of: node) {
      node = child
    }
    return tree[node].kind
  }

  private func hasSideEffect(_ node: Int) -> Bool {
    switch tree[node].kind {
    case CXCursor_CallExpr, CXCursor_StmtExpr, CXCursor_CompoundAssignOperator: true
    case CXCursor_UnaryOperator:
      switch flow.unaryOperator(node) {
      case .increment, .decrement, .step, nil: true
      case .dereference: isVolatile(node)
      default: false
      }
    case CXCursor_BinaryOperator:
      switch flow.binaryOperator(node) {
      case .assign, .compoundAssign, nil: true
      default: false
      }
    case CXCursor_DeclRefExpr, CXCursor_MemberRefExpr, CXCursor_ArraySubscriptExpr:
      isVolatile(node)
    // Of what libclang does not expose, only implicit conversions are harmless.
    case CXCursor_UnexposedExpr: !isConversion(node)
    default: false
    }
  }

  private func isVolatile(_ node: Int) -> Bool {
    clang_isVolatileQualifiedType(clang_getCanonicalType(tree[node].cursor.type)) != 0
  }

  /// Whether a node that libclang does not expose has one operand whose value
  /// it converts, rather than being `va_arg`, an atomic access or the like; or
  /// none, such as `offsetof`.
  private func isConversion(_ node: Int) -> Bool {
    let operands = tree.children(of: node).filter { SyntaxTree.isExpression(tree[$0].kind) }
    guard let operand = operands.first else { return true }
    return operands.count == 1 && !flow.isVariableArgument(node, operand)
  }

  // MARK: Sizes

  /// The bytes asked for.
  private func size(_ family: FamilyFunction, _ arguments: [Int]) -> Expression? {
    func argument(_ position: Int?) -> Expression? {
      guard let position, arguments.indices.contains(position - 1) else { return nil }
      return flow.expression(of: arguments[position - 1])
    }
    if let count = argument(family.count), let element = argument(family.element) {
      return count == .constant(1) ? element : .binary("*", count, element, .unsignedLong)
    }
    return argument(family.size)
  }

  private func evaluatedSize(_ family: FamilyFunction, _ arguments: [Int]) -> Int? {
    func value(_ position: Int?) -> Int? {
      guard let position, arguments.indices.contains(position - 1) else { return nil }
      return FlowBuilder.evaluate(tree[arguments[position - 1]].cursor)
    }
    if let count = value(family.count), let element = value(family.element) {
      let (size, overflow) = count.multipliedReportingOverflow(by: element)
      return overflow ? nil : size
    }
    return value(family.size)
  }

  private func kind(
    _ family: FamilyFunction, _ arguments: [Int], _ size: Expression?, _ block: BlockUse?
  ) -> AllocationKind {
    if family.role == .duplicate { return .string }
    if let type = block?.typeName, ["char", "signed char", "unsigned char"].contains(type) {
      return .string
    }
    switch size {
    case .sizeOf: return .object
    case .binary("*", let left, let right, _) where Self.isSizeOf(left) || Self.isSizeOf(right):
      return .array
    case .binary("+", let left, let right, _) where Self.isSizeOf(left) || Self.isSizeOf(right):
      return .flexible
    default: return .buffer
    }
  }

  private static func isSizeOf(_ expression: Expression) -> Bool {
    if case .sizeOf = expression { true } else { false }
  }

  // MARK: Blocks

  /// What takes the block that a call returns.
  private func taker(of call: Int) -> BlockUse {
    let type = flow.convertedType(of: call).flatMap { typeName(of: $0) }
    var node = call
    while let parent = tree.parent(of: node) {
      switch tree[parent].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr: node = parent
      case CXCursor_VarDecl:
        return BlockUse(typeName: type, place: tree[parent].cursor.spelling)
      case CXCursor_BinaryOperator where tree[parent].firstChild != Int32(node):
        return BlockUse(typeName: type, place: tree.firstChild(of: parent).flatMap(place))
      default: return BlockUse(typeName: type, place: nil)
      }
    }
    return BlockUse(typeName: type, place: nil)
  }

  /// Where the released pointer comes from.
  private func released(_ family: FamilyFunction, _ arguments: [Int]) -> BlockUse? {
    guard let position = family.pointer, arguments.indices.contains(position - 1) else {
      return nil
    }
    let node = flow.strip(arguments[position - 1])
    return BlockUse(typeName: typeName(of: tree[node].cursor.type), place: place(node))
  }

  private func typeName(of pointer: CXType) -> String? {
    guard let pointee = flow.types.pointeeType(pointer), flow.types.category(pointee) != .void
    else { return nil }
    return flow.types.name(pointee)
  }

  private func place(_ node: Int) -> String? {
    let node = flow.strip(node)
    switch declarations.declaration(referencedBy: tree[node].cursor) {
    case .variable(let id, _): return declarations.nodes[Int(id)].name
    case .field(let field): return declarations.nodes[Int(field.node)].name
    default: return nil
    }
  }
}
