import SourceModel

/// What reaches one release or resize call.
struct ReleasePoint {
  /// The call; for a release through an address, the one that leads there.
  var call: ProgramCall?
  /// Where the address is taken through which it is called, if it is.
  var address: SourceLocation?
  var location: SourceLocation
  /// The blocks of the program's allocations, be they migrated or to be migrated.
  var heap: [ObjectID] = []
  /// Blocks that code outside the migration allocates.
  var foreign: [ObjectID] = []
  /// Allocations that have been migrated.
  var migrated: [MigratedUse] = []
  /// Those of them whose blocks are not in `heap`: their text does not tell the size.
  var unmeasured: [MigratedUse] = []
  /// Blocks that functions may return of which no rule says anything, or that
  /// are not part of the program.
  var undescribed: [ObjectID] = []
  /// Blocks that a library returns or assigns unless it keeps to the customs of C.
  var unlikely: [ObjectID] = []
  /// What else is not known of what reaches it.
  var gaps: [String] = []
  /// What is taken of clients.
  var clientAssumptions: [Assumption] = []
  /// Whether a client may pass a pointer to anything.
  var takesAny = false

  /// Whether all is known of what reaches it.
  var isKnown: Bool { undescribed.isEmpty && gaps.isEmpty }
}

/// Sorts out what reaches a release.
struct ReleaseReader {
  private let solution: Solution
  private var graph: ProgramGraph { solution.graph }

  /// The types of which clients get blocks of the program.
  private let givenTypes: Set<String>

  init(_ solution: Solution) {
    self.solution = solution
    let given = solution.graph.nodes.clients.filter { client in
      solution.objects(of: client.node).contains {
        if case .heap = solution.kind($0) { true } else { false }
      }
    }
    givenTypes = Set(given.map(\.type))
  }

  /// What is said where clang could not read all that the pointer may get.
  static let parseErrors = "clang reports errors in this function"

  /// What reaches the pointer that a call releases or resizes.
  func point(of call: ProgramCall) -> ReleasePoint {
    var point = ReleasePoint(call: call, location: call.facts.location)
    let position = call.facts.familyFunction?.pointer
    if call.expression(position)?.constantValue == 0 { return point }
    guard let node = call.argument(position) else {
      point.gaps.append("the argument is not a pointer that the analysis can follow")
      return point
    }
    read([node], into: &point)
    if let function = call.function, graph.functions[function]?.isBroken(around: call) == true {
      point.gaps.append(Self.parseErrors)
    }
    return point
  }

  /// What reaches a call's pointer if it holds one of some values and no other.
  func point(of call: ProgramCall, holding nodes: [NodeID]) -> ReleasePoint {
    var point = ReleasePoint(call: call, location: call.facts.location)
    read(nodes, into: &point)
    return point
  }

  /// What reaches a release through a function's address.
  func point(of release: ProgramGraph.AddressRelease) -> ReleasePoint {
    var point = ReleasePoint(address: release.site, location: release.location)
    read([release.node], into: &point)
    return point
  }

  /// The first reason why not all is known of what reaches a release; `nil` when
  /// it is.
  func gap(of point: ReleasePoint) -> String? {
    point.undescribed.first.flatMap(doubt) ?? point.gaps.first
  }

  /// What would make that reason go away.
  func remedy(for point: ReleasePoint) -> Remedy? {
    point.undescribed.first.flatMap(remedy)
  }

  /// What would tell whether a block comes from a function of a library.
  func remedy(for object: ObjectID) -> Remedy? {
    switch solution.kind(object) {
    case .unknown(let name, _), .lent(let name, _), .assigned(_, let name, _):
      graph.remedy(describing: name)
    default: nil
    }
  }

  /// Why a block may come from where it is not known; `nil` when it does not.
  func doubt(about object: ObjectID) -> String? {
    switch solution.kind(object) {
    case .unknown(let name, let location):
      "\(name) (\(location)) may return the block; no rule describes it"
    case .lent(let name, let location): "\(name) (\(location)) may return the block"
    case .assigned(_, let name, let location): "\(name) (\(location)) may assign the block"
    default: nil
    }
  }

  /// What the sizes found for a release rest on.
  func assumptions(of point: ReleasePoint) -> [Assumption] {
    let customs = point.unlikely.compactMap { object -> Assumption? in
      switch solution.kind(object) {
      case .lent(let name, let location):
        graph.assumption(
          on: name, "\(name) (\(location)) returns no block that its caller releases")
      case .assigned(let member, let name, let location):
        graph.assumption(
          on: name,
          "\(name) (\(location)) does not assign the \(member) of what it is given")
      default: nil
      }
    }
    return customs + point.clientAssumptions
  }

  private func read(_ nodes: [NodeID], into point: inout ReleasePoint) {
    var clients: [String] = []
    for object in objects(of: nodes) {
      switch solution.kind(object) {
      case .heap(let key):
        point.heap.append(object)
        if let use = graph.entered.migratedUse(at: key.site) { point.migrated.append(use) }
      case .throughAddress, .foreign: point.foreign.append(object)
      case .unknown(_, let location) where graph.migrated[location] != nil:
        if let use = graph.migrated[location] {
          point.migrated.append(use)
          point.unmeasured.append(use)
        }
      case .unknown: point.undescribed.append(object)
      case .lent, .assigned: point.unlikely.append(object)
      case .clientMemory(let type): clients.append(type)
      // Releasing these is never lawful: another path brings the block.
      case .place, .function, .outsideFunction, .literal, .library: break
      }
    }
    for type in clients { readClient(type, into: &point) }
    guard point.heap.isEmpty, point.foreign.isEmpty, point.migrated.isEmpty, point.isKnown
    else { return }
    point.gaps.append(
      nodes.allSatisfy { solution.pointsTo($0).isEmpty }
        ? "nothing that the analysis sees is ever assigned to this pointer"
        : "no allocation that the analysis sees reaches this pointer")
  }

  private func objects(of nodes: [NodeID]) -> [ObjectID] {
    if let first = nodes.first, nodes.count == 1 { return solution.objects(of: first) }
    var seen: Set<ObjectID> = []
    return nodes.flatMap(solution.objects).filter { seen.insert($0).inserted }
  }

  /// A client that passes a `T *` got it from the program, if the program
  /// gives out records of that type; for other types that is an assumption.
  /// Where nothing else reaches the release, only the client knows.
  private func readClient(_ type: String, into point: inout ReleasePoint) {
    if type == "void" { point.takesAny = true }
    guard !point.heap.isEmpty || !point.foreign.isEmpty || !point.migrated.isEmpty else {
      point.gaps.append("a caller outside the program passes it as a `\(type) *`")
      return
    }
    if !givenTypes.contains(type) || !graph.isRecord(type) {
      point.clientAssumptions.append(
        graph.assumption(
          onClients: "clients pass only a `\(type) *` that they got from this program"))
    }
  }
}
