import SourceModel

/// What changes the bytes of a record whose pointer is released otherwise than
/// by assignments of its members: it may change the counter and not the pointer.
struct PartialWrites {
  let context: SizeContext
  let unit: Int
  /// The pointer's member and the counter's.
  let members: [FlowNode]

  /// What must be true of the writes that may reach the object with the pointer;
  /// `nil` when it is not: one of them writes a part of a record.
  func assumptions(_ base: Expression) -> [String]? {
    var result: Set<String> = []
    for record in context.records(holding: members, of: base, unit: unit) {
      guard let assumptions = assumptions(record, within: base.places),
        let others = assumptionsOnOthers(record)
      else { return nil }
      result.formUnion(assumptions + others)
    }
    return result.sorted()
  }

  /// - Parameter places: the variables and members by which the record is named.
  private func assumptions(_ record: HoldingRecord, within places: [FlowNode]) -> [String]? {
    let pointers = context.pointers(holding: record.base, unit: unit)
    let objects = Set(pointers.pointers.map(\.object))
    let reaching = objects.map { Pointer($0) } + pointers.pointers.filter(context.isElement)
    var result: [String] = []
    for index in Set(objects.flatMap(context.changes)) {
      let change = context.graph.mutations[index]
      let targets = context.solution.pointsTo(change.node)
      guard reaching.contains(where: { targets.contains($0.raw) }),
        !isOfAnotherMember(change, than: members + places)
      else { continue }
      switch extent(of: change, record) {
      case .records: continue
      case .part: return nil
      case .unknown: break
      }
      let text = change.name.isEmpty ? "what is stored" : change.name
      result.append(
        "\(text) (\(change.location)) does not change \(members.map(\.name).joined(separator: " or "))"
      )
    }
    return result
  }

  /// What must be true of the assignments of other members at the place of the counter:
  /// of another record, as which the program sees the same memory; `nil` when a cast
  /// says that it does.
  private func assumptionsOnOthers(_ record: HoldingRecord) -> [String]? {
    guard let counter = members.last, let range = record.ranges?.last else { return [] }
    let pointers = context.pointers(holding: record.base, unit: unit)
    var all = pointers
    _ = all.formUnion(sources(of: record, pointers))
    let starts = context.starts(of: all)
    let writes = context.writes(at: range, in: starts, but: members)
    let cast =
      context.graph.nodeID(of: members[0], unit: unit)
      .flatMap { context.index.castRecords[$0] } ?? []
    if writes.contains(where: { $0.member.record.map(cast.contains) ?? false }) { return nil }
    return MemberWrite.assumptions(writes, on: counter)
  }

  /// What whole records are copied from.
  private func sources(of record: HoldingRecord, _ pointers: PointerSet) -> PointerSet {
    var result = PointerSet()
    for index in Set(Set(pointers.pointers.map(\.object)).flatMap(context.changes)) {
      let change = context.graph.mutations[index]
      guard let call = change.call, case .records = extent(of: change, record),
        let source = context.graph.calls[call].argument(2)
      else { continue }
      _ = result.formUnion(context.solution.pointsTo(source))
    }
    return result
  }

  /// Whether a write names the member that it goes to, and that is none of some.
  private func isOfAnotherMember(
    _ change: ProgramGraph.Mutation, than members: [FlowNode]
  ) -> Bool {
    let target =
      change.write.map(\.place)
      ?? change.call.flatMap { context.graph.calls[$0].expression(1) }
    let member = target?.parts.lazy.compactMap { part -> FlowNode? in
      if case .field(_, let member) = part { member } else { nil }
    }.first
    return member.map { !members.contains($0) } ?? false
  }

  /// How much of the members' record is written.
  private enum Extent {
    case records, part, unknown
  }

  private func extent(of change: ProgramGraph.Mutation, _ holder: HoldingRecord) -> Extent {
    guard let index = change.call,
      let record = holder.usr.flatMap({ context.index.recordsByUSR[$0] }), record.size > 0,
      ["memcpy", "memmove", "memset", "mempcpy"].contains(LibraryNames.standard(change.name)),
      let bytes = context.graph.calls[index].expression(3)?.simplified
    else { return .unknown }
    if bytes.hasFactor(record.size) { return .records }
    // Other records may lie where a pointer to something else points.
    let isRecord = context.graph.calls[index].facts.arguments.first?.pointee == record.type
    guard isRecord, let count = bytes.constantValue, count < record.size else { return .unknown }
    let end = 8 * count
    // All of what is looked at is written, or nothing.
    guard let ranges = holder.ranges else { return .part }
    return ranges.allSatisfy { $0.upperBound <= end } || ranges.allSatisfy { $0.lowerBound >= end }
      ? .records : .part
  }
}

extension Expression {
  /// Whether it is a multiple of a number for sure.
  fileprivate func hasFactor(_ number: Int) -> Bool {
    if let value = constantValue { return value % number == 0 }
    guard case .binary("*", let left, let right, _) = self else { return false }
    return left.hasFactor(number) || right.hasFactor(number)
  }
}
