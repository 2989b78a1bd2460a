import CLibClang
import SourceModel

/// Members that are reached by an offset into their record, as tables of options do:
/// `*(char **)((char *)base + option->offset)`.
extension FlowBuilder {
  /// Notes the members that `offsetof` names in the tree that is being walked.
  func noteOffsets() {
    for node in tree.subtree(of: tree.root) where tree[node].kind == CXCursor_MemberRef {
      guard let parent = tree.parent(of: node) else { continue }
      let parts = tree.children(of: parent)
      // The designators of an initialiser have no type beside them.
      guard let first = parts.first, tree[first].kind == CXCursor_TypeRef,
        parts.last(where: { tree[$0].kind == CXCursor_MemberRef }) == node,
        case .field(let field) = declarations.declaration(referencedBy: tree[node].cursor),
        types.category(field.type) != .record
      else { continue }
      facts.offsetMembers.append(field.node)
    }
  }

  /// Notes that a pointer was moved inside a record, if it was.
  ///
  /// - Parameters:
  ///   - base: the expression that is moved.
  ///   - amount: by how much.
  ///   - result: the pointer that comes out.
  func noteOffset(from base: Int, by amount: Int, to result: FlowNodeID, at node: Int) {
    guard isOffset(from: base, by: amount) else { return }
    facts.offsetPointers.append(FlowOffsetPointer(pointer: result, location: location(of: node)))
  }

  /// Whether a pointer to a record or to memory of no type is moved as one to something
  /// smaller.
  func isOffset(from base: Int, by amount: Int) -> Bool {
    guard types.pointee(tree[base].cursor.type)?.category != .record,
      isUntyped(base) || namesBytes(strip(base))
    else { return false }
    return !isPlain(amount)
  }

  /// Whether a cast from a record to characters goes elsewhere: what is added to it
  /// here is seen.
  func isBytes(of cast: Int) -> Bool {
    guard types.pointee(tree[cast].cursor.type)?.isCharacter == true else { return false }
    var node = cast
    while let parent = tree.parent(of: node) {
      switch tree[parent].kind {
      case CXCursor_ParenExpr, CXCursor_UnexposedExpr, CXCursor_CStyleCastExpr: node = parent
      case CXCursor_BinaryOperator:
        guard case .arithmetic? = binaryOperator(parent) else { return true }
        return false
      case CXCursor_ArraySubscriptExpr: return false
      default: return true
      }
    }
    return true
  }

  /// A pointer into a record that may lead to any member, as its bytes do that somebody
  /// else moves.
  func memberPointer(from record: FlowNodeID, at node: Int) -> FlowNodeID {
    let result = declarations.temporary()
    add(.copy(from: record, to: result), at: node)
    facts.offsetPointers.append(FlowOffsetPointer(pointer: result, location: location(of: node)))
    return result
  }

  /// Notes a variable that gets a pointer to a record or to memory of no type as one to
  /// characters: `char *at = base`.
  func noteBytes(_ variable: FlowNodeID, type: CXType, from source: Int) {
    guard types.pointee(type)?.isCharacter == true, isUntyped(source),
      tree[strip(source)].kind != CXCursor_CallExpr
    else { return }
    byteVariables.insert(variable)
  }

  private func namesBytes(_ node: Int) -> Bool {
    guard tree[node].kind == CXCursor_DeclRefExpr,
      case .variable(let id, _) = declarations.declaration(referencedBy: tree[node].cursor)
    else { return false }
    return byteVariables.contains(id)
  }

  /// Whether an expression is a pointer to a record or to memory of no type but for what
  /// it is cast to.
  private func isUntyped(_ node: Int) -> Bool {
    let pointee = types.pointee(tree[strip(node)].cursor.type)?.category
    return pointee == .void || pointee == .record
  }

  /// Whether an amount is written with numbers and sizes of types alone: the tail of a
  /// record, and no member that another place chooses.
  private func isPlain(_ node: Int) -> Bool {
    switch tree[node].kind {
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral, CXCursor_UnaryExpr: return true
    case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr,
      CXCursor_UnaryOperator, CXCursor_BinaryOperator:
      let operands = tree.children(of: node).filter { SyntaxTree.isExpression(tree[$0].kind) }
      return !operands.isEmpty && operands.allSatisfy(isPlain)
    default: return false
    }
  }
}
