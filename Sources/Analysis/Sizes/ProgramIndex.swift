import SourceModel

/// What the rungs look up that depends on the units alone, indexed once for
/// all views of a program.
struct ProgramIndex: Sendable {
  /// Stores by the node that they write, in order.
  let storesByTarget: [NodeID: [ProgramStore]]
  /// Calls by the qualified USR of the enclosing function, in order.
  let callsByFunction: [String: [ProgramCall]]
  /// The same by unit, for stretches of a function.
  private let callsInOrder: [FunctionInUnit: CallsInOrder]
  /// The functions that may go on at a place that they have passed, as behind `setjmp`,
  /// and the units in which they do.
  let returningTwice: [String: Set<Int>]
  /// Stores by the qualified USR of the enclosing function.
  let storesByFunction: [String: [ProgramStore]]
  /// For each field, those that share its bytes in a union or by a cast.
  let overlaid: [NodeID: Set<NodeID>]
  /// For each pointer in a record, the USRs of the records as which the program reads
  /// that one by a cast.
  let castRecords: [NodeID: Set<String>]
  /// Where each local variable can be named, by function.
  let scopes: [NodeID: FlowLocal]
  /// The types of fields and of variables at file scope.
  let integers: [NodeID: ArithmeticType]
  /// Where fields lie in their records.
  let members: [NodeID: FlowMember]
  /// All records by USR.
  let recordsByUSR: [String: FlowRecord]
  /// The variables at file scope that a unit of the program has.
  let ownVariables: Set<NodeID>
  /// Those at file scope that are records.
  let recordVariables: Set<NodeID>
  /// Variables and members that are arrays.
  let arrays: Set<NodeID>
  /// Nodes of which a unit takes the address.
  let addressTaken: Set<NodeID>
  /// Variables that each thread has for itself.
  let threadVariables: Set<NodeID>
  /// The functions that each unit defines, by qualified USR: several programs
  /// may have one of the same name.
  let definitions: [[String: FlowFunction]]
  /// The calls that never come back.
  let endings: Endings
  /// The records of each unit by canonical type; without those of which a unit
  /// has several, as when a block declares one anew.
  let records: [[String: FlowRecord]]

  private struct FunctionInUnit: Hashable {
    var function: String
    var unit: Int
  }

  /// The calls of a function in a unit that can run between two points of it.
  func calls(of function: String, unit: Int, between start: Int, and end: Int) -> [ProgramCall] {
    callsInOrder[FunctionInUnit(function: function, unit: unit)]?
      .candidates(between: start, and: end) ?? []
  }

  /// The USRs of the unions.
  private let unions: [String]
  private let units: [FileFacts]

  /// A record by its USR, as a unit defines it or, if it does not, another.
  func record(_ usr: String, unit: Int) -> FlowRecord? {
    units[unit].flow.records.first { $0.usr == usr } ?? recordsByUSR[usr]
  }

  /// Whether fields share their bytes anywhere.
  var hasUnions: Bool { !unions.isEmpty }

  /// Whether a field shares its bytes with others, as far as its USR tells.
  func isInUnion(_ field: FlowNode) -> Bool {
    guard case .field(let usr, _) = field else { return false }
    return unions.contains { usr.hasPrefix($0 + "@") }
  }

  init(_ entered: EnteredProgram) {
    let stores = entered.stores.filter { !$0.isRepetition }
    let calls = entered.calls.filter { !$0.isRepetition }
    let units = entered.program.units
    storesByTarget = Dictionary(grouping: stores, by: \.target)
    callsByFunction = Dictionary(grouping: calls) { $0.function ?? "" }
    var returning: [String: Set<Int>] = [:]
    for call in calls where LibraryNames.returnsTwice(call.name) {
      returning[call.function ?? "", default: []].insert(call.unit)
    }
    returningTwice = returning
    storesByFunction = Dictionary(grouping: stores) { $0.function ?? "" }
    overlaid = Self.overlaid(entered)
    castRecords = Self.castRecords(entered)
    recordsByUSR = Dictionary(
      units.flatMap(\.flow.records).map { ($0.usr, $0) },
      uniquingKeysWith: { $0.location <= $1.location ? $0 : $1 })
    definitions = zip(units, entered.unitNames).map { unit, names in
      Dictionary(
        unit.flow.functions.filter(\.isDefined).map { (names.qualified($0.usr), $0) },
        uniquingKeysWith: { a, _ in a })
    }
    callsInOrder = Dictionary(grouping: calls) {
      FunctionInUnit(function: $0.function ?? "", unit: $0.unit)
    }
    .reduce(into: [:]) { [definitions] result, entry in
      let blocks = definitions[entry.key.unit][entry.key.function]?.blocks ?? []
      result[entry.key] = CallsInOrder(entry.value, blocks: blocks)
    }
    endings = Endings(entered, calls: callsByFunction, definitions: definitions)
    records = units.map { unit in
      Dictionary(grouping: unit.flow.records, by: \.type).compactMapValues { records in
        records.allSatisfy { $0.usr == records[0].usr } ? records[0] : nil
      }
    }
    unions = Set(units.flatMap(\.flow.records).filter(\.isUnion).map(\.usr)).sorted()
    var scopes: [NodeID: FlowLocal] = [:]
    var addressed = entered.offsetMembers.union(entered.assembly.variables.keys)
    var own: Set<NodeID> = []
    var threads: Set<NodeID> = []
    var wholes: Set<NodeID> = []
    var arrays: Set<NodeID> = []
    for (unit, nodes) in zip(units, entered.unitNodes) {
      for local in unit.flow.functions.flatMap(\.locals) {
        scopes[nodes[Int(local.node)]] = local
        if local.isArray { arrays.insert(nodes[Int(local.node)]) }
      }
      addressed.formUnion(unit.flow.addressTaken.map { nodes[Int($0)] })
      threads.formUnion(unit.flow.threadVariables.map { nodes[Int($0)] })
      own.formUnion(unit.flow.variables.filter(\.isOwn).map { nodes[Int($0.node)] })
      wholes.formUnion(unit.flow.variables.filter(\.isRecord).map { nodes[Int($0.node)] })
      arrays.formUnion(unit.flow.variables.filter(\.isArray).map { nodes[Int($0.node)] })
    }
    integers = Dictionary(
      zip(units, entered.unitNodes).flatMap { unit, nodes in
        unit.flow.integers.map { (nodes[Int($0.node)], $0.type) }
      }, uniquingKeysWith: max)
    members = Dictionary(
      zip(units, entered.unitNodes).flatMap { unit, nodes in
        unit.flow.members.map { (nodes[Int($0.node)], $0) }
      }, uniquingKeysWith: { $0.united(with: $1) })
    self.scopes = scopes
    self.units = units
    ownVariables = own
    recordVariables = wholes
    self.arrays = arrays.union(members.lazy.filter(\.value.isArray).map(\.key))
    threadVariables = threads
    addressTaken = addressed
  }

  private static func castRecords(_ entered: EnteredProgram) -> [NodeID: Set<String>] {
    var records: [NodeID: Set<String>] = [:]
    for (unit, nodes) in zip(entered.program.units, entered.unitNodes) {
      var copies: [FlowEdge.Kind: String] = [:]
      for edge in unit.flow.edges {
        guard case .copy(let from, let to) = edge.kind,
          let one = unit.flow.nodes[Int(from)].record,
          let other = unit.flow.nodes[Int(to)].record, one != other
        else { continue }
        copies[edge.kind] = other
      }
      for case (.copy(let from, let to), let other) in copies
      where copies[.copy(from: to, to: from)] != nil {
        records[nodes[Int(from)], default: []].insert(other)
      }
    }
    return records
  }

  /// The pairs of fields that get each other's pointers.
  private static func overlaid(_ entered: EnteredProgram) -> [NodeID: Set<NodeID>] {
    var copies: [NodeID: Set<NodeID>] = [:]
    for (unit, nodes) in zip(entered.program.units, entered.unitNodes) {
      for edge in unit.flow.edges {
        guard let (from, to) = edge.kind.copied, case .field = unit.flow.nodes[Int(from)],
          case .field = unit.flow.nodes[Int(to)]
        else { continue }
        copies[nodes[Int(from)], default: []].insert(nodes[Int(to)])
      }
    }
    return copies.reduce(into: [:]) { result, entry in
      let mutual = entry.value.filter { copies[$0]?.contains(entry.key) == true }
      if !mutual.isEmpty { result[entry.key] = mutual }
    }
  }
}

extension FlowLocal {
  /// Whether it is an array, as far as its type's spelling tells: arrays of pointers to
  /// functions and to arrays are none.
  fileprivate var isArray: Bool { type.hasSuffix("]") && !type.contains("(") }
}

extension FlowMember {
  /// Where it lies, if units of other flags have other records of its name.
  fileprivate func united(with other: FlowMember) -> FlowMember {
    var result = self
    result.lower = min(lower, other.lower)
    result.upper = max(upper, other.upper)
    result.isArray = isArray && other.isArray
    return result
  }
}

extension FlowEdge.Kind {
  /// The ends of a copy, be it of one member of a union to another.
  fileprivate var copied: (from: FlowNodeID, to: FlowNodeID)? {
    switch self {
    case .copy(let from, let to), .overlay(let from, let to): (from, to)
    default: nil
    }
  }
}
