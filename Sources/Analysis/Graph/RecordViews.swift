import SourceModel

/// The members of records that code reaches by other types than their records'.
///
/// A field is one node for all objects, and what an object holds besides is a node of its
/// own. Code that reads a record as a pointer (`*(void **)object`), or as another record
/// that begins alike, sees both, and the fields of both records. It is seldom met, so it is
/// looked for when the program has been solved: what is found is added, and all is solved on.
struct RecordViews {
  /// What has been added of first members.
  private var known: Set<Copy> = []
  private var alike: AlikeRecords?

  private struct Copy: Hashable {
    let from, to: NodeID
  }

  init(_ graph: ProgramGraph) {
    if !graph.trustsMembers { alike = AlikeRecords(graph) }
  }

  /// The members that are read or written as those of other records, and where at first.
  var joined: [NodeID: SourceLocation?] { alike?.joined ?? [:] }

  /// Adds the constraints by which a solved program reaches the members of the records that
  /// its pointers point at.
  ///
  /// - Returns: Those that are new.
  mutating func add(to graph: ProgramGraph, _ solver: Solver) -> [Constraint] {
    let first = graph.constraints.count
    if !graph.objects.layouts.isEmpty { addFirstMembers(to: graph, solver) }
    alike?.join(in: graph, solver)
    return Array(graph.constraints[first...])
  }

  /// The loads and stores that reach the first members of records.
  private mutating func addFirstMembers(to graph: ProgramGraph, _ solver: Solver) {
    let members = graph.objects.layouts.compactMapValues { graph.entered.layouts.first(of: $0) }
    var records = PointerSet()
    for object in members.keys { records.insert(Pointer(object).raw) }
    // Many nodes point at the same, and many objects are of one record.
    var reached: [Int32: [NodeID]] = [:]
    for position in graph.constraints.indices {
      let constraint = graph.constraints[position]
      let isLoad = constraint.kind == .load
      guard isLoad || constraint.kind == .store, constraint.c != Constraint.copiesBytes else {
        continue
      }
      let (pointer, other) =
        isLoad ? (constraint.a, constraint.b) : (constraint.b, constraint.a)
      guard let place = solver.representative(of: pointer) else { continue }
      let found =
        reached[place]
        ?? Self.distinct(
          solver.pointsTo(pointer).intersection(records).pointers.compactMap {
            members[$0.object]
          })
      reached[place] = found
      for member in found {
        let view = isLoad ? Copy(from: member, to: other) : Copy(from: other, to: member)
        guard known.insert(view).inserted else { continue }
        graph.add(Constraint(.copy, view.from, view.to), at: graph.locations[position])
      }
    }
  }

  /// Each once, in their order.
  private static func distinct(_ nodes: [NodeID]) -> [NodeID] {
    var seen: Set<NodeID> = []
    return nodes.filter { seen.insert($0).inserted }
  }
}
