import CLibClang
import SourceModel

/// What an assignment writes to.
enum Place {
  /// A variable or field; for a field, with the object that it belongs to.
  case node(FlowNodeID, base: Expression?)
  /// What the pointer points at.
  case target(of: FlowNodeID)
  /// Nothing that can hold a pointer or a counter.
  case none
}

extension FlowBuilder {
  /// The place that an expression names, evaluating what it takes to get there.
  func place(of node: Int) -> Place {
    let place = place(named: node)
    if case .target(let pointer) = place, category(of: node) == .record {
      noteRecord(through: pointer, node)
    }
    return place
  }

  /// - Parameter member: the member for which a record is named; `nil` where all of it is
  ///   meant.
  func place(named node: Int, for member: Declaration.Field? = nil) -> Place {
    let node = strip(node)
    let cursor = tree[node].cursor
    switch tree[node].kind {
    case CXCursor_DeclRefExpr:
      guard case .variable(let id, _) = declarations.declaration(referencedBy: cursor) else {
        return .none
      }
      return .node(id, base: nil)
    case CXCursor_MemberRefExpr:
      guard case .field(let field) = declarations.declaration(referencedBy: cursor) else {
        return evaluateChildren(node)
      }
      let base = memberBase(of: node, for: member ?? field)
      return .node(field.node, base: base)
    case CXCursor_ArraySubscriptExpr: return element(of: node)
    case CXCursor_UnaryOperator:
      guard let child = tree.firstChild(of: node) else { return .none }
      switch unaryOperator(node) {
      // Where it cannot be told, it is the one that lvalues commonly have.
      case .dereference, nil: return target(of: value(of: child))
      // `__extension__`
      case .other: return place(of: child)
      default: return target(of: value(of: node))
      }
    default: return target(of: value(of: node))
    }
  }

  func target(of pointer: FlowNodeID?) -> Place {
    pointer.map { .target(of: $0) } ?? .none
  }

  /// The place of `base[index]`: an array collapses into the place that holds it.
  private func element(of node: Int) -> Place {
    let children = tree.children(of: node)
    guard children.count == 2 else { return evaluateChildren(node) }
    let base = strip(children[0])
    if category(of: base) == .array {
      _ = value(of: children[1])
      return place(of: base)
    }
    let first = value(of: children[0])
    let second = value(of: children[1])
    // `2[p]` is legal C, too.
    if category(of: children[0]) == .integer { return target(of: second) }
    guard let pointer = first else { return .none }
    if isOffset(from: children[0], by: children[1]) {
      return target(of: memberPointer(from: pointer, at: node))
    }
    guard let index = expression(of: children[1]).constantValue, index < 0 else {
      return target(of: pointer)
    }
    // What is before an element or a member may be the start.
    let before = declarations.temporary()
    add(.interior(from: pointer, to: before), at: node)
    add(.base(from: pointer, to: before), at: node)
    return target(of: before)
  }

  func evaluateChildren(_ node: Int) -> Place {
    tree.forEachChild(of: node) { _ = value(of: $0) }
    return .none
  }

  /// The address of a place, as a node.
  ///
  /// - Parameter marks: whether the place counts as one whose address is taken.
  func address(of node: Int, marks: Bool = true) -> FlowNodeID? {
    let inner = strip(node)
    switch tree[inner].kind {
    case CXCursor_DeclRefExpr:
      switch declarations.declaration(referencedBy: tree[inner].cursor) {
      case .variable(let id, _):
        if marks, category(of: inner) != .array { facts.addressTaken.append(id) }
        if marks { noteVariable(id, at: inner) }
        return pointing(at: .place(id), from: node)
      case .function: return value(of: inner)
      default: return nil
      }
    case CXCursor_MemberRefExpr: return memberAddress(inner, marks: marks)
    case CXCursor_ArraySubscriptExpr: return elementAddress(inner)
    case CXCursor_UnaryOperator:
      // `&*p` is `p`.
      return tree.firstChild(of: inner).flatMap { value(of: $0) }
    case CXCursor_CompoundLiteralExpr:
      return literal(inner).map { pointing(at: .place($0), from: node) }
    default: return value(of: inner)
    }
  }

  /// `&p[i]`: the middle of what `p` points at, unless `i` is 0.
  private func elementAddress(_ node: Int) -> FlowNodeID? {
    let children = tree.children(of: node)
    guard children.count == 2 else { return nil }
    let first = value(of: children[0])
    let second = value(of: children[1])
    let isLeft = category(of: children[0]) != .integer
    guard let pointer = isLeft ? first : second else { return nil }
    let index = expression(of: children[isLeft ? 1 : 0]).constantValue
    if index == 0 { return pointer }
    let result = declarations.temporary()
    add(.interior(from: pointer, to: result), at: node)
    noteOffset(from: children[0], by: children[1], to: result, at: node)
    // A negative index may lead back to the start.
    if (index ?? -1) < 0 { add(.base(from: pointer, to: result), at: node) }
    return result
  }

  /// A new node that points at an object.
  func pointing(at object: FlowObject, from node: Int) -> FlowNodeID {
    let result = declarations.temporary()
    add(.address(of: object, to: result), at: node)
    return result
  }

  // MARK: Assignments

  /// Assigns the value of an expression to a place and gives its node.
  ///
  /// - Parameters:
  ///   - known: the category of the place, where the type does not tell.
  ///   - isCertain: whether it is known that something is assigned at all, and
  ///     not another operator's work.
  @discardableResult
  func store(
    to place: Place, type: CXType, from source: Int, at node: Int,
    as known: TypeFacts.Category? = nil, isCertain: Bool = true
  ) -> FlowNodeID? {
    let category = known ?? types.category(type)
    if category == .record, case .node(let target, _) = place {
      let address = pointing(at: .place(target), from: node)
      assignRecord(
        to: address, object: .variable(declarations.nodes[Int(target)]), type: type, from: source,
        at: node)
      return nil
    }
    let from = value(of: source)
    switch place {
    case .node(let target, let base):
      if let from, target != from {
        if category == .integer { noteInteger(target) }
        add(.copy(from: from, to: target), at: node)
      }
      if category == .pointer { noteBytes(target, type: type, from: source) }
      if category == .pointer || category == .integer {
        let value = isCertain ? expression(of: source) : opaque(node)
        record(
          target, base, value: value, loses: loss(of: source, to: type),
          isNull: value.constantValue == 0,
          call: isCertain ? call(returning: source) : nil,
          alternatives: isCertain && category == .pointer ? alternatives(of: source) : [],
          source: from,
          statement: category == .pointer ? ownStatement(node) : nil, at: node)
        noteElementWrite(of: target, type: type, value: value, at: node)
      }
      current.assign(isCertain ? from : nil, to: target)
    case .target(let pointer):
      if let from {
        let value = category == .integer ? integer(from: from, at: node) : from
        add(.store(from: value, pointer: pointer), at: node)
      }
      if category == .pointer { facts.pointerWrites.append(pointer) }
      noteCharacterWrite(
        through: pointer, type: type, value: isCertain ? expression(of: source) : opaque(node),
        at: node)
    case .none: break
    }
    return from
  }

  /// Assigns a whole record: what lies in its bytes, and each of its fields.
  ///
  /// - Parameters:
  ///   - target: a pointer to the record that is written, if it is known.
  ///   - object: that record as an expression.
  func assignRecord(
    to target: FlowNodeID?, object: Expression, type: CXType, from source: Int, at node: Int
  ) {
    let from = objectAddress(source)
    if let from, let target { add(.transfer(from: from, to: target), at: node) }
    storeFields(
      of: type, to: Self.pointed(object), from: Self.pointed(expression(of: source)), at: node)
  }

  private func storeFields(
    of type: CXType, to object: Expression, from source: Expression, at node: Int
  ) {
    for cursor in fieldCursors(of: type) {
      guard case .field(let field) = declarations.declaration(of: cursor) else { continue }
      let name = declarations.nodes[Int(field.node)]
      let value = Expression.field(base: source, field: name)
      switch types.category(field.type) {
      case .record where Self.isUnnamed(cursor):
        storeFields(of: field.type, to: object, from: source, at: node)
      case .record:
        storeFields(
          of: field.type, to: .field(base: object, field: name), from: value, at: node)
      case .pointer, .integer:
        record(field.node, object, value: value, isNull: false, call: nil, at: node)
      case .array: noteArray(field, at: node)
      default: break
      }
    }
  }

  /// Notes that an array is written with the record that it is a member of: others may
  /// read its characters through a pointer.
  private func noteArray(_ field: Declaration.Field, at node: Int) {
    let element = types.element(field.type)
    switch types.category(element) {
    case .integer, .other:
      noteWrite(through: pointing(at: .place(field.node), from: node), part: nil, at: node)
    case .record:
      for cursor in fieldCursors(of: element) {
        guard case .field(let inner) = declarations.declaration(of: cursor),
          types.category(inner.type) == .array
        else { continue }
        noteArray(inner, at: node)
      }
    default: break
    }
  }

  /// `p` for `*p`, as the base of a field: `(*p).f` is `p->f`.
  static func pointed(_ object: Expression) -> Expression {
    if case .dereference(let pointer) = object { pointer } else { object }
  }

  /// Records a store to a variable or field.
  func record(
    _ target: FlowNodeID, _ base: Expression?, value: Expression, loses: Conversion = .nothing,
    isNull: Bool, call: Int?, alternatives: [Int?] = [], source: FlowNodeID? = nil,
    statement: ByteRange? = nil, at node: Int
  ) {
    let isUnknown = value.constantValue == nil && declarations.bitFields.contains(target)
    facts.stores.append(
      FlowStore(
        target: target, base: base, value: isUnknown ? opaque(node) : value, loses: loses,
        isNull: isNull, call: call, alternatives: alternatives, source: source,
        statement: statement, function: function,
        location: location(of: node), order: nextOrder(), block: block, isRepeated: isRepeated))
  }

  /// Notes a write of an integer to an array by the array's own name: others
  /// may read its characters through a pointer.
  func noteElementWrite(of array: FlowNodeID, type: CXType, value: Expression, at node: Int) {
    guard [.integer, .other].contains(types.category(type)),
      let target = tree.firstChild(of: node).map(strip),
      tree[target].kind == CXCursor_ArraySubscriptExpr
    else { return }
    noteCharacterWrite(
      through: pointing(at: .place(array), from: node), type: type, value: value, at: node)
  }

  /// Notes a write of a number through a pointer, which may cut a string or change a
  /// counter; or of a pointer, where a cast has made one to pointers of something else.
  func noteCharacterWrite(
    through pointer: FlowNodeID, type: CXType, value: Expression, at node: Int
  ) {
    let target = types.facts(type)
    let cast = cast(below: node)
    switch target.category {
    case .integer, .other: break
    case .pointer where cast.map { types.category($0.source) != .pointer } ?? false: break
    default: return
    }
    guard let size = target.size else { return }
    let isNonZero = size == 1 && (value.constantValue.map { $0 & 0xFF != 0 } ?? false)
    noteWrite(
      through: pointer, isNonZero: isNonZero, isZero: size == 1 && value.constantValue == 0,
      part: cast.flatMap { part(of: $0.source, bytes: $0.isAtStart ? size : nil) }, at: node)
  }

  /// Notes a write through a pointer.
  func noteWrite(
    through pointer: FlowNodeID, isNonZero: Bool = false, isZero: Bool = false,
    part: CharacterWrite.Part?, at node: Int
  ) {
    let place = tree.firstChild(of: node).map { expression(of: $0) } ?? opaque(node)
    facts.characterWrites.append(
      CharacterWrite(
        pointer: pointer, isNonZero: isNonZero, isZero: isZero, place: place, part: part,
        function: function, location: location(of: node), order: nextOrder(), block: block,
        isRepeated: isRepeated))
  }

  /// The first bytes of a record; `nil` for another type.
  func part(of record: CXType, bytes: Int?) -> CharacterWrite.Part? {
    types.category(record) == .record
      ? CharacterWrite.Part(record: types.facts(record).spelling, bytes: bytes) : nil
  }

  /// What the pointer points at before its cast by which something is assigned, as in
  /// `*(T *)p = x`, `((T *)p)[i] = x` and `atomic_store((T *)p, x)`.
  private func cast(below assignment: Int) -> (source: CXType, isAtStart: Bool)? {
    tree.firstChild(of: assignment).flatMap { cast(at: $0) }
  }

  /// The same for the place that is assigned, or read.
  func cast(at place: Int) -> (source: CXType, isAtStart: Bool)? {
    var pointer = withoutParentheses(place)
    var isAtStart = true
    if tree[pointer].kind != CXCursor_CStyleCastExpr {
      if tree[pointer].kind == CXCursor_ArraySubscriptExpr {
        isAtStart =
          tree.children(of: pointer).last.map { expression(of: $0).constantValue == 0 } ?? false
      }
      guard let inner = tree.firstChild(of: pointer).map(withoutParentheses) else { return nil }
      pointer = inner
    }
    guard tree[pointer].kind == CXCursor_CStyleCastExpr, let operand = onlyOperand(of: pointer)
    else { return nil }
    return types.pointeeType(tree[strip(operand)].cursor.type).map { ($0, isAtStart) }
  }

  func withoutParentheses(_ node: Int) -> Int {
    var node = node
    while tree[node].kind == CXCursor_ParenExpr, let inner = onlyOperand(of: node) { node = inner }
    return node
  }
}
