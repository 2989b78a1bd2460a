import CLibClang
import SourceModel

extension FlowBuilder {
  func unaryOperator(_ node: Int) -> UnaryOperator? {
    if let known = unaryOperators[node] { return known }
    let found =
      Operators.unary(tree[node].cursor) { self.edgeToken(of: node) } ?? unaryByTypes(node)
    unaryOperators[node] = .some(found)
    return found
  }

  func unary(_ node: Int) -> FlowNodeID? {
    guard let child = tree.firstChild(of: node) else { return nil }
    switch unaryOperator(node) {
    case .addressOf: return address(of: child)
    case .dereference: return rvalue(of: place(of: node), node)
    case .increment: return step(child, Change("+", by: .constant(1), .int), at: node)
    case .decrement: return step(child, Change("-", by: .constant(1), .int), at: node)
    case .step: return advance(place(of: child), child, by: nil, at: node)
    case .minus, .not, .other:
      let operand = value(of: child)
      return holdsPointers(node) ? operand : nil
    case nil: return unknownUnary(child, node)
    }
  }

  /// An operator that could not be told: whatever it may be is recorded.
  private func unknownUnary(_ child: Int, _ node: Int) -> FlowNodeID? {
    let isPointer = category(of: node) == .pointer
    let isAddress = isPointer && category(of: child) != .pointer
    if isAddress { return address(of: child) }
    let place = place(of: child)
    // `++` or `--`, whichever.
    let stepped = advance(place, child, by: nil, at: node)
    // `*`
    guard case .node(let id, _) = place, isPointer else { return stepped }
    let result = declarations.temporary()
    add(.copy(from: stepped ?? id, to: result), at: node)
    add(.load(pointer: id, to: result), at: node)
    return result
  }

  /// `p++`, `p += n` and their like.
  private func step(_ target: Int, _ change: Change, at node: Int) -> FlowNodeID? {
    advance(place(of: target), target, by: change, at: node)
  }

  /// What is added to a counter or a pointer, or done to it otherwise.
  private struct Change {
    /// `nil` when it is not known.
    let sign: String?
    let amount: Expression
    let type: ArithmeticType
    /// What the amount holds, if it is an integer that can hold a pointer.
    let node: FlowNodeID?

    init(
      _ sign: String?, by amount: Expression, _ type: ArithmeticType, node: FlowNodeID? = nil
    ) {
      self.sign = sign
      self.amount = amount
      self.type = type
      self.node = node
    }
  }

  /// Changes a counter or a pointer by an amount, or by one that is not known.
  private func advance(
    _ place: Place, _ target: Int, by change: Change?, at node: Int
  ) -> FlowNodeID? {
    let type = tree[target].cursor.type
    let category = category(of: target)
    guard category == .pointer || category == .integer else {
      if case .target(let pointer) = place {
        noteCharacterWrite(through: pointer, type: type, value: opaque(node), at: node)
      }
      return nil
    }
    var isKept = category == .integer && !types.isNarrow(type)
    if category == .pointer { isKept = types.pointee(type)?.size == 1 }
    var value = opaque(node)
    if let change, let sign = change.sign, isKept {
      value = .binary(
        sign, expression(of: target), change.amount,
        max(types.arithmetic(type), change.type))
    }
    switch place {
    case .node(let id, let base):
      record(id, base, value: value, isNull: false, call: nil, at: node)
      current.assign(nil, to: id)
      noteElementWrite(of: id, type: type, value: value, at: node)
      guard holdsPointers(target) else { return nil }
      if category == .pointer {
        move(from: id, to: id, change, at: node)
        return id
      }
      noteInteger(id)
      if let added = change?.node, added != id { add(.copy(from: added, to: id), at: node) }
      return id
    case .target(let pointer):
      noteCharacterWrite(through: pointer, type: type, value: value, at: node)
      guard holdsPointers(target) else { return nil }
      let old = temporary(for: target)
      add(.load(pointer: pointer, to: old), at: node)
      if category == .pointer {
        move(from: old, to: old, change, at: node)
        add(.store(from: old, pointer: pointer), at: node)
      } else if let added = change?.node {
        add(.copy(from: added, to: old), at: node)
        add(.store(from: old, pointer: pointer), at: node)
      }
      return old
    case .none: return nil
    }
  }

  /// `__builtin_mul_overflow(a, b, &product)`: an assignment to what the last
  /// operand points at, which is no address that is taken.
  func checkedArithmetic(_ operands: [Int]) {
    for operand in operands.dropLast() { _ = value(of: operand) }
    guard let last = operands.last.map(strip) else { return }
    if case .addressOf = unaryOperator(last), let result = tree.firstChild(of: last) {
      _ = advance(place(of: result), result, by: nil, at: last)
    } else if let pointer = value(of: last), let type = types.pointeeType(tree[last].cursor.type) {
      noteCharacterWrite(through: pointer, type: type, value: opaque(last), at: last)
    }
  }

  /// Pointer arithmetic. Only an amount that is known to lead forwards cannot
  /// lead back to the start.
  private func move(
    from: FlowNodeID, to: FlowNodeID, _ change: Change?, at node: Int
  ) {
    let steps = change?.amount.constantValue
    if steps == 0, change?.sign == "+" || change?.sign == "-" {
      if from != to { add(.copy(from: from, to: to), at: node) }
      return
    }
    add(.interior(from: from, to: to), at: node)
    let isForward = change?.sign == "+" && (steps ?? -1) >= 0
    let isBackward = change?.sign == "-" && (steps ?? 1) <= 0
    if !isForward && !isBackward { add(.base(from: from, to: to), at: node) }
  }

  func binaryOperator(_ node: Int) -> BinaryOperator? {
    if let known = binaryOperators[node] { return known }
    let found =
      Operators.binary(tree[node].cursor) { self.tokenBetweenChildren(of: node) }
      ?? binaryByOperands(node)
    binaryOperators[node] = .some(found)
    return found
  }

  func binary(_ node: Int) -> FlowNodeID? {
    let children = tree.children(of: node)
    guard children.count == 2 else { return union(node, skipping: 0) }
    let (left, right) = (children[0], children[1])
    switch binaryOperator(node) {
    case .assign: return assign(left, right, node)
    case .compoundAssign(let sign):
      let added = value(of: right)
      let type = types.arithmetic(tree[right].cursor.type)
      let result = step(
        left, Change(sign, by: expression(of: right), type, node: added), at: node)
      if let result { noteOffset(from: left, by: right, to: result, at: node) }
      return result
    case .comma:
      _ = value(of: left)
      return value(of: right)
    case .arithmetic(let sign): return arithmetic(left, sign, right, node)
    case .comparison:
      let one = value(of: left)
      compare(one, left, with: value(of: right), right)
      return nil
    case .logical:
      _ = value(of: left)
      _ = inBlock { value(of: right) }
      return nil
    case .other:
      let first = value(of: left)
      let second = inBlock { value(of: right) }
      compare(first, left, with: second, right)
      return holdsPointers(node) ? computed(from: [first, second], node) : nil
    case nil: return unknownBinary(left, right, node)
    }
  }

  /// Notes a comparison of two pointers that may point at functions.
  private func compare(_ one: FlowNodeID?, _ left: Int, with other: FlowNodeID?, _ right: Int) {
    guard let one, let other, [left, right].contains(where: { mayBeFunction(strip($0)) })
    else { return }
    facts.comparisons.append(FlowPair(one, other))
  }

  private func mayBeFunction(_ node: Int) -> Bool {
    let type = tree[node].cursor.type
    return types.category(type) == .function || types.holdsFunctions(type)
      || types.pointee(type)?.category == .void
  }

  /// An operator that could not be told: it may be an assignment as well as an
  /// addition, a comma or a comparison. Each operand is evaluated once.
  private func unknownBinary(_ left: Int, _ right: Int, _ node: Int) -> FlowNodeID? {
    let place = place(of: left)
    let first = rvalue(of: place, left)
    let assigned = store(
      to: place, type: tree[left].cursor.type, from: right, at: node, as: category(of: left),
      isCertain: false)
    compare(first, left, with: assigned, right)
    return holdsPointers(node) ? computed(from: [first, assigned], node) : assigned
  }

  /// What any operator may make of some operands.
  private func computed(from operands: [FlowNodeID?], _ node: Int) -> FlowNodeID {
    let result = temporary(for: node)
    for operand in operands.compactMap({ $0 }) {
      add(.copy(from: operand, to: result), at: node)
      if category(of: node) == .pointer { move(from: operand, to: result, nil, at: node) }
    }
    return result
  }

  private func assign(_ left: Int, _ right: Int, _ node: Int) -> FlowNodeID? {
    let type = tree[left].cursor.type
    if types.category(type) == .record {
      let target = objectAddress(left)
      assignRecord(
        to: target, object: expression(of: left), type: type, from: right, at: node)
      return target
    }
    return store(
      to: place(of: left), type: type, from: right, at: node, as: category(of: left))
  }

  private func arithmetic(_ left: Int, _ sign: String?, _ right: Int, _ node: Int) -> FlowNodeID? {
    let first = value(of: left)
    let second = value(of: right)
    let category = category(of: node)
    guard category == .pointer else {
      // Integers hold the pointers that they are computed from; the difference of two
      // pointers and a remainder are none.
      let operands = [(first, left), (second, right)].filter { self.category(of: $0.1) == .integer }
      guard sign != "%", holdsPointers(node) else { return nil }
      return join(operands.compactMap(\.0), node)
    }
    let isLeft = self.category(of: left) != .integer
    guard let pointer = isLeft ? first : second else { return nil }
    let result = declarations.temporary()
    let change = Change(sign, by: expression(of: isLeft ? right : left), .pointer)
    move(from: pointer, to: result, change, at: node)
    noteOffset(from: isLeft ? left : right, by: isLeft ? right : left, to: result, at: node)
    return result
  }

  /// A pointer made from an integer: the one that was kept there, or one that
  /// arithmetic has made of it.
  func pointer(from integer: FlowNodeID, at node: Int) -> FlowNodeID {
    let result = declarations.temporary()
    add(.copy(from: integer, to: result), at: node)
    move(from: integer, to: result, nil, at: node)
    return result
  }
}
