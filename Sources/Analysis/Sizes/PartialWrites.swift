import SourceModel

/// What changes the bytes of a record whose pointer is released otherwise than
/// by assignments of its members: it may change the counter and not the pointer.
struct PartialWrites {
  let context: SizeContext
  let unit: Int
  /// The pointer's member and the counters'.
  let members: [FlowNode]

  /// Records with the pointer and the counters, as the program reaches them from one place.
  private struct Place: Hashable {
    var record: HoldingRecord
    var pointers: PointerSet
    /// The unit whose names the record's are.
    var unit: Int
  }

  /// What must be true of the writes that may reach the object with the pointer, or one
  /// from which that one's members are copied; `nil` when it is not: one of them writes a
  /// part of a record.
  func assumptions(_ base: Expression) -> [Assumption]? {
    var result: Set<Assumption> = []
    var pending = places(of: base, unit: unit)
    var seen = Set(pending)
    while let place = pending.popLast() {
      let objects = Set(place.pointers.pointers.map(\.object))
      let changes = Set(objects.flatMap(context.changes)).map { context.graph.mutations[$0] }
      let ranges = place.record.ranges ?? []
      guard !changes.contains(where: { context.runsOn($0, over: ranges, in: objects) }),
        let own = assumptions(place, on: changes, in: objects),
        let others = assumptionsOnOthers(place), let arguments = arguments(for: place)
      else { return nil }
      result.formUnion(own + others)
      for source in sources(of: place, changes) + copies(into: objects) + arguments
      where seen.insert(source).inserted { pending.append(source) }
    }
    return result.sorted()
  }

  private func places(of base: Expression, unit: Int) -> [Place] {
    context.records(holding: members, of: base, unit: unit).map {
      Place(
        record: $0, pointers: context.pointers(holding: $0.base, unit: unit), unit: unit)
    }
  }

  /// - Parameters:
  ///   - changes: the writes that may reach the objects with the record.
  ///   - objects: those objects.
  private func assumptions(
    _ place: Place, on changes: [ProgramGraph.Mutation], in objects: Set<ObjectID>
  ) -> [Assumption]? {
    let reaching = objects.map { Pointer($0) } + place.pointers.pointers.filter(context.isElement)
    let names = members + place.record.base.places
    var result: [Assumption] = []
    for change in changes {
      let targets = context.solution.pointsTo(change.node)
      guard reaching.contains(where: { targets.contains($0.raw) }),
        context.member(writtenBy: change, unit: unit).map(names.contains) ?? true
      else { continue }
      switch extent(of: change, place) {
      case .together: continue
      case .part: return nil
      case .unknown: break
      }
      let text = change.name.isEmpty ? "what is stored" : change.name
      let names = members.map(\.name).joined(separator: " or ")
      result.append("\(text) (\(change.location)) does not change \(names)")
    }
    return result
  }

  /// What must be true of the assignments of other members at the place of a counter:
  /// of another record, as which the program sees the same memory; `nil` when a cast
  /// says that it does.
  private func assumptionsOnOthers(_ place: Place) -> [Assumption]? {
    guard let ranges = place.record.ranges else { return [] }
    let starts = context.starts(of: place.pointers)
    let cast =
      context.graph.nodeID(of: members[0], unit: unit)
      .flatMap { context.index.castRecords[$0] } ?? []
    var result: [Assumption] = []
    for (counter, range) in zip(members, ranges).dropFirst() {
      let writes = context.writes(at: range, in: starts, but: members)
      if writes.contains(where: { $0.records.contains { $0.map(cast.contains) ?? false } }) {
        return nil
      }
      result += MemberWrite.assumptions(writes, on: counter, in: place.record.usr)
    }
    return result
  }

  /// What the bytes of a place are copied from, with all members.
  private func sources(of place: Place, _ changes: [ProgramGraph.Mutation]) -> [Place] {
    changes.compactMap { change in
      guard let call = change.call, case .together = extent(of: change, place),
        let source = context.graph.calls[call].argument(2)
      else { return nil }
      return Place(
        record: place.record, pointers: context.solution.pointsTo(source), unit: place.unit)
    }
  }

  /// What the members of some objects are copied from by assignments.
  private func copies(into objects: Set<ObjectID>) -> [Place] {
    guard let node = context.graph.nodeID(of: members[0], unit: unit) else { return [] }
    return (context.storesByTarget[node] ?? []).flatMap { store -> [Place] in
      guard case .field(let source, members[0]) = store.facts.value, let base = store.facts.base,
        !context.objects(holding: base, unit: store.unit).isDisjoint(with: objects)
      else { return [] }
      return places(of: source, unit: store.unit)
    }
  }

  /// What a parameter that is a record is copied from, none for any other place; `nil`
  /// where a call passes one that has no name.
  private func arguments(for place: Place) -> [Place]? {
    guard case .variable(let variable) = place.record.base,
      case .parameter(_, let index, _) = variable,
      let parameter = context.graph.nodeID(of: variable, unit: place.unit),
      let function = context.graph.nodes.parameterOwners[parameter],
      context.graph.functions[function]?.facts.parameterPointees[safe: index] == .some(nil)
    else { return [] }
    var result: [Place] = []
    for call in context.calls(of: function) {
      guard let argument = call.expression(index + 1), argument.isPlace else { return nil }
      var record = place.record
      record.base = if case .dereference(let pointer) = argument { pointer } else { argument }
      result += context.records(around: record, unit: call.unit).map {
        Place(
          record: $0, pointers: context.pointers(holding: $0.base, unit: call.unit),
          unit: call.unit)
      }
    }
    return result
  }

  /// How much of the members' record is written.
  private enum Extent {
    /// Both members or neither.
    case together
    /// One of them, or a part.
    case part
    case unknown
  }

  private func extent(of change: ProgramGraph.Mutation, _ place: Place) -> Extent {
    let holder = place.record
    let record = holder.usr.flatMap { context.index.record($0, unit: place.unit) }
    if let part = change.write?.part {
      guard record?.type == part.record else { return .unknown }
      guard let bytes = part.bytes, let ranges = holder.ranges else { return .part }
      return ranges.allSatisfy { $0.lowerBound >= 8 * bytes } ? .together : .part
    }
    guard let index = change.call,
      ["memcpy", "memmove", "memset", "mempcpy"].contains(LibraryNames.standard(change.name)),
      let record, record.size > 0,
      let bytes = context.graph.calls[index].expression(3)?.simplified
    else { return .unknown }
    if bytes.hasFactor(record.size) { return .together }
    // Other records may lie where a pointer to something else points.
    let isRecord = context.graph.calls[index].facts.arguments.first?.pointee == record.type
    guard isRecord, let count = bytes.constantValue, count < record.size else { return .unknown }
    let end = 8 * count
    guard let ranges = holder.ranges else { return .part }
    return ranges.allSatisfy { $0.upperBound <= end } || ranges.allSatisfy { $0.lowerBound >= end }
      ? .together : .part
  }
}

extension SizeContext {
  /// The member that a write names and that lies where it goes to, as that of `r->name[i]`:
  /// not one that only holds the pointer; `nil` for none.
  func member(writtenBy change: ProgramGraph.Mutation, unit: Int) -> FlowNode? {
    let place =
      change.write.map(\.place) ?? change.call.flatMap { graph.calls[$0].expression(1) }
    let member = place?.parts.lazy.compactMap { part -> FlowNode? in
      if case .field(_, let member) = part { member } else { nil }
    }.first
    guard let member else { return nil }
    if change.write != nil, case .field = place { return member }
    guard let node = graph.nodeID(of: member, unit: unit),
      let object = graph.objects.existing(.place(node)),
      solution.canReach(object, from: change.node)
    else { return nil }
    return member
  }

  /// The calls of a function by its name or a pointer.
  fileprivate func calls(of function: String) -> [ProgramCall] {
    graph.calls.filter { call in
      if let callee = call.callee { return callee == function }
      guard case .indirect(let pointer) = call.facts.callee else { return false }
      return solution.objects(of: graph.unitNodes[call.unit][Int(pointer)]).contains {
        if case .function(function, _) = solution.kind($0) { true } else { false }
      }
    }
  }

  /// Whether a call of the C library writes on from one member of some objects to what
  /// lies behind it in some ranges.
  func runsOn(
    _ change: ProgramGraph.Mutation, over ranges: [Range<Int>], in objects: Set<ObjectID>
  ) -> Bool {
    guard let index = change.call,
      let (target, length) = Self.lengths[LibraryNames.standard(change.name)],
      let size = graph.calls[index].facts.arguments[safe: target - 1]?.pointeeSize
    else { return false }
    let targets = solution.pointsTo(change.node)
    guard targets.pointers.contains(where: { objects.contains($0.object) }) else { return false }
    // A pointer to one whole member, whose size the call should keep to.
    let members = targets.pointers.compactMap { pointer -> FlowMember? in
      guard case .place(let node) = solution.kind(pointer.object) else { return nil }
      return self.index.members[node]
    }
    guard members.count == 1, let member = members.first, member.upper - member.lower == 8 * size
    else { return false }
    let bits = graph.calls[index].expression(length)?.simplified.constantValue.map { 8 * $0 }
    let end = bits.map { member.lower + $0 } ?? Int.max
    return end > member.upper && ranges.contains { $0.overlaps(member.lower..<end) }
  }

  /// The positions of what is written and of its length in bytes.
  private static let lengths = [
    "memcpy": (1, 3), "memmove": (1, 3), "mempcpy": (1, 3), "memset": (1, 3), "bzero": (1, 2),
    "explicit_bzero": (1, 2), "read": (2, 3), "pread": (2, 3), "recv": (2, 3),
  ]
}

extension Expression {
  /// Whether it is a multiple of a number for sure.
  fileprivate func hasFactor(_ number: Int) -> Bool {
    if let value = constantValue { return value % number == 0 }
    guard case .binary("*", let left, let right, _) = self else { return false }
    return left.hasFactor(number) || right.hasFactor(number)
  }
}
