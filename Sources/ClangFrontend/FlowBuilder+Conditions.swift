import CLibClang
import SourceModel

/// What a condition says of pointers and integers when it holds and when it does not.
struct ConditionGuards {
  var ifTrue: [FlowGuard] = []
  var ifFalse: [FlowGuard] = []

  /// What the opposite condition says.
  var negated: ConditionGuards { ConditionGuards(ifTrue: ifFalse, ifFalse: ifTrue) }
}

extension FlowBuilder {
  /// Reads `p`, `!p`, `p == NULL`, `(p = f()) != 0` and what `&&`, `||` and
  /// `__builtin_expect` make of them. An operator that cannot be told says
  /// nothing.
  func guards(of outer: Int) -> ConditionGuards {
    let node = strip(outer)
    let children = tree.children(of: node)
    switch tree[node].kind {
    case CXCursor_UnaryOperator where children.count == 1 && unaryOperator(node) == .not:
      return guards(of: children[0]).negated
    case CXCursor_BinaryOperator where children.count == 2:
      if [.assign, .comma].contains(binaryOperator(node)), category(of: node) == .integer,
        isCut(outer)
      {
        return ConditionGuards()
      }
      return guards(of: node, children[0], children[1])
    case CXCursor_CallExpr:
      guard case .call("__builtin_expect", _) = expression(of: node) else { return pointer(node) }
      let arguments = children.filter { SyntaxTree.isExpression(tree[$0].kind) }
      return arguments.count == 3 ? guards(of: arguments[1]) : ConditionGuards()
    default: return pointer(outer)
    }
  }

  private func guards(of node: Int, _ left: Int, _ right: Int) -> ConditionGuards {
    switch binaryOperator(node) {
    case .assign: return pointer(left)
    case .comma: return guards(of: right)
    case .comparison(let sign) where sign == "==" || sign == "!=":
      let isLeftNull = expression(of: left).constantValue == 0
      guard isLeftNull || expression(of: right).constantValue == 0 else {
        return ConditionGuards()
      }
      let tested = guards(of: isLeftNull ? right : left)
      return sign == "==" ? tested.negated : tested
    case .logical(let sign):
      let (one, other) = (guards(of: left), guards(of: right))
      return sign == "&&"
        ? ConditionGuards(ifTrue: Self.either(one.ifTrue, other.ifTrue))
        : ConditionGuards(ifFalse: Self.either(one.ifFalse, other.ifFalse))
    default: return pointer(node)
    }
  }

  /// What holds when two conditions do, each of which may be what fails else.
  private static func either(_ one: [FlowGuard], _ other: [FlowGuard]) -> [FlowGuard] {
    (one + other).map { FlowGuard(place: $0.place, isNull: $0.isNull, isExact: false) }
  }

  /// A pointer's value as a condition, or that of what is assigned to it; an integer's
  /// if it is a variable's.
  private func pointer(_ outer: Int) -> ConditionGuards {
    let node = strip(outer)
    let children = tree.children(of: node)
    if tree[node].kind == CXCursor_BinaryOperator, children.count == 2,
      binaryOperator(node) == .assign
    {
      return pointer(children[0])
    }
    let place = expression(of: node)
    switch category(of: node) {
    case .pointer: break
    case .integer:
      guard case .variable = place, !isCut(outer) else { return ConditionGuards() }
    default: return ConditionGuards()
    }
    return ConditionGuards(
      ifTrue: [FlowGuard(place: place, isNull: false, isExact: true)],
      ifFalse: [FlowGuard(place: place, isNull: true, isExact: true)])
  }
}
