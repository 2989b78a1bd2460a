import SourceModel

/// Records that begin alike and are read or written as one another.
struct AlikeRecords {
  private let alike: [LayoutID: Set<LayoutID>]
  /// For two of them, the positions of the members that have been made one.
  private var positions: [Pair: Set<Int>] = [:]
  /// The members that are read or written as those of other records, and where at first.
  private(set) var joined: [NodeID: SourceLocation?] = [:]

  private struct Pair: Hashable {
    let one, other: LayoutID
  }

  /// `nil` for a program without any.
  init?(_ graph: ProgramGraph) {
    let layouts = graph.entered.layouts
    alike = layouts.all.reduce(into: [:]) {
      let found = layouts.alike($1)
      if !found.isEmpty { $0[$1] = found }
    }
    if alike.isEmpty { return nil }
  }

  /// Makes the members one that lie at the same place of two records and are met in the
  /// same memory.
  mutating func join(in graph: ProgramGraph, _ solver: Solver) {
    let records = RecordAccesses(of: Set(alike.keys), in: graph, solver)
    for (one, others) in alike.sorted(by: { $0.key < $1.key }) {
      guard let met = records.pointers[one] else { continue }
      for other in others.sorted() where one < other {
        guard let otherMet = records.pointers[other], !met.isDisjoint(from: otherMet) else {
          continue
        }
        join(Pair(one: one, other: other), records, in: graph, solver)
      }
    }
  }

  private mutating func join(
    _ pair: Pair, _ records: RecordAccesses, in graph: ProgramGraph, _ solver: Solver
  ) {
    let done = positions[pair, default: []]
    var open = graph.entered.layouts.common(pair.one, pair.other)
      .filter { !done.contains($0.position) }
    for one in records.accesses[pair.one, default: []] {
      for other in records.accesses[pair.other, default: []] {
        let positions = one.positions.clamped(to: other.positions)
        guard one.kind != other.kind || one.kind == .followed,
          open.contains(where: { positions.contains($0.position) })
        else { continue }
        let met = one.pointers.intersection(other.pointers)
        // Past the end of an object there are no members.
        let end = met.pointers.filter { isMeeting(pair, at: $0, in: graph) }
          .map { graph.objects.extents[$0.object] ?? .max }.max()
        guard let end else { continue }
        let reached = open.filter { positions.contains($0.position) && $0.lower < end }
        if reached.isEmpty { continue }
        let location = [one, other].flatMap { access in
          access.followed.filter { !solver.pointsTo($0.key).isDisjoint(from: met) }.values
        }.min()
        for common in reached {
          join(common, in: graph, at: location)
          self.positions[pair, default: []].insert(common.position)
        }
        open.removeAll { common in reached.contains { $0.position == common.position } }
      }
    }
  }

  /// Whether two records that are met in an object may be met at the same place of it: not
  /// if both are members of the record that it is, or it has pointers and no record. Where
  /// it is known to begin as another record, what follows depends on that: of the records
  /// that go on from there each object is one.
  private func isMeeting(_ pair: Pair, at pointer: Pointer, in graph: ProgramGraph) -> Bool {
    if let record = graph.objects.layouts[pointer.object] {
      let layouts = graph.entered.layouts
      if layouts.positions(of: record).isEmpty { return false }
      let isOne = layouts.contains(record, pair.one)
      let isOther = layouts.contains(record, pair.other)
      return isOne != isOther || !isOne && pointer.isInterior
    }
    return switch graph.objects.kinds[Int(pointer.object)] {
    case .heap: !isCopy(pointer.object, in: graph)
    case .place, .foreign, .throughAddress: true
    default: false
    }
  }

  /// Whether a block is one that `strdup` makes: text.
  private func isCopy(_ block: ObjectID, in graph: ProgramGraph) -> Bool {
    graph.allocations[block, default: []].contains {
      graph.calls[$0].facts.familyFunction?.role == .duplicate
    }
  }

  private mutating func join(
    _ common: LayoutTable.Common, in graph: ProgramGraph, at location: SourceLocation?
  ) {
    for member in [common.one, common.other] where joined[member] == nil {
      joined[member] = .some(location)
    }
    guard common.holdsPointer, graph.entered.integers.canHoldPointer(common.one),
      graph.entered.integers.canHoldPointer(common.other)
    else { return }
    graph.add(Constraint(.copy, common.one, common.other), at: location)
    graph.add(Constraint(.copy, common.other, common.one), at: location)
  }
}
