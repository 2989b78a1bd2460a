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

  /// Adds the memory that records are copied to as bytes.
  private mutating func addCopies(of layouts: Set<LayoutID>) {
    var copies: [NodeID: (from: [NodeID], to: [NodeID])] = [:]
    for constraint in graph.constraints where constraint.c == Constraint.copiesBytes {
      switch constraint.kind {
      case .load: copies[constraint.b, default: ([], [])].from.append(constraint.a)
      case .store: copies[constraint.a, default: ([], [])].to.append(constraint.b)
      default: break
      }
    }
    let moved = copies.values.map {
      (from: solver.pointsToAny(of: $0.from), to: solver.pointsToAny(of: $0.to))
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (from, to) in moved {
        for layout in views(of: from) where layouts.contains(layout) {
          if add(.copied, to, to: layout) { isChanged = true }
        }
      }
    }
  }

  /// As what the memory may have been written that is copied from.
  private func views(of sources: PointerSet) -> Set<LayoutID> {
    var views: Set<LayoutID> = []
    var untyped = PointerSet()
    for pointer in sources.pointers {
      if let layout = graph.objects.layouts[pointer.object] {
        views.insert(layout)
      } else {
        untyped.insert(pointer.raw)
      }
    }
    guard !untyped.isEmpty else { return views }
    for (layout, all) in pointers where !all.isDisjoint(from: untyped) { views.insert(layout) }
    return views
  }
}
