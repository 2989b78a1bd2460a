import CLibClang
import SourceModel

extension FlowBuilder {
  /// Describes the value of an expression without evaluating it.
  func expression(of node: Int) -> Expression {
    let node = strip(node)
    let children = tree.children(of: node)
    switch tree[node].kind {
    case CXCursor_DeclRefExpr: return reference(to: node)
    case CXCursor_MemberRefExpr:
      guard
        case .field(let id, _, _) = declarations.declaration(
          referencedBy: tree[node].cursor), let base = children.first
      else { return opaque(node) }
      return .field(base: expression(of: base), field: declarations.nodes[Int(id)])
    case CXCursor_ArraySubscriptExpr where children.count == 2:
      return .element(base: expression(of: children[0]), index: expression(of: children[1]))
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral:
      return Self.evaluate(tree[node].cursor).map { .constant($0) } ?? opaque(node)
    case CXCursor_UnaryExpr: return sizeOf(node)
    case CXCursor_UnaryOperator where children.count == 1: return unary(node, children[0])
    case CXCursor_BinaryOperator where children.count == 2:
      return binary(node, children[0], children[1])
    case CXCursor_CallExpr: return callExpression(node, children)
    case CXCursor_StringLiteral:
      return .opaque(text: "string literal", offset: node)
    default: return opaque(node)
    }
  }

  /// An expression that equals only itself, in this walk of this function.
  private func opaque(_ node: Int) -> Expression {
    .opaque(text: function ?? "", offset: node)
  }

  private func reference(to node: Int) -> Expression {
    switch declarations.declaration(referencedBy: tree[node].cursor) {
    case .variable(let id, _): .variable(declarations.nodes[Int(id)])
    case .enumConstant(let value): .constant(value)
    default: opaque(node)
    }
  }

  private func unary(_ node: Int, _ child: Int) -> Expression {
    switch unaryOperator(node) {
    case .dereference: return .dereference(expression(of: child))
    case .minus:
      guard let value = expression(of: child).constantValue else { return opaque(node) }
      return .constant(0 &- value)
    default: return opaque(node)
    }
  }

  private func binary(_ node: Int, _ left: Int, _ right: Int) -> Expression {
    switch binaryOperator(node) {
    case .arithmetic(let sign): .binary(sign, expression(of: left), expression(of: right))
    case .comma: expression(of: right)
    case .assign: expression(of: right)
    default: opaque(node)
    }
  }

  private func callExpression(_ node: Int, _ children: [Int]) -> Expression {
    guard let callee = children.first.map(strip), tree[callee].kind == CXCursor_DeclRefExpr,
      case .function(let function) = declarations.declaration(referencedBy: tree[callee].cursor)
    else { return opaque(node) }
    return .call(
      function: function.name, arguments: children.dropFirst().map { expression(of: $0) })
  }

  // MARK: sizeof

  private func sizeOf(_ node: Int) -> Expression {
    guard let bytes = Self.evaluate(tree[node].cursor) else { return opaque(node) }
    guard
      let operand = tree.children(of: node).first(where: { SyntaxTree.isExpression(tree[$0].kind) })
    else { return .sizeOf(type: namedType(node, bytes: bytes) ?? "", bytes: bytes) }
    return .sizeOf(type: types.facts(tree[strip(operand)].cursor.type).spelling, bytes: bytes)
  }

  /// The type of `sizeof(type)`, which libclang gives only by the name that
  /// occurs in it: taken if that type has the evaluated size, since
  /// `sizeof(T *)` and `sizeof(T[2])` name `T`, too.
  private func namedType(_ node: Int, bytes: Int) -> String? {
    guard let name = tree.firstChild(of: node), tree[name].kind == CXCursor_TypeRef else {
      return nil
    }
    let facts = types.facts(clang_getCursorType(tree[name].cursor.referenced))
    return facts.size == bytes ? facts.spelling : nil
  }

  // MARK: Evaluation

  /// The integer that clang evaluates a cursor to.
  static func evaluate(_ cursor: CXCursor) -> Int? {
    guard let result = clang_Cursor_Evaluate(cursor) else { return nil }
    defer { clang_EvalResult_dispose(result) }
    guard clang_EvalResult_getKind(result) == CXEval_Int else { return nil }
    return Int(clang_EvalResult_getAsLongLong(result))
  }

  // MARK: Operators by their tokens, for a libclang that does not tell

  /// The token between the extents of a binary operator's operands; `nil` when
  /// a macro's body hides it.
  func tokenBetweenChildren(of node: Int) -> String? {
    let children = tree.children(of: node)
    guard children.count == 2,
      let (file, lower) = files.position(tree[children[0]].cursor.end),
      let (other, upper) = files.position(tree[children[1]].cursor.start), file == other,
      lower <= upper
    else { return nil }
    let lexed = files.lexed(file)
    let between = lexed.tokens(in: ByteRange(lower, upper)).filter {
      lexed.tokens[$0].kind == .punctuation
    }
    return between.count == 1 ? lexed.text(lexed.tokens[between[0]]) : nil
  }

  /// The first or last token of a unary operator's extent that does not belong
  /// to its operand; `nil` when a macro's body hides it.
  func edgeToken(of node: Int) -> String? {
    guard let child = tree.firstChild(of: node),
      let (file, start) = files.position(tree[node].cursor.start),
      let (_, end) = files.position(tree[node].cursor.end),
      let (other, inner) = files.position(tree[child].cursor.start), file == other,
      let (_, innerEnd) = files.position(tree[child].cursor.end)
    else { return nil }
    let lexed = files.lexed(file)
    let outside = lexed.tokens(
      in: start < inner ? ByteRange(start, inner) : ByteRange(innerEnd, end)
    )
    .filter { lexed.tokens[$0].kind != .comment }
    return outside.count == 1 ? lexed.text(lexed.tokens[outside[0]]) : nil
  }
}
