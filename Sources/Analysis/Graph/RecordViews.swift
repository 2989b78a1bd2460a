import SourceModel

/// The members of records that code reaches by other types than their records'.
///
/// A field is one node for all objects, and what an object holds besides is a node of its
/// own. Code that reads a record as a pointer (`*(void **)object`), or as another record
/// that begins alike, sees both, and the fields of both records. It is seldom met, so it is
/// looked for when the program has been solved: what is found is added, and all is solved on.
struct RecordViews {
  /// What has been added.
  private var known: Set<Constraint> = []
  /// For each record, those that begin alike and have not been seen to be read as it.
  private var unjoined: [LayoutID: Set<LayoutID>] = [:]
  /// The members that are read or written as those of other records, and where at first.
  private(set) var joined: [NodeID: SourceLocation?] = [:]

  init(_ graph: ProgramGraph) {
    guard !graph.trustsMembers else { return }
    for layout in graph.entered.layouts.all {
      unjoined[layout] = graph.entered.layouts.alike(layout)
    }
  }

  /// Adds the constraints by which a solved program reaches the members of the records that
  /// its pointers point at.
  ///
  /// - Returns: Those that are new.
  mutating func add(to graph: ProgramGraph, _ solver: Solver) -> [Constraint] {
    guard !graph.objects.layouts.isEmpty else { return [] }
    let first = graph.constraints.count
    addFirstMembers(to: graph, solver)
    if !unjoined.isEmpty { joinRecords(of: graph, solver) }
    return Array(graph.constraints[first...])
  }

  /// The loads and stores that reach the first members of records.
  private mutating func addFirstMembers(to graph: ProgramGraph, _ solver: Solver) {
    let members = graph.objects.layouts.compactMapValues { graph.entered.layouts.first(of: $0) }
    var records = PointerSet()
    for object in members.keys { records.insert(Pointer(object).raw) }
    // Many nodes point at the same.
    var reached: [Int32: [NodeID]] = [:]
    for (constraint, location) in zip(graph.constraints, graph.locations)
    where constraint.c != Constraint.copiesBytes {
      let isLoad = constraint.kind == .load
      guard isLoad || constraint.kind == .store else { continue }
      let (pointer, other) =
        isLoad ? (constraint.a, constraint.b) : (constraint.b, constraint.a)
      guard let place = solver.representative(of: pointer) else { continue }
      let found =
        reached[place]
        ?? solver.pointsTo(pointer).intersection(records).pointers.compactMap { members[$0.object] }
      reached[place] = found
      for member in found {
        let view = isLoad ? Constraint(.copy, member, other) : Constraint(.copy, other, member)
        if known.insert(view).inserted { graph.add(view, at: location) }
      }
    }
  }

  /// Makes the members one that lie at the start of a record and of another one, as which it
  /// is read or written.
  private mutating func joinRecords(of graph: ProgramGraph, _ solver: Solver) {
    var records: [LayoutID: PointerSet] = [:]
    for (object, layout) in graph.objects.layouts {
      records[layout, default: PointerSet()].insert(Pointer(object).raw)
    }
    func meet(_ node: NodeID, _ layout: LayoutID) -> Bool {
      records[layout].map { !solver.pointsTo(node).isDisjoint(from: $0) } ?? false
    }
    for layout in graph.entered.recordPointers.keys.sorted() {
      guard let others = unjoined[layout], !others.isEmpty else { continue }
      let pointers = graph.entered.recordPointers[layout, default: [:]]
      let reached = solver.pointsToAny(of: pointers.keys)
      for other in others.sorted()
      where records[other].map({ !reached.isDisjoint(from: $0) }) ?? false {
        let location = pointers.filter { meet($0.key, other) }.values.min()
        join(layout, other, of: graph, at: location)
      }
    }
    joinCopies(of: graph, solver)
  }

  /// The same for records that are copied into others.
  private mutating func joinCopies(of graph: ProgramGraph, _ solver: Solver) {
    func layouts(_ node: NodeID) -> Set<LayoutID> {
      Set(
        solver.pointsTo(node).pointers.lazy.filter { !$0.isInterior }
          .compactMap { graph.objects.layouts[$0.object] })
    }
    var sources: [NodeID: [NodeID]] = [:]
    for constraint in graph.constraints
    where constraint.kind == .load && constraint.c == Constraint.copiesBytes {
      sources[constraint.b, default: []].append(constraint.a)
    }
    for (constraint, location) in zip(graph.constraints, graph.locations)
    where constraint.kind == .store && constraint.c == Constraint.copiesBytes {
      let targets = layouts(constraint.b)
      if targets.isEmpty { continue }
      for source in sources[constraint.a, default: []] {
        for layout in layouts(source).sorted() {
          for other in targets.intersection(unjoined[layout, default: []]).sorted() {
            join(layout, other, of: graph, at: location)
          }
        }
      }
    }
  }

  private mutating func join(
    _ layout: LayoutID, _ other: LayoutID, of graph: ProgramGraph, at location: SourceLocation?
  ) {
    unjoined[layout]?.remove(other)
    unjoined[other]?.remove(layout)
    for common in graph.entered.layouts.common(layout, other) {
      for member in [common.one, common.other] where joined[member] == nil {
        joined[member] = .some(location)
      }
      guard common.holdsPointer, graph.entered.integers.canHoldPointer(common.one),
        graph.entered.integers.canHoldPointer(common.other)
      else { continue }
      graph.add(Constraint(.copy, common.one, common.other), at: location)
      graph.add(Constraint(.copy, common.other, common.one), at: location)
    }
  }
}
