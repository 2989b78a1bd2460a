import SourceModel

/// A record that has a member, or a member with it: what names it, and where some
/// members lie in it.
struct HoldingRecord: Hashable {
  /// A pointer to it or itself.
  var base: Expression
  var usr: String?
  /// Bits from its start, one range for each member; `nil` when it is not known.
  var ranges: [Range<Int>]?
}

/// An assignment of a member, as it is seen from one record that has it.
struct MemberWrite {
  var store: ProgramStore
  var member: FlowNode
  /// A pointer to the record, or itself.
  var base: Expression
  /// The USRs of the record and of its members that have the member, the innermost
  /// first.
  var records: [String?]
  /// Bits from the record's start.
  var range: Range<Int>

  /// What must be true for some to leave another member alone, once for each member.
  ///
  /// - Parameter record: the USR of the record in which that one lies.
  static func assumptions(
    _ writes: [MemberWrite], on other: FlowNode, in record: String?
  ) -> [Assumption] {
    Dictionary(grouping: writes, by: \.member).map { member, writes in
      let places = Set(writes.map(\.store.facts.location)).sorted()
      let more = places.count > 1 ? " and \(places.count - 1) more" : ""
      let isUnion = record != nil && writes.contains { $0.records.last == record }
      let what =
        isUnion
        ? "is not assigned in a union that holds \(other.name)" : "is not where \(other.name) is"
      return "\(member.name) (\(places[0])\(more)) \(what)"
    }
  }
}

/// The assignments of members by where they lie in their records.
struct MemberWrites {
  private var all: [MemberWrite] = []
  /// Positions in `all` by each of the 64 bits wide words that they touch.
  private var byWord: [Int: [Int]] = [:]
  /// Positions of those that touch many words.
  private var wide: [Int] = []

  mutating func add(_ write: MemberWrite) {
    guard !write.range.isEmpty else { return }
    let words = Self.words(write.range)
    if words.count > 8 {
      wide.append(all.count)
    } else {
      for word in words { byWord[word, default: []].append(all.count) }
    }
    all.append(write)
  }

  /// Those that touch some bits.
  func touching(_ range: Range<Int>) -> [MemberWrite] {
    guard !range.isEmpty else { return [] }
    let words = Self.words(range)
    let near = words.count > 8 ? Array(all.indices) : words.flatMap { byWord[$0] ?? [] } + wide
    return Set(near).sorted().map { all[$0] }.filter { $0.range.overlaps(range) }
  }

  private static func words(_ range: Range<Int>) -> ClosedRange<Int> {
    range.lowerBound / 64...(range.upperBound - 1) / 64
  }
}

extension SizeContext {
  /// The objects whose members an expression's are: what a pointer points at,
  /// or the variable itself.
  func objects(holding base: Expression, unit: Int) -> Set<ObjectID> {
    Set(pointers(holding: base, unit: unit).pointers.map(\.object))
  }

  /// Pointers to the records whose members an expression's are: the values of a
  /// pointer, or the address of the variable itself. Records that are an array's
  /// elements and those that its elements point at are not told apart.
  func pointers(holding base: Expression, unit: Int) -> PointerSet {
    let key = Base(expression: base, unit: unit)
    if let known = holders[key] { return known }
    let found = findPointers(holding: base, unit: unit)
    holders[key] = found
    return found
  }

  private func findPointers(holding base: Expression, unit: Int) -> PointerSet {
    switch base {
    case .variable(.temporary(let number)):
      return graph.entered.bases[unit][number].map(solution.pointsTo) ?? PointerSet()
    case .variable(let place), .field(_, let place):
      guard let node = graph.nodeID(of: place, unit: unit) else { return PointerSet() }
      var result = solution.pointsTo(node)
      if let own = graph.objects.existing(.place(node)) {
        result.insert(Pointer(own).raw)
      }
      return result
    case .dereference(let pointer): return contents(of: pointers(holding: pointer, unit: unit))
    case .element(let array, _):
      var result = pointers(holding: array, unit: unit)
      let inside = contents(of: result)
      _ = result.formUnion(result.interiors())
      _ = result.formUnion(inside)
      return result
    case .binary(_, let left, let right, _):
      var result = pointers(holding: left, unit: unit)
      _ = result.formUnion(pointers(holding: right, unit: unit))
      _ = result.formUnion(result.interiors())
      return result
    default: return PointerSet()
    }
  }

  /// What is kept where some pointers lead.
  private func contents(of pointers: PointerSet) -> PointerSet {
    var result = PointerSet()
    for object in Set(pointers.pointers.map(\.object)) {
      let node = graph.objects.contents[Int(object)]
      if node >= 0 { _ = result.formUnion(solution.pointsTo(node)) }
    }
    return result
  }

  /// The records that have some members of what an expression names or points at, the
  /// innermost first: for `p->state.table` that of `state` and that which `p` points at.
  func records(holding members: [FlowNode], of base: Expression, unit: Int) -> [HoldingRecord] {
    let places = members.compactMap { member(of: $0, unit: unit) }
    let ranges = places.count == members.count ? places.map(\.range) : nil
    return records(
      around: HoldingRecord(base: base, usr: members.first?.record, ranges: ranges), unit: unit)
  }

  /// A record, and those that it is a member of, the innermost first.
  func records(around inner: HoldingRecord, unit: Int) -> [HoldingRecord] {
    var result: [HoldingRecord] = []
    var (base, usr, ranges) = (inner.base, inner.usr, inner.ranges)
    while true {
      result.append(HoldingRecord(base: base, usr: usr, ranges: ranges))
      var isElement = false
      if case .element(let array, _) = base { (base, isElement) = (array, true) }
      guard case .field(let outer, let member) = base,
        let own = self.member(of: member, unit: unit), own.isRecord
      else { return result }
      ranges = ranges?.map { isElement ? own.range : $0.moved(by: own.lower) }
      (base, usr) = (outer, member.record)
    }
  }

  private func member(of field: FlowNode, unit: Int) -> FlowMember? {
    graph.nodeID(of: field, unit: unit).flatMap { index.members[$0] }
  }

  /// The assignments of all members, by all records that have them.
  func findMemberWrites() -> MemberWrites {
    var writes = MemberWrites()
    for (node, stores) in storesByTarget.sorted(by: { $0.key < $1.key })
    where index.members[node] != nil {
      for store in stores {
        let member = graph.program.units[store.unit].flow.nodes[Int(store.facts.target)]
        guard let base = store.facts.base else { continue }
        let chain = records(holding: [member], of: base, unit: store.unit)
        for (depth, record) in chain.enumerated() {
          guard let range = record.ranges?.first else { continue }
          writes.add(
            MemberWrite(
              store: store, member: member, base: record.base,
              records: chain[...depth].map(\.usr), range: range))
        }
      }
    }
    return writes
  }

  /// The starts of the records that some pointers lead to: one in the middle of an object
  /// counts where the object has several records. A record that is another's member has
  /// an object of its own.
  func starts(of pointers: PointerSet) -> PointerSet {
    var result = PointerSet()
    for pointer in pointers.pointers where !pointer.isInterior || isElement(pointer) {
      result.insert(pointer.raw)
    }
    return result
  }

  /// Assignments of members at some place of records, which the program sees as records
  /// of other types, too.
  func writes(
    at range: Range<Int>, in starts: PointerSet, but members: [FlowNode]
  ) -> [MemberWrite] {
    guard !starts.isEmpty else { return [] }
    return memberWrites.touching(range).filter { write in
      !members.contains(write.member)
        && !pointers(holding: write.base, unit: write.store.unit).intersection(starts).isEmpty
    }
  }

  /// The assignments of others than a member that may change it, worked out once.
  func otherWrites(to member: FlowNode, of base: Expression, unit: Int) -> [ProgramStore] {
    let key = MemberPlace(member: member, base: base, unit: unit)
    if let known = otherWrites[key] { return known }
    let found = records(holding: [member], of: base, unit: unit).flatMap { record in
      let starts = starts(of: pointers(holding: record.base, unit: unit))
      return record.ranges.map { writes(at: $0[0], in: starts, but: [member]).map(\.store) } ?? []
    }
    otherWrites[key] = found
    return found
  }

  /// Whether a pointer may lead to a record in the middle of an object.
  func isElement(_ pointer: Pointer) -> Bool {
    guard pointer.isInterior else { return false }
    if case .place(let node) = solution.kind(pointer.object) {
      return scopes[node].map { $0.type.hasSuffix("]") } ?? true
    }
    if case .bytes(let size)? = block(pointer.object)?.size,
      case .sizeOf = size.simplified
    {
      return false
    }
    return true
  }
}

/// An expression of a unit that names or points at a record.
struct Base: Hashable {
  var expression: Expression
  var unit: Int
}

/// A member of what an expression of a unit names or points at.
struct MemberPlace: Hashable {
  var member: FlowNode
  var base: Expression
  var unit: Int
}

extension FlowMember {
  /// Bits from the record's start.
  var range: Range<Int> { lower..<max(lower, upper) }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> {
    let upper = upperBound == .max ? Int.max : upperBound + offset
    return (lowerBound + offset)..<upper
  }
}
