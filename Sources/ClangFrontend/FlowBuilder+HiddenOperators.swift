import CLibClang
import SourceModel

/// What operators are that libclang does not tell and that stand in no file's text: out of
/// macros' bodies, before libclang 17.
extension FlowBuilder {
  /// `&` and `*` are the only operators that add or take away a pointer.
  func unaryByTypes(_ node: Int) -> UnaryOperator? {
    guard let child = tree.firstChild(of: node) else { return nil }
    let (type, operand) = (tree[node].cursor.type, tree[child].cursor.type)
    if types.pointee(type)?.spelling == types.facts(operand).spelling { return .addressOf }
    if types.pointee(operand)?.spelling == types.facts(type).spelling { return .dereference }
    // What changes its operand does not get its value.
    if isObject(child) { return .step }
    return category(of: child) == .integer && isValue(child) ? .other : nil
  }

  /// An assignment alone has an object on its left side: all other operators get its
  /// value, with a conversion around it.
  func binaryByOperands(_ node: Int) -> BinaryOperator? {
    if tree[node].kind == CXCursor_CompoundAssignOperator { return .compoundAssign(nil) }
    let children = tree.children(of: node)
    guard children.count == 2 else { return nil }
    if isObject(children[0]) { return .assign }
    guard isValue(children[0]) else { return nil }
    // The type of a comma is that of its right side.
    if category(of: node) == .pointer, category(of: children[1]) == .integer {
      return .arithmetic(nil)
    }
    return spelledArithmetic(node, children).map { .arithmetic($0) } ?? .other
  }

  /// The operator of integers that is spelled alone of its kind in the macro that it comes
  /// out of: comparisons and their like have the type `int`.
  private func spelledArithmetic(_ node: Int, _ operands: [Int]) -> String? {
    let kind = clang_getCanonicalType(tree[node].cursor.type).kind
    let isInt = kind == CXType_Int
    guard
      isInt
        || [CXType_UInt, CXType_Long, CXType_ULong, CXType_LongLong, CXType_ULongLong]
          .contains(kind),
      operands.allSatisfy({ clang_getCanonicalType(tree[$0].cursor.type).kind == kind }),
      let (file, left) = startPosition(of: node),
      let (other, right) = startPosition(of: operands[1]), file == other,
      let spelled = expansions.operators(around: left, right, in: file),
      spelled.arithmetic.count == 1, !isInt || !spelled.hasComparisons
    else { return nil }
    return spelled.arithmetic.first
  }

  /// Whether an expression surely names an object, which nothing converts to its value.
  private func isObject(_ outer: Int) -> Bool {
    let node = withoutParentheses(outer)
    let kind = clang_getCanonicalType(tree[node].cursor.type).kind
    guard
      ![CXType_Void, CXType_ConstantArray, CXType_IncompleteArray, CXType_VariableArray]
        .contains(kind)
    else { return false }
    switch tree[node].kind {
    case CXCursor_DeclRefExpr:
      return [CXCursor_VarDecl, CXCursor_ParmDecl].contains(tree[node].cursor.referenced.kind)
    case CXCursor_MemberRefExpr:
      return tree.firstChild(of: node).map {
        types.pointee(tree[$0].cursor.type) != nil || isObject($0)
      } ?? false
    case CXCursor_ArraySubscriptExpr:
      return tree.children(of: node).contains { types.pointee(tree[$0].cursor.type) != nil }
    case CXCursor_UnaryOperator: return unaryOperator(node) == .dereference
    case CXCursor_CompoundLiteralExpr: return true
    default: return false
    }
  }

  /// Whether an expression is surely a value and names no object.
  private func isValue(_ outer: Int) -> Bool {
    let node = withoutParentheses(outer)
    switch tree[node].kind {
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral, CXCursor_FloatingLiteral,
      CXCursor_CStyleCastExpr, CXCursor_CallExpr, CXCursor_BinaryOperator,
      CXCursor_CompoundAssignOperator, CXCursor_ConditionalOperator, CXCursor_UnaryExpr:
      return true
    case CXCursor_UnaryOperator:
      switch unaryOperator(node) {
      case .addressOf, .increment, .decrement, .step, .minus, .not: return true
      case .other: return tree.firstChild(of: node).map(isValue) ?? false
      case .dereference, nil: return false
      }
    case CXCursor_DeclRefExpr:
      return tree[node].cursor.referenced.kind == CXCursor_EnumConstantDecl
    // A conversion, and not a vector's element.
    case CXCursor_UnexposedExpr:
      guard let operand = onlyOperand(of: node), !isVariableArgument(node, operand) else {
        return false
      }
      let kind = clang_getCanonicalType(tree[operand].cursor.type).kind
      return kind != CXType_Vector && kind != CXType_ExtVector
    default: return false
    }
  }
}
