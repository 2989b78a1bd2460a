import CLibClang
import SourceModel

/// What a unit's facts have of the records that are reached through pointers.
struct ReachedRecords {
  /// The records, and arrays of records, of which the address is taken somewhere.
  fileprivate var addressed: Set<FlowNodeID> = []
  /// The other variables of which it is taken.
  fileprivate var measured: Set<FlowNodeID> = []
  /// What is in `FlowFacts.recordPointers`.
  fileprivate var pointers: Set<Members> = []
  /// Positions in a layout, by its index and the member's node; `nil` for what is no pointer
  /// and no integer.
  fileprivate var positions: [FlowRecordPlace: Range<Int>?] = [:]
  /// Positions in `FlowFacts.layouts`, by layout and by the types met so far; `nil` for
  /// types that are no records with pointers or integers.
  fileprivate var indices: [FlowLayout: Int] = [:]
  fileprivate var types: [UnsafeMutableRawPointer?: Int?] = [:]

  fileprivate struct Members: Hashable {
    var pointer: FlowNodeID
    var layout: Int
    var words: Range<Int>
  }
}

/// The records that are reached through pointers, for code that knows them by other types,
/// and unions.
extension FlowBuilder {
  /// Notes a variable, of which other code may get the address, as `noteRecord` does; how
  /// large it is, if it is no record.
  func noteVariable(_ id: FlowNodeID, at node: Int) {
    let type = tree[node].cursor.type
    noteRecord(id, type: type)
    guard types.category(types.element(type)) != .record, reached.measured.insert(id).inserted,
      clang_isCursorDefinition(tree[node].cursor.referenced) != 0
    else { return }
    let size = Int(clang_Type_getSizeOf(type))
    if size > 0 { facts.extents.append(FlowExtent(id, bits: 8 * size)) }
  }

  /// Notes where a record, or an array of records, of which other code may get the
  /// address has its pointers and integers; and that pointers have no record there.
  func noteRecord(_ id: FlowNodeID, type: CXType) {
    let record = types.element(type)
    let category = types.category(record)
    guard category == .record || category == .pointer, reached.addressed.insert(id).inserted,
      let layout = category == .record ? layout(of: record) : layoutOfPointers
    else { return }
    facts.recordPlaces.append(FlowRecordPlace(id, layout: layout))
  }

  /// Notes that members of a record are read or written through a pointer.
  ///
  /// - Parameters:
  ///   - node: the record or the pointer.
  ///   - member: which of them; `nil` for all.
  func noteRecord(
    through pointer: FlowNodeID?, _ node: Int, member: Declaration.Field? = nil
  ) {
    guard let pointer, let layout = layout(reachedBy: tree[node].cursor.type),
      let words = positions(of: member, in: layout)
    else { return }
    let members = ReachedRecords.Members(pointer: pointer, layout: layout, words: words)
    guard reached.pointers.insert(members).inserted else { return }
    facts.recordPointers.append(
      FlowRecordPointer(pointer, layout: layout, words: words, at: location(of: node)))
  }

  /// Where a member lies in a layout, or all of them.
  private func positions(of member: Declaration.Field?, in layout: Int) -> Range<Int>? {
    let all = facts.layouts[layout].words
    guard let member else { return all.indices }
    let key = FlowRecordPlace(member.node, layout: layout)
    if let known = reached.positions[key] { return known }
    let nodes = layouts.nodes(of: member, declarations)
    let first = all.firstIndex { nodes.contains($0.node) }
    let last = all.lastIndex { nodes.contains($0.node) }
    let positions = first.flatMap { first in last.map { first..<$0 + 1 } }
    reached.positions[key] = .some(positions)
    return positions
  }

  private func layout(reachedBy type: CXType) -> Int? {
    if let known = reached.types[type.data.0] { return known }
    let record = types.pointeeType(type) ?? type
    let layout = types.category(record) == .record ? layout(of: record) : nil
    reached.types[type.data.0] = .some(layout)
    return layout
  }

  /// Where a record has its pointers: position in the unit's layouts; `nil` for nowhere.
  func layout(of record: CXType) -> Int? {
    let layout = layouts.layout(of: record, declarations)
    if layout.words.isEmpty { return nil }
    if let known = reached.indices[layout] { return known }
    // A pointer may lead to the records in it.
    for field in Self.fields(of: clang_getCanonicalType(record)) {
      let inner = types.element(field.type)
      if types.category(inner) == .record { _ = self.layout(of: inner) }
    }
    return index(of: layout)
  }

  /// That of what holds pointers and is no record: it has no members.
  var layoutOfPointers: Int { index(of: FlowLayout(words: [])) }

  private func index(of layout: FlowLayout) -> Int {
    if let known = reached.indices[layout] { return known }
    facts.layouts.append(layout)
    reached.indices[layout] = facts.layouts.count - 1
    return facts.layouts.count - 1
  }

  /// Makes the members of unions that share their bytes one, for all unions met
  /// so far.
  func addUnions() {
    var unions = declarations.takeUnions()
    while !unions.isEmpty {
      for union in unions {
        let cursor = clang_getTypeDeclaration(union)
        let location = files.position(clang_getCursorLocation(cursor)).map(files.location)
        let alike = layouts.alike(in: union, declarations)
        for (one, other) in layouts.shared(in: union, declarations) {
          // A pointer that is kept as an integer is meant to be read as another member.
          let isMeant = one.isInteger || alike.contains(FlowPair(one.node, other.node))
          let kind: FlowEdge.Kind =
            isMeant
            ? .copy(from: one.node, to: other.node) : .overlay(from: one.node, to: other.node)
          noteIntegers(one, other)
          facts.edges.append(FlowEdge(kind, at: location ?? Self.nowhere))
        }
      }
      unions = declarations.takeUnions()
    }
  }
}
