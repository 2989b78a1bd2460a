/// The pointers at the start of records that code reads and writes through pointers to
/// pointers, as `*(void **)object`.
///
/// A field is one node for all objects, and what an object holds besides is a node of its
/// own; such code sees both. It is seldom met, so it is looked for when the program has
/// been solved: what is found is added, and all is solved on.
struct FirstMemberViews {
  /// What has been added.
  fileprivate var known: Set<Constraint> = []
}

extension ProgramGraph {
  /// Adds the constraints by which the loads and stores of a solved program reach the
  /// first members of the records that their pointers point at.
  ///
  /// - Returns: Those that are new.
  func add(_ views: inout FirstMemberViews, in solver: Solver) -> [Constraint] {
    guard !objects.records.isEmpty else { return [] }
    let first = constraints.count
    for (constraint, location) in zip(constraints, locations)
    where constraint.c != Constraint.copiesBytes {
      let isLoad = constraint.kind == .load
      guard isLoad || constraint.kind == .store else { continue }
      let (pointer, other) =
        isLoad ? (constraint.a, constraint.b) : (constraint.b, constraint.a)
      for record in solver.pointsTo(pointer).intersection(objects.records).pointers {
        guard let member = objects.firstMembers[record.object] else { continue }
        let view = isLoad ? Constraint(.copy, member, other) : Constraint(.copy, other, member)
        if views.known.insert(view).inserted { add(view, at: location) }
      }
    }
    return Array(constraints[first...])
  }
}
