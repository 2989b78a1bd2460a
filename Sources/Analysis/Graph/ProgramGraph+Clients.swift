import SourceModel

extension ProgramGraph {
  /// The units whose functions code that is not seen may call.
  ///
  /// A program with one `main` is closed, but for units that define a function
  /// which a header offers and nothing uses, one that no rule makes a family's: they
  /// are part of a library. With
  /// several programs, all but those of the `main`s may be a library that they
  /// share. Programs that are left out, such as tests, are none of these, and
  /// their use of a function says nothing about what it is for. Units that are
  /// compiled but not read may call any; of others, the rules may say that there
  /// are none.
  func findClientUnits() -> Set<Int> {
    let all = Set(program.units.indices)
    let mains = all.filter { unit in
      !program.units[unit].isLeftOut
        && program.units[unit].flow.functions.contains {
          $0.isDefined && $0.isExternal && $0.name == "main"
        }
    }
    if rules.hasNoClients, !program.hasOtherUnits { return [] }
    guard mains.count == 1 else { return all.subtracting(mains) }
    if program.hasOtherUnits { return all }
    let called = Set(calls.filter { !program.units[$0.unit].isLeftOut }.compactMap(\.callee))
    var units: Set<Int> = []
    for function in functions.values {
      guard let unit = function.unit, !program.units[unit].isLeftOut, function.facts.isOffered,
        function.facts.name != "main", family(of: function.usr) == nil,
        !function.facts.isAddressTaken, !called.contains(function.usr)
      else { continue }
      units.insert(unit)
    }
    return units
  }

  /// The functions that code outside of the program may call, by qualified USR:
  /// those whose address the program takes, and those that it offers to clients.
  func functionsCalledFromOutside() -> Set<String> {
    let hasClients = !clientUnits.isEmpty
    return Set(
      functions.values.lazy.filter { function in
        function.unit != nil
          && (function.facts.isAddressTaken || hasClients && function.facts.isOffered)
      }.map(\.usr))
  }

  /// Whether code that nothing is known of runs in a call of a function outside
  /// of the program: no rule describes it, and it is none of the C library's
  /// that only handle numbers, which no rule has to mention; or one that delivers a
  /// signal, for which any function may be the handler.
  func runsUnknownCode(_ call: ProgramCall, name: String) -> Bool {
    if LibraryNames.deliversSignals(name) { return true }
    if LibraryNames.isInert(name) || external(name) != nil || foreign(name) != nil { return false }
    guard call.arguments.allSatisfy({ $0 == nil }), call.result == nil else { return true }
    return call.callee.flatMap { functions[$0]?.facts.isOfCLibrary } != true
  }

  /// `main` gets an array of strings that nobody releases.
  private func addArguments() {
    for usr in functions.keys.sorted() {
      guard let function = functions[usr], function.unit != nil, function.facts.name == "main",
        function.facts.isExternal, function.facts.parameterPointees.count > 1
      else { continue }
      let location = function.facts.location
      let array = nodes.fresh(name: "arguments")
      let text = nodes.fresh(name: "argument")
      add(
        Constraint(
          .address, objects.id(.place(array), nodes: &nodes), nodes.parameter(of: usr, 1)),
        at: location)
      add(Constraint(.address, objects.id(.place(text), nodes: &nodes), array), at: location)
    }
  }

  /// What a client gets from a function: blocks of its own where those that
  /// the program gets are made anew and kept nowhere.
  private func clientResult(of function: ProgramFunction) -> NodeID {
    let location = function.facts.location
    var result = nodes.result(of: function.usr, name: function.facts.name)
    let made = fresh[function.usr] ?? []
    let passedOn = (wrappers[function.usr]?.blocks ?? []).map(\.key).filter { !made.contains($0) }
    for key in made + passedOn {
      guard let original = objects.existing(.heap(key)) else { continue }
      let own = key.cloned(at: location, ordinal: -1)
      let object = objects.id(.heap(own), nodes: &nodes)
      noteClone(object, of: original, sizedBy: nil)
      let rest = nodes.fresh(name: "what a client gets", isTransient: true)
      add(Constraint(.copyExcept, result, rest, original), at: location)
      add(Constraint(.address, object, rest), at: location)
      let contents = objects.contents
      add(Constraint(.copy, contents[Int(original)], contents[Int(object)]), at: location)
      result = rest
    }
    return result
  }

  /// Whether a canonical type is a function's or holds a pointer to one.
  static func namesFunction(_ type: String) -> Bool {
    type.contains("(") && !["struct ", "union ", "enum "].contains(where: type.hasPrefix)
  }

  /// Lets a node point at a function that is not known.
  func addOutsideFunction(to node: NodeID, at location: SourceLocation?) {
    let function = objects.id(.outsideFunction, nodes: &nodes)
    add(Constraint(.address, function, node), at: location)
  }

  /// A client passes the pointers on that it gets as integers.
  private func addClientIntegers(of function: ProgramFunction) {
    let location = function.facts.location
    if let result = nodes.existingResult(of: function.usr), entered.integers.isPointer(result) {
      add(Constraint(.copy, result, nodes.client("uintptr_t")), at: location)
    }
    for position in function.facts.parameterPointees.indices {
      guard let parameter = nodes.existingParameter(of: function.usr, position),
        entered.integers.isPointer(parameter)
      else { continue }
      add(Constraint(.copy, nodes.client("uintptr_t"), parameter), at: location)
    }
  }

  /// What an exported function returns as `T *`, a client may pass to any that
  /// takes `T *`; and it may pass memory of its own. Variable arguments count
  /// as `void *`. It may assign functions of its own to what it can name.
  func addClients() {
    addArguments()
    clientUnits = findClientUnits()
    let units = clientUnits
    if !units.isEmpty {
      for pointer in entered.openFunctionPointers { addOutsideFunction(to: pointer, at: nil) }
    }
    for usr in functions.keys.sorted() {
      guard let function = functions[usr], let unit = function.unit, units.contains(unit),
        function.facts.isOffered, function.facts.name != "main",
        // A client's own sites, as its uses of the C library's are.
        family(of: usr) == nil
      else { continue }
      let location = function.facts.location
      if let type = function.facts.resultPointee {
        add(Constraint(.copy, clientResult(of: function), nodes.client(type)), at: location)
      }
      addClientIntegers(of: function)
      let variable: [String?] = function.facts.isVariadic ? ["void"] : []
      for (position, type) in (function.facts.parameterPointees + variable).enumerated() {
        guard let type else { continue }
        let parameter = nodes.parameter(of: usr, position)
        add(Constraint(.copy, nodes.client(type), parameter), at: location)
        let memory = objects.id(.clientMemory(type: type), nodes: &nodes)
        add(Constraint(.address, memory, parameter), at: location)
        if type == "void *" {
          let inner = objects.id(.clientMemory(type: "void"), nodes: &nodes)
          add(Constraint(.address, inner, nodes.client("void")), at: location)
        }
        guard Self.namesFunction(type) else { continue }
        addOutsideFunction(to: parameter, at: location)
        addOutsideFunction(to: objects.contents[Int(memory)], at: location)
      }
    }
  }
}
