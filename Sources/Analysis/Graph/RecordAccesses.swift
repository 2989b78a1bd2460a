import SourceModel

/// As which records the memory of a solved program is read and written: the views of it that
/// `AlikeRecords` compares.
struct RecordAccesses {
  /// Members of a record, by their positions in its layout, and where they are met.
  struct Access {
    let kind: Kind
    let positions: Range<Int>
    var pointers: PointerSet
    /// The pointers that are followed, and where at first.
    var followed: [NodeID: SourceLocation] = [:]
  }

  enum Kind {
    /// The record is declared or allocated there.
    case declared
    /// It is copied there as bytes.
    case copied
    /// A pointer is followed.
    case followed
  }

  private let graph: ProgramGraph
  private let solver: Solver
  private(set) var accesses: [LayoutID: [Access]] = [:]
  /// For each layout, all pointers to records of it.
  private(set) var pointers: [LayoutID: PointerSet] = [:]

  /// - Parameter layouts: the ones that matter.
  init(of layouts: Set<LayoutID>, in graph: ProgramGraph, _ solver: Solver) {
    self.graph = graph
    self.solver = solver
    var records: [LayoutID: PointerSet] = [:]
    for (object, layout) in graph.objects.layouts {
      records[layout, default: PointerSet()].insert(Pointer(object).raw)
    }
    for (layout, starts) in records {
      for inner in graph.entered.layouts.inner(of: layout) where layouts.contains(inner) {
        // Arrays have records of their own layout in the middle.
        var all = starts.interiors()
        if inner == layout { _ = all.formUnion(starts) }
        add(.declared, all, to: inner)
      }
    }
    for layout in layouts {
      let members = graph.entered.recordPointers[layout, default: [:]]
      for (positions, followed) in members.sorted(by: { Self.precedes($0.key, $1.key) }) {
        let reached = solver.pointsToAny(of: followed.keys)
        _ = pointers[layout, default: PointerSet()].formUnion(reached)
        accesses[layout, default: []].append(
          Access(kind: .followed, positions: positions, pointers: reached, followed: followed))
      }
    }
    addCopies(of: layouts)
  }

  private static func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    (one.lowerBound, one.upperBound) < (other.lowerBound, other.upperBound)
  }

  /// Adds memory that all members of a record may lie in.
  ///
  /// - Returns: Whether some of it is new.
  @discardableResult
  private mutating func add(_ kind: Kind, _ memory: PointerSet, to layout: LayoutID) -> Bool {
    let position = accesses[layout, default: []].firstIndex { $0.kind == kind }
    _ = pointers[layout, default: PointerSet()].formUnion(memory)
    guard let position else {
      let all = graph.entered.layouts.positions(of: layout)
      accesses[layout, default: []].append(Access(kind: kind, positions: all, pointers: memory))
      return true
    }
    return !accesses[layout]![position].pointers.formUnion(memory).isEmpty
  }

  /// Memory that bytes are copied from, and to.
  private struct Copies {
    /// The records that are known to lie there.
    var records: Set<LayoutID>
    /// What may be any record.
    let untyped: PointerSet
    var targets = PointerSet()
  }

  /// Adds the memory that records are copied to as bytes.
  private mutating func addCopies(of layouts: Set<LayoutID>) {
    var copies = copies()
    for position in copies.indices {
      for layout in copies[position].records.intersection(layouts) {
        add(.copied, copies[position].targets, to: layout)
      }
    }
    // What is copied may be copied on.
    var grown = layouts
    while let layout = grown.popFirst() {
      for position in copies.indices
      where pointers[layout]?.isDisjoint(from: copies[position].untyped) == false {
        guard copies[position].records.insert(layout).inserted else { continue }
        if add(.copied, copies[position].targets, to: layout) { grown.insert(layout) }
      }
    }
  }

  /// What is copied as bytes, once for each memory that it is copied from.
  private func copies() -> [Copies] {
    var ends: [NodeID: (from: [NodeID], to: [NodeID])] = [:]
    for constraint in graph.constraints where constraint.c == Constraint.copiesBytes {
      switch constraint.kind {
      case .load: ends[constraint.b, default: ([], [])].from.append(constraint.a)
      case .store: ends[constraint.a, default: ([], [])].to.append(constraint.b)
      default: break
      }
    }
    let layouts = graph.objects.layouts
    var typed = PointerSet()
    for object in layouts.keys {
      typed.insert(Pointer(object).raw)
      typed.insert(Pointer(object).raw | 1)
    }
    var copies: [PointerSet: Copies] = [:]
    for (from, to) in ends.values {
      let sources = solver.pointsToAny(of: from)
      let records = sources.intersection(typed).pointers.compactMap { layouts[$0.object] }
      _ = copies[
        sources, default: Copies(records: Set(records), untyped: sources.subtracting(typed))
      ].targets.formUnion(solver.pointsToAny(of: to))
    }
    return Array(copies.values)
  }
}
