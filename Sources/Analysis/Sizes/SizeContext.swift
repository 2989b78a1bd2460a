import SourceModel

/// What the rungs look up in the program, indexed once.
final class SizeContext {
  let solution: Solution
  let ownership: Ownership
  var graph: ProgramGraph { solution.graph }

  /// Stores by the node that they write, in order.
  let storesByTarget: [NodeID: [ProgramStore]]
  /// Calls by the qualified USR of the enclosing function, in order.
  let callsByFunction: [String: [ProgramCall]]
  /// Stores by the qualified USR of the enclosing function.
  let storesByFunction: [String: [ProgramStore]]
  /// Nodes whose address is taken.
  let addressTaken: Set<NodeID>
  /// Objects whose characters may be changed, with where.
  private let mutated: [ObjectID: [Int32]]
  /// For each field, those that share its bytes in a union or by a cast.
  let overlaid: [NodeID: Set<NodeID>]
  /// Where each local variable can be named, by function.
  let scopes: [NodeID: FlowLocal]
  /// All records by USR.
  let recordsByUSR: [String: FlowRecord]
  /// The functions that each unit defines, by qualified USR: several programs
  /// may have one of the same name.
  private let definitions: [[String: FlowFunction]]
  /// Variables that headers offer to other programs.
  let offeredVariables: Set<NodeID>
  /// Whether code that is not seen may call the program.
  let hasClients: Bool
  /// Blocks that clients get.
  let clientBlocks: Set<ObjectID>
  /// Which functions run while a call runs.
  let callGraph: CallGraph
  /// Which calls surely release nothing.
  let harmless: HarmlessCalls
  private let records: [[String: FlowRecord]]

  init(_ solution: Solution, ownership: Ownership) {
    self.solution = solution
    self.ownership = ownership
    let graph = solution.graph
    let stores = graph.stores.filter { !$0.isRepetition }
    let calls = graph.calls.filter { !$0.isRepetition }
    storesByTarget = Dictionary(grouping: stores, by: \.target)
    callsByFunction = Dictionary(grouping: calls) { $0.function ?? "" }
    storesByFunction = Dictionary(grouping: stores) { $0.function ?? "" }
    addressTaken = Self.addressTaken(graph)
    mutated = Self.mutated(solution)
    overlaid = Self.overlaid(graph)
    scopes = Self.scopes(graph)
    var start = 0
    firstCalls = graph.program.units.map { unit in
      defer { start += unit.flow.calls.count }
      return start
    }
    harmless = HarmlessCalls(graph, calls: callsByFunction)
    callGraph = CallGraph(solution, calls: callsByFunction)
    recordsByUSR = Dictionary(
      graph.program.units.flatMap(\.flow.records).map { ($0.usr, $0) },
      uniquingKeysWith: { $0.location <= $1.location ? $0 : $1 })
    definitions = zip(graph.program.units, graph.unitNames).map { unit, names in
      Dictionary(
        unit.flow.functions.filter(\.isDefined).map { (names.qualified($0.usr), $0) },
        uniquingKeysWith: { a, _ in a })
    }
    offeredVariables = Set(
      zip(graph.program.units, graph.unitNodes).flatMap { unit, nodes in
        unit.flow.offeredVariables.map { nodes[Int($0)] }
      })
    hasClients = !graph.clientUnits.isEmpty
    clientBlocks = Set(graph.nodes.clients.flatMap { solution.objects(of: $0.node) })
    records = graph.program.units.map { unit in
      Dictionary(unit.flow.records.map { ($0.type, $0) }, uniquingKeysWith: { a, _ in a })
    }
  }

  /// The counters that serve for a pointer field, worked out once.
  func pairs(of field: FlowNode, unit: Int) -> [FieldPairs.Model] {
    if let known = pairs[field] { return known }
    let models = FieldPairs(context: self, pointer: field, unit: unit).models()
    pairs[field] = models
    return models
  }

  private var pairs: [FlowNode: [FieldPairs.Model]] = [:]

  /// How the blocks that were asked for are filled with strings.
  var fills: [ObjectID: StringFill?] = [:]

  /// A function as a unit defines it; `nil` when it does not, or when clang
  /// reports errors inside.
  func definition(of function: String, unit: Int) -> FlowFunction? {
    graph.functions[function]?.isBroken == true ? nil : definitions[safe: unit]?[function]
  }

  /// The call at a position of a unit's facts.
  func call(unit: Int, index: Int) -> ProgramCall? {
    guard let first = firstCalls[safe: unit] else { return nil }
    return graph.calls[safe: first + index]
  }

  private let firstCalls: [Int]

  /// A record that is defined before a place in a unit, by its canonical type.
  func record(_ type: String, visibleAt location: SourceLocation, unit: Int) -> FlowRecord? {
    guard let record = records[unit][type] else { return nil }
    let isBehind = record.location.file == location.file && record.location.offset > location.offset
    return isBehind ? nil : record
  }

  private static func addressTaken(_ graph: ProgramGraph) -> Set<NodeID> {
    var nodes: Set<NodeID> = []
    for (index, unit) in graph.program.units.enumerated() {
      for node in unit.flow.addressTaken { nodes.insert(graph.unitNodes[index][Int(node)]) }
    }
    for kind in graph.objects.kinds {
      if case .place(let node) = kind { nodes.insert(node) }
    }
    return nodes
  }

  /// The pairs of fields that get each other's pointers.
  private static func overlaid(_ graph: ProgramGraph) -> [NodeID: Set<NodeID>] {
    var copies: [NodeID: Set<NodeID>] = [:]
    for (index, unit) in graph.program.units.enumerated() {
      for edge in unit.flow.edges {
        guard let (from, to) = edge.kind.copied, case .field = unit.flow.nodes[Int(from)],
          case .field = unit.flow.nodes[Int(to)]
        else { continue }
        let nodes = graph.unitNodes[index]
        copies[nodes[Int(from)], default: []].insert(nodes[Int(to)])
      }
    }
    return copies.reduce(into: [:]) { result, entry in
      let mutual = entry.value.filter { copies[$0]?.contains(entry.key) == true }
      if !mutual.isEmpty { result[entry.key] = mutual }
    }
  }

  /// Whether a pointer is stored through a pointer between two places of a file.
  func hasPointerStores(
    from start: SourceLocation, to end: SourceLocation, except own: [Int]
  ) -> Bool {
    guard start.file == end.file, let offsets = pointerStores[start.file] else { return false }
    let range = min(start.offset, end.offset)...max(start.offset, end.offset)
    return offsets.contains { range.contains($0) && !own.contains($0) }
  }

  private lazy var pointerStores: [FilePath: [Int]] = {
    var offsets: [FilePath: [Int]] = [:]
    for (constraint, location) in zip(graph.constraints, graph.locations)
    where constraint.kind == .store {
      if let location { offsets[location.file, default: []].append(location.offset) }
    }
    return offsets
  }()

  /// The changes of an object's characters.
  func mutations(of object: ObjectID) -> some Sequence<ProgramGraph.Mutation> {
    (mutated[object] ?? []).lazy.map { [graph] in graph.mutations[Int($0)] }
  }

  /// For each block, positions in the graph's mutations.
  private static func mutated(_ solution: Solution) -> [ObjectID: [Int32]] {
    let isHeap = solution.graph.objects.kinds.map { if case .heap = $0 { true } else { false } }
    var result: [ObjectID: [Int32]] = [:]
    for (index, mutation) in solution.graph.mutations.enumerated() {
      for pointer in solution.pointsTo(mutation.node).pointers where isHeap[Int(pointer.object)] {
        let known = result[pointer.object]?.last
        if known != Int32(index) { result[pointer.object, default: []].append(Int32(index)) }
      }
    }
    // What the maker of a block does to it, it does to each caller's.
    for (object, kind) in solution.graph.objects.kinds.enumerated() {
      guard case .heap(var key) = kind, key.clone != nil else { continue }
      key.clone = nil
      guard let original = solution.graph.objects.existing(.heap(key)),
        let changes = result[original]
      else { continue }
      let known = Set(result[ObjectID(object)] ?? [])
      result[ObjectID(object), default: []] += changes.filter { !known.contains($0) }
    }
    return result
  }

  private static func scopes(_ graph: ProgramGraph) -> [NodeID: FlowLocal] {
    var scopes: [NodeID: FlowLocal] = [:]
    for (index, unit) in graph.program.units.enumerated() {
      for function in unit.flow.functions {
        for local in function.locals { scopes[graph.unitNodes[index][Int(local.node)]] = local }
      }
    }
    return scopes
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
