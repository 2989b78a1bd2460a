import SourceModel

/// The constraints of the whole program, with what the later stages need to
/// find their way back to the source.
///
/// Calls through pointers and callbacks are bound while the solver runs: it
/// tells `resolve` of every function that reaches a watched node.
final class ProgramGraph {
  /// Something to do for each function that reaches a node.
  enum Watch {
    /// The call's callee.
    case indirectCall(Int)
    /// A function pointer that an external function calls.
    case callback(call: Int, ExternalFunction.Callback)
    /// A function pointer that an undescribed function is given.
    case escape(name: String)
  }

  /// A pointer that leaves the code that the analysis understands.
  struct Escape: Hashable {
    var node: NodeID
    /// The function it is passed to.
    var name: String
    var location: SourceLocation
    /// Whether it is a member of a record that is passed: the function knows that,
    /// but not what records of the program lie behind it.
    var isMember = false
    /// For a release, the position of its call in `calls`.
    var call: Int?
  }

  /// How the arguments of a wrapper's call tell the size of a block.
  struct SizedClone {
    /// Position of the call in `calls`.
    var call: Int
    /// See `AllocationWrapper.Block.sizeValues`.
    var values: [FlowNode: Expression]
  }

  /// Characters that are written through a pointer.
  struct Mutation: Hashable, Sendable {
    var node: NodeID
    /// The function that writes; empty for an assignment.
    var name: String
    var location: SourceLocation
    /// The external call that writes; `nil` for an assignment.
    var call: Int?
    /// The qualified USR of the function in which it stands; `nil` for none.
    var function: String?
    /// For an assignment, what the facts say of it.
    var write: CharacterWrite?
  }

  /// A release through a function pointer.
  struct AddressRelease: Hashable {
    /// The site at which the function's address was taken.
    var site: SourceLocation
    /// The pointer that is released.
    var node: NodeID
    var location: SourceLocation
    /// The position of the call through the pointer in `calls`.
    var call: Int
  }

  /// What the units say.
  let entered: EnteredProgram
  /// Wrappers whose callers get blocks of their own, by qualified USR.
  let wrappers: [String: AllocationWrapper]
  /// Strings that functions make for their callers alone, by qualified USR.
  let fresh: [String: [AllocationKey]]
  /// What functions return of their arguments, by qualified USR.
  let passed: [String: PassedArguments]

  var nodes: NodeTable
  var objects: ObjectTable
  private var located: LocatedConstraints
  /// Positions in `calls` of the calls that make a heap object.
  private(set) var allocations: [ObjectID: [Int]]
  /// The clones whose sizes the arguments of a wrapper's call tell.
  private(set) var sizedClones: [ObjectID: SizedClone] = [:]
  /// Nodes whose blocks code outside the migration releases or takes over.
  var foreignReleases: [Escape] = []
  /// What calls that have been migrated release or resize.
  var migratedReleases: [(node: NodeID, use: MigratedUse)] = []
  var escapes: [Escape] = []
  var mutations: [Mutation]
  var addressReleases: [AddressRelease] = []
  /// Where the family function is called whose address a site takes.
  var addressCalls: [SourceLocation: Set<SourceLocation>] = [:]
  /// The sites at which the address of an allocation function is taken that
  /// code outside the program gets, with who gets it and where.
  var addressEscapes: [(site: SourceLocation, name: String, location: SourceLocation)] = []
  /// The indirect calls that run code outside the program, which may allocate
  /// and release as it likes.
  var outsideCalls: Set<Int> = []
  /// The calls of each function of which no rule says anything.
  var undescribedCalls: [String: [Int]] = [:]
  /// What the members of a record hold, by its type.
  var memberNodes: [String: NodeID] = [:]
  /// The records whose members such a function may have assigned.
  var assignedRecords: Set<[String]> = []
  /// What such a function has been given, if it was given functions.
  var undescribedArguments: [String: NodeID] = [:]
  /// Units whose exported functions have callers that are not seen.
  var clientUnits: Set<Int> = []
  /// What each function of `passed` returns besides, by qualified USR.
  var ownResults: [String: NodeID] = [:]
  /// Whether each member of a union or record is taken to keep to its own values.
  let trustsMembers: Bool
  private var watches: [Watch] = []
  /// The results of calls that are bound while the solver runs.
  private(set) var lateResults: Set<NodeID> = []
  private var resolved: Set<UInt64> = []

  /// Binds the calls of the units.
  ///
  /// - Parameter trustsMembers: whether each member of a union or record is taken
  ///   to keep to its own pointers.
  init(
    _ entered: EnteredProgram, wrappers: [String: AllocationWrapper] = [:],
    fresh: [String: [AllocationKey]] = [:], passed: [String: PassedArguments] = [:],
    trustsMembers: Bool = false
  ) {
    self.entered = entered
    self.wrappers = wrappers
    self.fresh = fresh
    self.passed = passed
    nodes = entered.nodes
    objects = entered.objects
    located = entered.constraints
    allocations = entered.allocations
    mutations = entered.characterWrites
    self.trustsMembers = trustsMembers
    if trustsMembers { located.remove(at: entered.overlays) }
    for index in calls.indices { bind(call: index) }
    addClients()
    addAssembly()
  }

  /// Records a constraint for the solver.
  func add(_ constraint: Constraint, at location: SourceLocation?) {
    located.add(constraint, at: location)
  }

  /// Lets `resolve` know of the functions that reach a node.
  func watch(_ node: NodeID, _ watch: Watch, at location: SourceLocation?) {
    watches.append(watch)
    if case .indirectCall(let call) = watch {
      lateResults.formUnion([calls[call].result, calls[call].integer].compactMap { $0 })
    }
    add(Constraint(.watch, node, Int32(watches.count - 1)), at: location)
  }

  /// The solver's resolver: binds a call to a function that its pointer
  /// reaches. Says nothing the second time.
  func resolve(watch: Int32, object: ObjectID) -> [Constraint] {
    let kind = objects.kinds[Int(object)]
    guard kind.isFunction else { return [] }
    let key = UInt64(UInt32(bitPattern: watch)) << 32 | UInt64(UInt32(bitPattern: object))
    guard resolved.insert(key).inserted else { return [] }
    let first = constraints.count
    guard case .function(let usr, let site) = kind else {
      if case .indirectCall(let call) = watches[Int(watch)] { bindOutside(call: call) }
      return Array(constraints[first...])
    }
    switch watches[Int(watch)] {
    case .indirectCall(let call):
      if accepts(usr, call) { bind(call: call, to: usr, takenAt: site) }
    case .callback(let call, let callback): bind(callback, of: call, to: usr, takenAt: site)
    case .escape(let name): bindEscaped(usr, name: name, takenAt: site)
    }
    return Array(constraints[first...])
  }

  /// Whether a node may get pointers by constraints that come while the solver
  /// runs: what `resolve` binds are parameters, results of calls through
  /// pointers and places of libraries.
  func lateInflow() -> (NodeID) -> Bool {
    let contents = Set(objects.contents)
    return { [self] node in
      !nodes.isTransient[Int(node)] || nodes.parameterOwners[node] != nil
        || lateResults.contains(node) || contents.contains(node)
    }
  }

  /// Adds the block that clients or a wrapper's caller gets: made by the same
  /// allocation calls.
  ///
  /// - Parameter call: the wrapper's call, if its arguments decide the size.
  func noteClone(_ object: ObjectID, of original: ObjectID, sizedBy call: SizedClone?) {
    allocations[object] = allocations[original]
    if let layout = objects.layouts[original] { objects.note(layout: layout, of: object) }
    if let call, sizedClones[object] == nil { sizedClones[object] = call }
  }

  // MARK: The model's tables

  var program: ProgramFacts { entered.program }
  var rules: RuleSet { entered.rules }
  var constraints: [Constraint] { located.all }
  /// Where the code stands that gives rise to each constraint.
  var locations: [SourceLocation?] { located.locations }
  var unitNodes: [[NodeID]] { entered.unitNodes }
  var unitNames: [UnitNames] { entered.unitNames }
  var calls: [ProgramCall] { entered.calls }
  var stores: [ProgramStore] { entered.stores }
  var functions: [String: ProgramFunction] { entered.functions }
  var migrated: [SourceLocation: MigratedUse] { entered.migrated }
  var externals: [String: ExternalFunction] { entered.externals }
  private var foreign: [String: ForeignFunction] { entered.foreign }

  /// What the rules say of an external function, by its own name or by the
  /// standard one that it stands for.
  func external(_ name: String) -> ExternalFunction? {
    externals[name] ?? externals[LibraryNames.standard(name)]
  }

  /// What the rules say of memory that an external function allocates or
  /// releases itself, by either of its names.
  func foreign(_ name: String) -> ForeignFunction? {
    foreign[name] ?? foreign[LibraryNames.standard(name)]
  }

  /// The family function that a function with external linkage is.
  func family(of usr: String) -> FamilyFunction? { entered.family(of: usr) }

  /// The number of a place that a unit mentions; `nil` if it has none.
  func nodeID(of node: FlowNode, unit: Int) -> NodeID? {
    nodes.existing(node, in: unitNames[unit])
  }

  /// Whether a canonical type is a struct or union that the program defines.
  func isRecord(_ type: String) -> Bool { entered.recordTypes.contains(type) }

  /// Whether a node is what a function returns.
  func isResult(_ node: NodeID, of function: String) -> Bool {
    nodes.existingResult(of: function) == node
  }

  /// What clients can read: what functions give them, what lies in their own
  /// memory, and the function pointers that they can name.
  var clientNodes: [NodeID] {
    let contents = objects.kinds.indices.compactMap { index -> NodeID? in
      guard case .clientMemory = objects.kinds[index] else { return nil }
      return objects.contents[index]
    }
    return nodes.clients.map(\.node) + contents + entered.openFunctionPointers
  }

  /// The contents of what `from` points at go to what `to` points at.
  func transfer(from: NodeID, to: NodeID, at location: SourceLocation?) {
    located.transfer(from: from, to: to, through: &nodes, at: location)
  }

  /// A node that points at an object.
  func pointer(to kind: ObjectKind, at location: SourceLocation?) -> NodeID {
    let node = nodes.fresh(name: "pointer", isTransient: true)
    add(Constraint(.address, objects.id(kind, nodes: &nodes), node), at: location)
    return node
  }
}
