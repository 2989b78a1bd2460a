import CLibClang
import SourceModel

extension FlowBuilder {
  /// Initialises a place of a type from an expression or a braced list.
  ///
  /// - Parameter object: the place as an expression, the base of its members.
  func initialise(_ place: Place, object: Expression, type: CXType, from node: Int) {
    let node = strippedList(node)
    let category = types.category(type)
    guard tree[node].kind == CXCursor_InitListExpr else {
      if category == .record {
        let address: FlowNodeID? =
          if case .node(let id, _) = place, !isMember(object) {
            pointing(at: .place(id), from: node)
          } else { nil }
        assignRecord(to: address, object: object, type: type, from: node, at: node)
      } else {
        store(to: place, type: type, from: node, at: node)
      }
      return
    }
    switch category {
    case .record, .array:
      var list = InitialiserList(builder: self, place: place, object: object, type: type)
      list.read(node)
    default:
      // `int n = {1}`
      tree.forEachChild(of: node) { initialise(place, object: object, type: type, from: $0) }
    }
  }

  /// Whether an expression names a member rather than a variable: the member's
  /// node stands for all records' and is no object of its own.
  private func isMember(_ object: Expression) -> Bool {
    if case .field = object { true } else { false }
  }

  /// A designator's wrapper around a braced list stands in the list's place.
  private func strippedList(_ node: Int) -> Int {
    let stripped = strip(node)
    return tree[stripped].kind == CXCursor_InitListExpr ? stripped : node
  }

  /// The fields of a record in order, from its definition; worked out once.
  func fieldCursors(of type: CXType) -> [CXCursor] {
    let canonical = clang_getCanonicalType(type)
    if let known = fieldLists[canonical.data.0] { return known }
    let fields = Self.fields(of: canonical)
    fieldLists[canonical.data.0] = fields
    return fields
  }

  /// Whether a field has no name, be it padding or a record whose members are
  /// the outer record's; some versions of clang make up a name for it.
  static func isUnnamed(_ field: CXCursor) -> Bool {
    let name = field.spelling
    return name.isEmpty || name.contains("(")
  }

  /// The fields of a record in order; those of anonymous members stand where
  /// the member does.
  static func fields(of type: CXType) -> [CXCursor] {
    let list = FieldList()
    clang_Type_visitFields(
      clang_getCanonicalType(type),
      { cursor, data in
        if let data {
          Unmanaged<FieldList>.fromOpaque(data).takeUnretainedValue().cursors.append(cursor)
        }
        return CXVisit_Continue
      }, Unmanaged.passUnretained(list).toOpaque())
    return list.cursors
  }

  private final class FieldList { var cursors: [CXCursor] = [] }
}

/// Reads one braced list: which element initialises which member, where the
/// braces of inner aggregates are left out, too (C11 6.7.9).
private struct InitialiserList {
  /// An aggregate that is being filled.
  private struct Level {
    var type: CXType
    var place: Place
    var object: Expression
    /// The fields of a record; `nil` for an array.
    var fields: [CXCursor]?
    /// The members that there are; the largest number for an array of no
    /// known length.
    var count: Int
    /// The member that comes next.
    var position = 0
  }

  /// One member of an aggregate.
  private struct Member {
    var place: Place
    var object: Expression
    var type: CXType
  }

  let builder: FlowBuilder
  private var levels: [Level] = []
  /// The arrays of numbers that have had their store.
  private var numbers: Set<FlowNodeID> = []
  /// The members of the outermost aggregate that have got something.
  private var given: Set<Int> = []

  init(builder: FlowBuilder, place: Place, object: Expression, type: CXType) {
    self.builder = builder
    push(Member(place: place, object: object, type: type))
  }

  private var tree: SyntaxTree { builder.tree }

  /// Reads the elements of the list.
  mutating func read(_ list: Int) {
    var next = builder.tree.firstChild(of: list)
    while let element = next {
      let sibling = builder.tree[element].nextSibling
      next = sibling < 0 ? nil : Int(sibling)
      let parts = designation(element)
      if parts.designators.isEmpty {
        place(element)
      } else {
        follow(parts.designators)
        place(parts.value)
      }
    }
    if let outermost = levels.first { clearRest(of: outermost, except: given, at: list) }
  }

  /// Sets the members of a record to null that a list does not mention.
  private func clearRest(of level: Level, except given: Set<Int>, at list: Int) {
    guard let fields = level.fields, !Self.isUnion(level.type) else { return }
    for (position, field) in fields.enumerated() where !given.contains(position) {
      guard let member = member(field, of: level), case .node(let id, let base) = member.place
      else { continue }
      switch builder.types.category(member.type) {
      case .pointer, .integer:
        builder.record(id, base, value: .constant(0), isNull: true, call: nil, at: list)
      case .record: self.level(of: member).map { clearRest(of: $0, except: [], at: list) }
      default: break
      }
    }
  }

  /// Gives an element to the next member.
  private mutating func place(_ element: Int) {
    while let level = levels.last, level.position >= level.count, levels.count > 1 {
      levels.removeLast()
    }
    guard let level = levels.last, level.position < level.count, var member = member(of: level)
    else {
      builder.statement(element)
      return
    }
    given.insert(levels.count == 1 ? level.position : levels[0].position - 1)
    levels[levels.count - 1].position += 1
    while !isWhole(element, member.type), push(member), let level = levels.last,
      let first = self.member(of: level)
    {
      levels[levels.count - 1].position = 1
      member = first
    }
    if isNumber(element, in: levels[levels.count - 1]) { return }
    builder.initialise(member.place, object: member.object, type: member.type, from: element)
  }

  /// Whether an element is one more literal in an array of numbers. Tables hold
  /// them by the thousand; one store tells that the array is written.
  private mutating func isNumber(_ element: Int, in level: Level) -> Bool {
    guard level.fields == nil, case .node(let id, let base) = level.place else { return false }
    switch tree[builder.strip(element)].kind {
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral, CXCursor_FloatingLiteral: break
    default: return false
    }
    guard let type = builder.types.pointeeType(level.type),
      builder.types.category(type) != .pointer
    else { return false }
    if numbers.insert(id).inserted {
      builder.record(
        id, base, value: builder.opaque(element), isNull: false, call: nil, at: element)
    }
    return true
  }

  /// Whether an element initialises a member as a whole rather than the first
  /// member inside.
  private func isWhole(_ element: Int, _ type: CXType) -> Bool {
    let category = builder.types.category(type)
    guard category == .record || category == .array else { return true }
    let stripped = builder.strip(element)
    switch builder.tree[stripped].kind {
    case CXCursor_InitListExpr: return true
    case CXCursor_StringLiteral:
      return category == .array
        && builder.types.pointeeType(type).map { builder.types.category($0) } == .integer
    default:
      return category == .record
        && builder.types.category(builder.tree[stripped].cursor.type) == .record
    }
  }

  // MARK: Members

  /// Goes down into an aggregate; `false` for one without members.
  @discardableResult
  private mutating func push(_ member: Member) -> Bool {
    guard let level = level(of: member) else { return false }
    levels.append(level)
    return true
  }

  /// An aggregate that can be filled; `nil` for one without members, but for the
  /// outermost.
  private func level(of member: Member) -> Level? {
    var level = Level(
      type: member.type, place: member.place, object: member.object, fields: nil, count: 0)
    switch builder.types.category(member.type) {
    case .record:
      let fields = builder.fieldCursors(of: member.type).filter {
        clang_Cursor_isBitField($0) == 0 || !FlowBuilder.isUnnamed($0)
      }
      guard !fields.isEmpty || levels.isEmpty else { return nil }
      level.fields = fields
      level.count = Self.isUnion(member.type) ? min(1, fields.count) : fields.count
    case .array:
      let size = Int(clang_getArraySize(clang_getCanonicalType(member.type)))
      guard size != 0 else { return nil }
      level.count = size > 0 ? size : Int.max
    default: return nil
    }
    return level
  }

  private static func isUnion(_ type: CXType) -> Bool {
    clang_getTypeDeclaration(clang_getCanonicalType(type)).kind == CXCursor_UnionDecl
  }

  /// The member of an aggregate that comes next.
  private func member(of level: Level) -> Member? {
    guard let fields = level.fields else {
      guard let element = builder.types.pointeeType(level.type) else { return nil }
      return Member(
        place: level.place,
        object: .element(base: level.object, index: .constant(level.position)), type: element)
    }
    guard fields.indices.contains(level.position) else { return nil }
    return member(fields[level.position], of: level)
  }

  private func member(_ field: CXCursor, of level: Level) -> Member? {
    guard case .field(let known) = builder.declarations.declaration(of: field) else { return nil }
    // A member without a name is no step in a path.
    let object: Expression =
      FlowBuilder.isUnnamed(field)
      ? level.object
      : .field(base: level.object, field: builder.declarations.nodes[Int(known.node)])
    return Member(place: .node(known.node, base: level.object), object: object, type: known.type)
  }

  // MARK: Designators

  /// The designators in front of an element, and its value.
  private func designation(_ element: Int) -> (designators: [Int], value: Int) {
    // libclang does not expose `.f = v` and `[i] = v`; clang gives them, unlike
    // every value in a list, the type void.
    guard tree[element].kind == CXCursor_UnexposedExpr,
      builder.types.category(tree[element].cursor.type) == .void
    else { return ([], element) }
    let parts = tree.children(of: element)
    guard let last = parts.last, parts.count > 1 else { return ([], element) }
    return (Array(parts.dropLast()), last)
  }

  /// Makes the member that a path of designators names the next one.
  private mutating func follow(_ designators: [Int]) {
    levels.removeLast(levels.count - 1)
    levels[0].position = 0
    for (index, designator) in designators.enumerated() {
      if tree[designator].kind == CXCursor_MemberRef {
        select(tree[designator].cursor.referenced)
      } else {
        // The second bound of a range stands beside its first.
        if index > 0, levels[levels.count - 1].fields == nil,
          tree[designators[index - 1]].kind != CXCursor_MemberRef, isSelected
        {
          continue
        }
        enterSelected()
        let value = builder.expression(of: designator).constantValue ?? 0
        levels[levels.count - 1].position = min(value, levels[levels.count - 1].count - 1)
        isSelected = true
      }
    }
    isSelected = false
  }

  /// Whether the top level's position was set by the designator before.
  private var isSelected = false

  private mutating func enterSelected() {
    guard isSelected, let level = levels.last, let member = member(of: level) else { return }
    levels[levels.count - 1].position += 1
    push(member)
    isSelected = false
  }

  /// Selects a field of the top level, through members without names.
  private mutating func select(_ field: CXCursor) {
    enterSelected()
    guard let level = levels.last, let fields = level.fields else { return }
    let path = Self.path(to: field, in: fields, builder)
    for (depth, position) in path.enumerated() {
      let top = levels.count - 1
      levels[top].position = position
      // A union's later members can be named, too.
      levels[top].count = max(levels[top].count, position + 1)
      if depth < path.count - 1, let member = member(of: levels[top]) {
        levels[top].position += 1
        push(member)
      }
    }
    isSelected = true
  }

  private static func path(
    to field: CXCursor, in fields: [CXCursor], _ builder: FlowBuilder
  ) -> [Int] {
    if let index = fields.firstIndex(where: { clang_equalCursors($0, field) != 0 }) {
      return [index]
    }
    for (index, candidate) in fields.enumerated() where FlowBuilder.isUnnamed(candidate) {
      let inner = path(to: field, in: builder.fieldCursors(of: candidate.type), builder)
      if !inner.isEmpty { return [index] + inner }
    }
    return []
  }
}
