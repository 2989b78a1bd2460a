import SourceModel

/// What changes the bytes of a record whose pointer is released otherwise than
/// by assignments of its members: it may change the counter and not the pointer.
struct PartialWrites {
  let context: SizeContext
  let unit: Int
  /// The pointer's or the counter's member.
  let members: [FlowNode]

  /// What must be true of the writes that may reach the object with the pointer;
  /// `nil` when it is not: one of them writes a part of a record.
  func assumptions(_ base: Expression) -> [String]? {
    let pointers = context.pointers(holding: base, unit: unit)
    let objects = Set(pointers.map(\.object))
    let reaching = objects.map { Pointer($0) } + pointers.filter(isElement)
    var result: Set<String> = []
    for index in Set(objects.flatMap(context.changes)) {
      let change = context.graph.mutations[index]
      let targets = context.solution.pointsTo(change.node)
      guard reaching.contains(where: { targets.contains($0.raw) }), !isOfAnotherMember(change)
      else { continue }
      switch extent(of: change) {
      case .records: continue
      case .part: return nil
      case .unknown: break
      }
      let text = change.name.isEmpty ? "what is stored" : change.name
      result.insert(
        "\(text) (\(change.location)) does not change \(members.map(\.name).joined(separator: " or "))"
      )
    }
    return result.sorted()
  }

  /// Whether a pointer may lead to a record in the middle of an object, which has
  /// several. A record that is another's member has an object of its own.
  private func isElement(_ pointer: Pointer) -> Bool {
    guard pointer.isInterior else { return false }
    if case .place(let node) = context.solution.kind(pointer.object) {
      return context.scopes[node].map { $0.type.hasSuffix("]") } ?? true
    }
    if case .bytes(let size)? = context.solution.block(pointer.object)?.size,
      case .sizeOf = size.simplified
    {
      return false
    }
    return true
  }

  /// Whether a write names the member that it goes to, and that is another.
  private func isOfAnotherMember(_ change: ProgramGraph.Mutation) -> Bool {
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

  private func extent(of change: ProgramGraph.Mutation) -> Extent {
    guard let index = change.call, case .field(let usr, _)? = members.first,
      let end = usr.firstRange(of: "@FI@")?.lowerBound,
      let record = context.index.recordsByUSR[String(usr[..<end])], record.size > 0,
      ["memcpy", "memmove", "memset", "mempcpy"].contains(LibraryNames.standard(change.name)),
      let bytes = context.graph.calls[index].expression(3)?.simplified
    else { return .unknown }
    if bytes.hasFactor(record.size) { return .records }
    // Other records may lie where a pointer to something else points.
    let isRecord = context.graph.calls[index].facts.arguments.first?.pointee == record.type
    return isRecord && bytes.constantValue.map { $0 < record.size } == true ? .part : .unknown
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
