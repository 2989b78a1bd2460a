import SourceModel

/// The units of a program with one numbering for all: what they say before
/// their calls are bound to what they call. Built once; each `ProgramGraph`
/// starts from it.
struct EnteredProgram: Sendable {
  let program: ProgramFacts
  let rules: RuleSet

  var nodes: NodeTable
  var objects = ObjectTable()
  private(set) var constraints = LocatedConstraints()
  /// Positions in `constraints` of those that let one member of a union have
  /// what another one is given.
  private(set) var overlays: [Int] = []
  /// For each unit, the program's numbers of its nodes.
  private(set) var unitNodes: [[NodeID]] = []
  /// The same for its layouts.
  private(set) var unitLayouts: [[LayoutID]] = []
  private(set) var layouts = LayoutTable()
  /// Through what members of records, by their positions in the layout, are reached, and
  /// where at first.
  private(set) var recordPointers: [LayoutID: [Range<Int>: [NodeID: SourceLocation]]] = [:]
  private(set) var integers = PointerIntegers()
  /// What integers in memory hold: all of them together. No solver's object could keep
  /// them apart from the pointers in the same block.
  private var integerMemory: NodeID = -1
  /// The temporaries of each unit to whose members it assigns, by their numbers.
  private(set) var bases: [[Int: NodeID]] = []
  let unitNames: [UnitNames]
  private(set) var calls: [ProgramCall] = []
  private(set) var stores: [ProgramStore] = []
  private(set) var functions: [String: ProgramFunction] = [:]
  /// Where each external function is defined that several places define, by
  /// name: the tree has several programs.
  private(set) var definitions: [String: Set<SourceLocation>] = [:]
  /// The names of the functions that the program uses and does not define.
  private(set) var outsideNames: Set<String> = []
  /// Positions in `calls` of the calls that make a heap object.
  private(set) var allocations: [ObjectID: [Int]] = [:]
  /// Where the names of family functions stand that are sites: what is spelled in
  /// files that were left out stays as it is.
  private let siteLocations: Set<SourceLocation>
  let filesInScope: Set<FilePath>
  /// Nodes that are the address of something and therefore never null.
  private(set) var addressNodes: Set<NodeID> = []
  /// Characters that the code itself writes.
  private(set) var characterWrites: [ProgramGraph.Mutation] = []
  /// For each unit, the position of its first call in `calls`.
  private(set) var firstCalls: [Int] = []
  /// The uses of the target's API by where they stand: sites that have been
  /// migrated.
  let migrated: [SourceLocation: MigratedUse]
  let externals: [String: ExternalFunction]
  let foreign: [String: ForeignFunction]
  let families: [String: FamilyFunction]
  /// The canonical types of the structs and unions that the program defines.
  let recordTypes: Set<String>
  /// The members of records that the program mentions.
  private(set) var members = RecordMembers()

  /// The places of the sites that share the name and the place of an address:
  /// several in one macro cannot be told apart.
  private(set) var addressSites: [AddressKey: [SourceLocation]] = [:]
  /// Pairs of nodes that are compared and may point at functions.
  private(set) var comparisons: [(left: NodeID, right: NodeID)] = []
  /// The members that may be reached by their offsets.
  private(set) var offsetMembers: Set<NodeID> = []
  /// What assembly at file scope names.
  private(set) var assembly = AssemblyNames()
  /// Variables that headers offer to other programs.
  private(set) var offeredVariables: Set<NodeID> = []
  /// Function pointers that code outside the program can assign, if it has any.
  private(set) var openFunctionPointers: [NodeID] = []
  /// The fields that point at functions, by the canonical type of their record.
  private(set) var functionFields: [String: [NodeID]] = [:]

  /// Where the address of a function is taken.
  struct AddressKey: Hashable {
    var name: String
    var location: SourceLocation
  }

  init(_ program: ProgramFacts, rules: RuleSet) {
    self.program = program
    self.rules = rules
    let records = PrivateRecords(program.units)
    unitNames = program.units.map { UnitNames($0, records: records.suffixes(in: $0)) }
    nodes = NodeTable(VariableNames(program.units, names: unitNames))
    migrated = Dictionary(
      program.migrated.map { ($0.location, $0) }, uniquingKeysWith: { a, _ in a })
    externals = Dictionary(rules.externals.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    foreign = Dictionary(rules.foreign.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    families = Dictionary(rules.families.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    recordTypes = Set(program.units.flatMap { $0.flow.records.map(\.type) })
    for site in program.sites where site.syntax == nil {
      for location in Set(site.uses.map(\.location)).union([site.location]) {
        let key = AddressKey(name: site.function.name, location: location)
        addressSites[key, default: []].append(site.location)
      }
    }
    siteLocations = Set(program.sites.map(\.location))
    filesInScope = Set(program.files)
    var bodies = RepeatedBodies()
    for index in program.units.indices { enter(declarationsOf: index) }
    assembly = AssemblyNames(self)
    for usr in assembly.functions.keys { functions[usr]?.facts.isAddressTaken = true }
    outsideNames = Set(functions.values.lazy.filter { $0.unit == nil }.map(\.facts.name))
    integers = PointerIntegers(
      program.units, unitNodes: unitNodes, unitNames: unitNames, nodes: nodes,
      functions: functions)
    integerMemory = nodes.fresh(name: "integers in memory")
    for index in program.units.indices { enter(unit: index, &bodies) }
    for function in bodies.different { functions[function]?.hasSeveralBodies = true }
    for index in program.units.indices { enterEdges(unit: index) }
    enterOffsets()
    enterReturns()
    members = RecordMembers(units: program.units, nodes: unitNodes)
    enterFunctionPointers()
  }

  /// Whether a call of a family function may be rewritten.
  func isSite(_ call: FlowCall) -> Bool { siteLocations.contains(call.site) }

  /// The use of the target's API that a call of a family is, once it is migrated; `nil`
  /// for any other.
  func migratedUse(_ call: FlowCall) -> MigratedUse? {
    call.isMigrated ? migratedUse(at: call.site) : nil
  }

  /// The same for an allocation. A macro of the program's own that has a name of the
  /// target's leads to a site.
  func migratedUse(at site: SourceLocation) -> MigratedUse? {
    migrated[site].flatMap { siteLocations.contains(site) ? nil : $0 }
  }

  /// The position of a call in `calls`.
  func position(of call: ProgramCall) -> Int { firstCalls[call.unit] + call.index }

  // MARK: Entering a unit

  private mutating func enter(declarationsOf index: Int) {
    let unit = program.units[index]
    let names = unitNames[index]
    let numbers = unit.flow.nodes.map { nodes.id($0, in: names) }
    unitNodes.append(numbers)
    unitLayouts.append(unit.flow.layouts.map { layouts.id($0, nodes: numbers) })
    for function in unit.flow.functions { enter(function, unit: index, names: names) }
    for broken in unit.flow.brokenFunctions {
      let definition = unit.flow.functions.first { $0.usr == broken }
      functions[names.qualified(broken)]?.brokenUnits.insert(index)
      functions[names.qualified(broken)]?.brokenFiles.insert(definition?.location.file)
    }
  }

  private mutating func enter(unit index: Int, _ bodies: inout RepeatedBodies) {
    let unit = program.units[index]
    let repeated = bodies.enter(unit.flow, names: unitNames[index])
    var names = QualifiedNames(unitNames[index])
    enterCalls(unit: index, &names, repeated: repeated.calls)
    for (position, store) in unit.flow.stores.enumerated() {
      stores.append(
        ProgramStore(
          unit: index, facts: store, target: unitNodes[index][Int(store.target)],
          function: store.function.map { names.of($0) },
          isRepetition: repeated.stores.contains(position)))
    }
    enterBases(unit: index)
    for write in unit.flow.characterWrites {
      characterWrites.append(
        ProgramGraph.Mutation(
          node: unitNodes[index][Int(write.pointer)], name: "", location: write.location,
          call: nil, function: write.function.map { names.of($0) }, write: write))
    }
  }

  /// Finds what it is to whose members the unit assigns: makes objects of variables, so
  /// that such assignments and those through pointers are known to go to one object,
  /// and keeps the temporaries.
  private mutating func enterBases(unit index: Int) {
    let flow = program.units[index].flow
    let roots = Set(flow.stores.lazy.compactMap(\.base?.root))
    var wholes = Set(flow.variables.filter { $0.isRecord || $0.isArray }.map(\.node))
    for local in flow.functions.lazy.flatMap(\.locals) where !local.type.hasSuffix("*") {
      wholes.insert(local.node)
    }
    var temporaries: [Int: NodeID] = [:]
    for (position, node) in flow.nodes.enumerated() where roots.contains(node) {
      let id = unitNodes[index][position]
      if case .temporary(let number) = node {
        temporaries[number] = id
      } else if wholes.contains(FlowNodeID(position)) {
        _ = objects.id(.place(id), nodes: &nodes)
      }
    }
    bases.append(temporaries)
  }

  private mutating func enter(_ function: FlowFunction, unit: Int, names: UnitNames) {
    let usr = names.qualified(function.usr)
    guard var known = functions[usr] else {
      functions[usr] = ProgramFunction(
        usr: usr, facts: function, unit: function.isDefined ? unit : nil)
      return
    }
    let isAddressTaken = known.facts.isAddressTaken || function.isAddressTaken
    // The linker takes the strictest visibility.
    let isHidden = known.facts.isHidden || function.isHidden
    let isOffered = (known.facts.isOffered || function.isOffered) && !isHidden
    if function.isDefined {
      if known.unit == nil {
        known.facts = function
        known.unit = unit
      } else if function.isExternal, function.location != known.facts.location {
        definitions[function.name, default: [known.facts.location]].insert(function.location)
      }
    }
    known.facts.isAddressTaken = isAddressTaken
    known.facts.isOffered = isOffered
    known.facts.isHidden = isHidden
    functions[usr] = known
  }

  private mutating func enterCalls(
    unit index: Int, _ names: inout QualifiedNames, repeated: Set<Int>
  ) {
    let map = unitNodes[index]
    func pointer(_ node: FlowNodeID?) -> NodeID? {
      node.map { map[Int($0)] }.flatMap { integers.canHoldPointer($0) ? $0 : nil }
    }
    var seen: [AllocationKey: Int] = [:]
    firstCalls.append(calls.count)
    for (position, call) in program.units[index].flow.calls.enumerated() {
      var key = AllocationKey(site: call.site, location: call.location, ordinal: 0)
      key.ordinal = seen[key, default: 0]
      seen[AllocationKey(site: call.site, location: call.location, ordinal: 0), default: 0] += 1
      var object: ObjectID?
      if let family = call.familyFunction, family.role.allocates {
        if isSite(call) || migratedUse(call) != nil {
          let block = objects.id(.heap(key), nodes: &nodes)
          object = block
          if let layout = call.resultLayout {
            objects.note(layout: unitLayouts[index][layout], of: block)
          }
          allocations[block, default: []].append(calls.count)
        } else {
          let kind = ObjectKind.foreign(name: nameWhereLeftOut(call), location: call.location)
          object = objects.id(kind, nodes: &nodes)
        }
      }
      var (callee, name): (String?, String) = (nil, "")
      if case .direct(let usr, let spelling) = call.callee {
        (callee, name) = (names.of(usr), spelling)
      }
      calls.append(
        ProgramCall(
          unit: index, index: position, facts: call,
          arguments: call.arguments.map { pointer($0.node) },
          result: call.result.map { map[Int($0)] }, integer: pointer(call.integer),
          callee: callee, name: name, function: call.function.map { names.of($0) }, object: object,
          ordinal: key.ordinal, isRepetition: repeated.contains(position)))
    }
  }

  // MARK: Edges

  private mutating func enterEdges(unit index: Int) {
    let map = unitNodes[index]
    func node(_ id: FlowNodeID) -> NodeID { map[Int(id)] }
    for place in program.units[index].flow.recordPlaces {
      let record = objects.id(.place(node(place.node)), nodes: &nodes)
      objects.note(layout: unitLayouts[index][place.layout], of: record)
    }
    for extent in program.units[index].flow.extents {
      let variable = objects.id(.place(node(extent.node)), nodes: &nodes)
      objects.note(bits: extent.bits, of: variable)
    }
    for pointer in program.units[index].flow.recordPointers {
      recordPointers[unitLayouts[index][pointer.layout], default: [:]][
        pointer.words, default: [:]
      ].merge([node(pointer.node): pointer.location]) { first, _ in first }
    }
    for edge in program.units[index].flow.edges {
      if let (from, to) = edge.kind.ends,
        !integers.canHoldPointer(node(from)) || !integers.canHoldPointer(node(to))
      {
        continue
      }
      let place = edge.location
      switch edge.kind {
      case .copy(let from, let to):
        constraints.add(Constraint(.copy, node(from), node(to)), at: place)
      case .overlay(let from, let to):
        overlays.append(constraints.count)
        constraints.add(Constraint(.copy, node(from), node(to)), at: place)
      case .load(_, let to) where integers.isPointer(node(to)):
        constraints.add(Constraint(.copy, integerMemory, node(to)), at: place)
      case .load(let pointer, let to):
        constraints.add(Constraint(.load, node(pointer), node(to)), at: place)
      case .store(let from, let pointer):
        constraints.add(Constraint(.store, node(from), node(pointer)), at: place)
        if integers.isPointer(node(from)) {
          constraints.add(Constraint(.copy, node(from), integerMemory), at: place)
        }
      case .interior(let from, let to):
        constraints.add(Constraint(.interior, node(from), node(to)), at: place)
      case .base(let from, let to):
        constraints.add(Constraint(.base, node(from), node(to)), at: place)
      case .transfer(let from, let to):
        constraints.transfer(from: node(from), to: node(to), through: &nodes, at: place)
      case .address(let object, let to):
        let object = self.object(object, unit: index, at: place)
        guard let object else { continue }
        constraints.add(Constraint(.address, object, node(to)), at: place)
        guard case .place(let variable) = objects.kinds[Int(object)] else { continue }
        addressNodes.insert(node(to))
        if integers.isPointer(variable) {
          constraints.add(Constraint(.copy, variable, integerMemory), at: place)
          constraints.add(Constraint(.copy, integerMemory, variable), at: place)
        }
      }
    }
  }

  /// What is moved by an offset into a record may point at each member of which the
  /// program asks the offset.
  private mutating func enterOffsets() {
    let units = zip(program.units, unitNodes)
    let pointers = units.flatMap { unit, nodes in
      unit.flow.offsetPointers.map { (node: nodes[Int($0.pointer)], location: $0.location) }
    }
    let members = units.flatMap { unit, nodes in unit.flow.offsetMembers.map { nodes[Int($0)] } }
    if pointers.isEmpty || members.isEmpty { return }
    offsetMembers = Set(members)
    let any = nodes.fresh(name: "a member by its offset", isTransient: true)
    for member in offsetMembers.sorted() {
      let object = objects.id(.place(member), nodes: &nodes)
      constraints.add(Constraint(.address, object, any), at: nil)
    }
    for pointer in pointers {
      constraints.add(Constraint(.copy, any, pointer.node), at: pointer.location)
    }
  }

  private mutating func enterReturns() {
    let returned = ReturnedVariables(self)
    for (index, unit) in program.units.enumerated() {
      for function in unit.flow.functions {
        for statement in function.returns {
          let result = unitNodes[index][Int(statement.result)]
          for value in returned.values(of: statement, in: function, unit: index) {
            constraints.add(Constraint(.copy, value, result), at: statement.location)
          }
        }
      }
    }
  }

  private mutating func enterFunctionPointers() {
    offeredVariables = Set(
      zip(program.units, unitNodes).flatMap { unit, nodes in
        unit.flow.variables.filter(\.isOffered).map { nodes[Int($0.node)] }
      })
    var open: Set<NodeID> = []
    for (unit, nodes) in zip(program.units, unitNodes) {
      comparisons += unit.flow.comparisons.map { (nodes[Int($0.one)], nodes[Int($0.other)]) }
      let records = Dictionary(
        unit.flow.records.map { ($0.usr, $0) }, uniquingKeysWith: { first, _ in first })
      for pointer in unit.flow.functionPointers {
        let node = nodes[Int(pointer)]
        let record = unit.flow.nodes[Int(pointer)].record.flatMap { records[$0] }
        if let record { functionFields[record.type, default: []].append(node) }
        if record?.isOpen ?? offeredVariables.contains(node) { open.insert(node) }
      }
    }
    openFunctionPointers = open.sorted()
  }

  private mutating func object(
    _ object: FlowObject, unit: Int, at location: SourceLocation
  ) -> ObjectID? {
    switch object {
    case .heap(let call): return calls[firstCalls[unit] + call].object
    case .place(let node):
      return objects.id(.place(unitNodes[unit][Int(node)]), nodes: &nodes)
    case .function(let usr):
      let usr = unitNames[unit].qualified(usr)
      let site = family(of: usr).map { family in
        addressSites[AddressKey(name: family.name, location: location)]?.first ?? location
      }
      return objects.id(.function(usr: usr, site: site), nodes: &nodes)
    case .literal: return objects.id(.literal, nodes: &nodes)
    case .library: return objects.id(.library, nodes: &nodes)
    }
  }

  /// The family function that a function with external linkage is.
  func family(of usr: String) -> FamilyFunction? {
    guard usr.hasPrefix("c:@F@") else { return nil }
    return families[String(usr.dropFirst(5))]
  }
}
