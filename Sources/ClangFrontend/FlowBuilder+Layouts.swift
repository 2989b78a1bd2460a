import CLibClang
import SourceModel

/// What a unit's facts have of the records that are reached through pointers.
struct ReachedRecords {
  /// The records, and arrays of records, of which the address is taken somewhere.
  fileprivate var addressed: Set<FlowNodeID> = []
  /// What is in `FlowFacts.recordPointers`, by the layout.
  fileprivate var pointers: [Int: Set<FlowNodeID>] = [:]
  /// Positions in `FlowFacts.layouts`, by layout and by the types met so far; `nil` for
  /// types that are no records with pointers or integers.
  fileprivate var indices: [FlowLayout: Int] = [:]
  fileprivate var types: [UnsafeMutableRawPointer?: Int?] = [:]
}

/// The records that are reached through pointers, for code that knows them by other types.
extension FlowBuilder {
  /// Notes where a record, or an array of records, of which other code may get the
  /// address has its pointers and integers.
  func noteRecord(_ id: FlowNodeID, type: CXType) {
    let record = types.element(type)
    guard types.category(record) == .record, reached.addressed.insert(id).inserted,
      let layout = layout(of: record)
    else { return }
    facts.recordPlaces.append(FlowRecordPlace(id, layout: layout))
  }

  /// Notes that members of a record are read or written through a pointer.
  ///
  /// - Parameter node: the record or the pointer.
  func noteRecord(through pointer: FlowNodeID?, _ node: Int) {
    guard let pointer, let layout = layout(reachedBy: tree[node].cursor.type) else { return }
    guard reached.pointers[layout, default: []].insert(pointer).inserted else { return }
    facts.recordPointers.append(
      FlowRecordPointer(pointer, layout: layout, at: location(of: node)))
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
    facts.layouts.append(layout)
    reached.indices[layout] = facts.layouts.count - 1
    return facts.layouts.count - 1
  }
}
