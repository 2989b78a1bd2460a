import CLibClang
import SourceModel

extension FlowBuilder {
  /// Describes the value of an expression without evaluating it.
  ///
  /// Parentheses and casts that keep sizes are dropped; an integer that a
  /// conversion may cut is opaque, and so is what lies deeper than any size.
  func expression(of node: Int) -> Expression { expression(of: node, depth: 0, isPart: false) }

  /// Sizes are shallow; deeper expressions would be copied at each level.
  private static let deepest = 24

  /// - Parameter isPart: whether it is part of a place or an argument, which is
  ///   written out where it is used: one that changes what it reads is none then.
  private func expression(of outer: Int, depth: Int, isPart: Bool) -> Expression {
    guard depth < Self.deepest else { return opaque(outer) }
    let (node, isCut) = value(below: outer)
    if isCut {
      guard !isOfPlace(outer) else { return opaque(outer) }
      return Self.evaluate(tree[outer].cursor).map { .constant($0) } ?? opaque(outer)
    }
    func inner(_ child: Int) -> Expression {
      expression(of: child, depth: depth + 1, isPart: true)
    }
    func again(_ child: Int) -> Expression {
      expression(of: child, depth: depth + 1, isPart: isPart)
    }
    let children = tree.children(of: node)
    switch tree[node].kind {
    case CXCursor_DeclRefExpr where isVolatile(node): return opaque(node)
    case CXCursor_DeclRefExpr: return reference(to: node)
    case CXCursor_MemberRefExpr where isVolatile(node): return opaque(node)
    case CXCursor_MemberRefExpr:
      guard case .field(let field) = declarations.declaration(referencedBy: tree[node].cursor),
        let base = children.first
      else { return opaque(node) }
      // `(*p).f` is `p->f`, but `(*p)->f` is neither; `(&r)->f` is `r.f`.
      let isPointer = category(of: base) == .pointer
      let operand = isPointer ? operand(of: .addressOf, base) : operand(of: .dereference, base)
      return .field(base: inner(operand ?? base), field: declarations.nodes[Int(field.node)])
    case CXCursor_ArraySubscriptExpr where children.count == 2:
      guard !isRecast(children[0]) || isOfRecords(node, children[0]) else { return opaque(node) }
      return .element(base: inner(children[0]), index: inner(children[1]))
    case CXCursor_UnaryExpr: return sizeOf(node) ?? opaque(node)
    case CXCursor_UnaryOperator where children.count == 1:
      return unary(node, children[0], inner, isPart: isPart)
    case CXCursor_BinaryOperator where children.count == 2:
      return binary(node, children[0], children[1], again, isPart: isPart)
    case CXCursor_CompoundAssignOperator where children.count == 2 && !isPart:
      return inner(children[0])
    case CXCursor_CallExpr: return callExpression(node, children, inner)
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral, CXCursor_GenericSelectionExpr:
      return constant(node)
    case CXCursor_ConditionalOperator where children.count == 3:
      return choice(node, children, inner)
    // `offsetof`, the only one with a conversion's kind that is none.
    case CXCursor_UnexposedExpr: return constant(node)
    default: return opaque(node)
    }
  }

  /// Whether what an expression names is a number that others may change at any time.
  private func isVolatile(_ node: Int) -> Bool {
    let type = clang_getCanonicalType(tree[node].cursor.type)
    return clang_isVolatileQualifiedType(type) != 0 && types.category(type) == .integer
  }

  /// The operand of an operator, if that is what an expression is.
  private func operand(of sign: UnaryOperator, _ outer: Int) -> Int? {
    let node = strip(outer)
    guard tree[node].kind == CXCursor_UnaryOperator, unaryOperator(node) == sign else {
      return nil
    }
    return tree.firstChild(of: node)
  }

  /// Whether a written cast changes what a pointer points at: another number of bytes is
  /// there then, and another one's elements.
  private func isRecast(_ outer: Int) -> Bool {
    let node = strip(outer)
    var step = outer
    while step != node {
      if tree[step].kind == CXCursor_CStyleCastExpr {
        return types.pointee(tree[outer].cursor.type)?.spelling
          != types.pointee(tree[node].cursor.type)?.spelling
      }
      step = onlyOperand(of: step) ?? node
    }
    return false
  }

  /// Whether an element is a record that is reached through a `void *`, which has no
  /// elements of its own.
  private func isOfRecords(_ element: Int, _ base: Int) -> Bool {
    category(of: element) == .record
      && types.pointee(tree[strip(base)].cursor.type)?.category == .void
  }

  func isExpression(_ node: Int) -> Bool { SyntaxTree.isExpression(tree[node].kind) }

  /// The expression inside parentheses and casts, and whether one of them may
  /// cut it.
  private func value(below outer: Int) -> (node: Int, isCut: Bool) {
    let node = strip(outer)
    var isCut = false
    var step = outer
    while step != node, !isCut {
      let next = onlyOperand(of: step) ?? node
      isCut = types.cuts(from: tree[next].cursor.type, to: tree[step].cursor.type)
      step = next
    }
    return (node, isCut)
  }

  /// Whether parentheses and casts, written or implied, may cut an integer.
  func isCut(_ node: Int) -> Bool { value(below: node).isCut }

  /// What the casts and conversions around an expression lose of its value until it
  /// has a type: the declared one of a parameter, to which libclang converts no
  /// argument if the function is defined in the old style.
  func loss(of outer: Int, to type: CXType) -> Conversion {
    let node = strip(outer)
    var result = types.loss(from: tree[outer].cursor.type, to: type)
    var step = outer
    while step != node {
      let next = onlyOperand(of: step) ?? node
      let inner = types.loss(from: tree[next].cursor.type, to: tree[step].cursor.type)
      // What a cast cuts is no expression any more.
      if inner == .sign, result == .nothing { result = .sign }
      step = next
    }
    return result
  }

  func constant(_ node: Int) -> Expression {
    guard category(of: node) == .integer, !isOfPlace(node) else { return opaque(node) }
    return Self.evaluate(tree[node].cursor).map { .constant($0) } ?? opaque(node)
  }

  /// Whether a constant comes out of a macro that tells where it stands.
  func isOfPlace(_ node: Int) -> Bool {
    guard let (file, start) = startPosition(of: node) else { return false }
    let range = ByteRange(start, max(start + 1, endOffset(of: node)))
    return expansions.tellsPlace(file: file, range: range)
  }

  /// An expression that equals only itself: the declaration around it and the
  /// place in it tell it apart.
  func opaque(_ node: Int) -> Expression {
    .opaque(text: place, offset: node)
  }

  private func reference(to node: Int) -> Expression {
    switch declarations.declaration(referencedBy: tree[node].cursor) {
    case .variable(let id, _): .variable(declarations.nodes[Int(id)])
    case .enumConstant(let value): .constant(value)
    default: opaque(node)
    }
  }

  private func unary(
    _ node: Int, _ child: Int, _ inner: (Int) -> Expression, isPart: Bool
  ) -> Expression {
    switch unaryOperator(node) {
    // What it is afterwards.
    case .increment, .decrement:
      return !isPart && isPrefix(node, child) ? inner(child) : opaque(node)
    case .dereference: return isRecast(child) ? opaque(node) : .dereference(inner(child))
    // `&p[n]` is `p + n`.
    case .addressOf:
      let element = strip(child)
      let parts = tree.children(of: element)
      guard tree[element].kind == CXCursor_ArraySubscriptExpr, parts.count == 2,
        countsBytes(parts[0]), types.pointee(tree[parts[0]].cursor.type) != nil
      else { return opaque(node) }
      let (start, index) = (inner(parts[0]), inner(parts[1]))
      return index.constantValue == 0 ? start : .binary("+", start, index, .pointer)
    case .minus:
      guard let value = inner(child).constantValue else { return opaque(node) }
      return .constant(0 &- value)
    default: return opaque(node)
    }
  }

  /// Whether a unary operator surely stands before its operand.
  private func isPrefix(_ node: Int, _ operand: Int) -> Bool {
    guard let (file, start) = startPosition(of: node),
      let (other, inner) = startPosition(of: operand)
    else { return false }
    return file == other && start < inner
  }

  private func binary(
    _ node: Int, _ left: Int, _ right: Int, _ inner: (Int) -> Expression, isPart: Bool
  ) -> Expression {
    switch binaryOperator(node) {
    case .arithmetic(let sign?):
      guard countsBytes(left), countsBytes(right) else { return opaque(node) }
      // The difference of two pointers is none.
      let hasPointer = [left, right].contains { types.pointee(tree[$0].cursor.type) != nil }
      let type = hasPointer ? .pointer : types.arithmetic(tree[node].cursor.type)
      return .binary(sign, inner(left), inner(right), type)
    case .comma: return inner(right)
    case .assign:
      guard !cuts(right, to: left) else { return opaque(node) }
      let (value, place) = (inner(right), inner(left))
      guard mayChange(value, through: place) else { return value }
      // The place has another value by the time that anybody reads it.
      return isPart ? opaque(node) : place
    // Whatever the operator, it may have made a constant.
    case .arithmetic(nil), .other, nil: return constant(node)
    default: return opaque(node)
    }
  }

  /// Whether an assignment to a place may change what an expression reads.
  private func mayChange(_ value: Expression, through place: Expression) -> Bool {
    switch place {
    case .variable, .field: value.places.contains { $0 == place.places.first }
    default: value.constantValue == nil
    }
  }

  /// Whether arithmetic with an operand counts in ones, as that of pointers to
  /// larger elements does not, with and without the casts around it: a number is none
  /// that was a pointer.
  private func countsBytes(_ node: Int) -> Bool {
    let outer = types.pointee(tree[node].cursor.type)
    let inner = types.pointee(tree[strip(node)].cursor.type)
    guard let outer, let inner else { return outer == nil && inner == nil }
    return outer.size == 1 && inner.size == 1
  }

  /// Whether what an assignment stores may be less than its right side.
  private func cuts(_ right: Int, to left: Int) -> Bool {
    guard category(of: left) == .integer else { return false }
    if case .field(let field) = declarations.declaration(
      referencedBy: tree[strip(left)].cursor), declarations.bitFields.contains(field.node)
    {
      return true
    }
    return types.cuts(from: tree[strip(right)].cursor.type, to: tree[left].cursor.type)
  }

  private func callExpression(
    _ node: Int, _ children: [Int], _ inner: (Int) -> Expression
  ) -> Expression {
    guard let callee = children.first.map(strip), tree[callee].kind == CXCursor_DeclRefExpr,
      case .function(let function) = declarations.declaration(referencedBy: tree[callee].cursor)
    else { return opaque(node) }
    if function.name == "strlen", children.count == 2, let text = literalText(children[1]),
      !isOfPlace(children[1])
    {
      return .constant(text.utf8.count)
    }
    return .call(function: function.name, arguments: children.dropFirst().map(inner))
  }

  // MARK: Evaluation

  /// The integer that clang evaluates a cursor to.
  static func evaluate(_ cursor: CXCursor) -> Int? {
    guard let result = clang_Cursor_Evaluate(cursor) else { return nil }
    defer { clang_EvalResult_dispose(result) }
    guard clang_EvalResult_getKind(result) == CXEval_Int else { return nil }
    if clang_EvalResult_isUnsignedInt(result) != 0 {
      return Int(exactly: clang_EvalResult_getAsUnsigned(result))
    }
    return Int(clang_EvalResult_getAsLongLong(result))
  }

  /// The characters of the string literal that an expression is, casts aside;
  /// `nil` when it is none.
  func literalText(_ outer: Int) -> String? {
    let literal = strip(outer)
    guard tree[literal].kind == CXCursor_StringLiteral else { return nil }
    // libclang evaluates the conversion to a pointer, not the array.
    var step: Int? = outer
    while let node = step {
      if let text = Self.evaluateText(tree[node].cursor) { return text }
      step = onlyOperand(of: node)
    }
    // Nor what stands in parentheses.
    return LiteralSpelling.text(tree[literal].cursor.spelling)
  }

  private static func evaluateText(_ cursor: CXCursor) -> String? {
    guard let result = clang_Cursor_Evaluate(cursor) else { return nil }
    defer { clang_EvalResult_dispose(result) }
    guard clang_EvalResult_getKind(result) == CXEval_StrLiteral,
      let text = clang_EvalResult_getAsStr(result)
    else { return nil }
    return String(validatingCString: text)
  }

  // MARK: Operators by their tokens, for a libclang that does not tell

  /// The token between the extents of a binary operator's operands; `nil` when
  /// a macro's body hides it.
  func tokenBetweenChildren(of node: Int) -> String? {
    let children = tree.children(of: node)
    guard children.count == 2,
      let (file, lower) = endPosition(of: children[0]),
      let (other, upper) = startPosition(of: children[1]), file == other,
      lower <= upper
    else { return nil }
    let lexed = files.lexed(file)
    let between = lexed.tokens(in: ByteRange(lower, upper)).filter {
      lexed.tokens[$0].kind == .punctuation
    }
    guard between.count == 1 else { return nil }
    let token = lexed.tokens[between[0]]
    // Where both are a macro's arguments, what its body has between them is not seen.
    let isSeparator = lexed.isSpelled(token, ",") && files.partsMacroArguments(token, in: file)
    return isSeparator ? nil : lexed.text(token)
  }

  /// The first or last token of a unary operator's extent that does not belong
  /// to its operand; `nil` when a macro's body hides it.
  func edgeToken(of node: Int) -> String? {
    guard let child = tree.firstChild(of: node),
      let (file, start) = startPosition(of: node),
      let (_, end) = endPosition(of: node),
      let (other, inner) = startPosition(of: child), file == other,
      let (_, innerEnd) = endPosition(of: child)
    else { return nil }
    let lexed = files.lexed(file)
    let outside = lexed.tokens(
      in: start < inner ? ByteRange(start, inner) : ByteRange(innerEnd, end)
    )
    .filter { lexed.tokens[$0].kind != .comment }
    return outside.count == 1 ? lexed.text(lexed.tokens[outside[0]]) : nil
  }
}
