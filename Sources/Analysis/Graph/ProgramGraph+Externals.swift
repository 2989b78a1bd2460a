import SourceModel

extension ProgramGraph {
  /// Does what the rules say that a function outside the program does.
  func bindExternal(call index: Int, name: String) {
    if LibraryNames.isInert(name) { return }
    let call = calls[index]
    let foreign = foreign(name)
    let external = external(name)
    if let foreign { bindForeign(foreign, index) }
    if let external { bindDescribed(external, index) }
    // What `externals` leaves out of a function that `foreign` has, too, could go anywhere.
    let described = external?.described ?? foreign?.described ?? []
    let isKnown = external != nil || foreign != nil
    escapeArguments(
      of: index, name: name, except: described, rest: isKnown ? external?.rest : nil)
    guard let result = call.result else { return }
    let returns = !(external?.returns.isEmpty ?? true) || foreign?.allocates == .returned
    guard !returns else { return }
    let isLent = call.callee.flatMap { functions[$0]?.facts.isResultOpaque } ?? false
    let location = call.facts.location
    let unknown: ObjectKind =
      isLent ? .lent(name: name, location: location) : .unknown(name: name, location: location)
    add(Constraint(.address, objects.id(unknown, nodes: &nodes), result), at: location)
    if call.facts.resultPointee.map(Self.namesFunction) == true {
      addOutsideFunction(to: result, at: location)
    }
  }

  // MARK: Functions that allocate or release

  private func bindForeign(_ function: ForeignFunction, _ index: Int) {
    let call = calls[index]
    let location = call.facts.location
    for position in function.releases {
      guard let node = call.argument(position) else { continue }
      foreignReleases.append(
        Escape(node: node, name: function.name, location: location, call: index))
    }
    for position in function.releasesContents { releaseContents(position, function.name, index) }
    if let position = function.onlyIfNull, let value = call.expression(position)?.constantValue,
      value != 0
    {
      return
    }
    if let position = function.onlyIfNull, let argument = call.arguments[safe: position - 1],
      call.expression(position)?.constantValue == nil, isAddress(argument)
    {
      return
    }
    bindAllocation(function, index)
  }

  /// Gives to a function what an argument points at: a pointer, or the members of a
  /// record.
  private func releaseContents(_ position: Int, _ name: String, _ index: Int) {
    let location = calls[index].facts.location
    let members = record(at: position - 1, of: index).map(entered.members.of) ?? []
    for member in members {
      foreignReleases.append(Escape(node: member, name: name, location: location, call: index))
    }
    guard let pointer = calls[index].argument(position), members.isEmpty else { return }
    let node = nodes.fresh(name: "what \(name) releases", isTransient: true)
    add(Constraint(.load, pointer, node), at: location)
    foreignReleases.append(Escape(node: node, name: name, location: location, call: index))
  }

  /// Whether a node surely points at something, as an array's does.
  private func isAddress(_ node: NodeID?) -> Bool {
    guard let node else { return false }
    return entered.addressNodes.contains(node)
  }

  private func bindAllocation(_ function: ForeignFunction, _ index: Int) {
    let call = calls[index]
    let location = call.facts.location
    guard let allocates = function.allocates else { return }
    let block = pointer(to: .foreign(name: function.name, location: location), at: location)
    if function.elements {
      let element = pointer(
        to: .foreign(name: function.name + ", for each element,", location: location), at: location)
      add(Constraint(.store, element, block), at: location)
    }
    switch allocates {
    case .returned:
      if let result = call.result { add(Constraint(.copy, block, result), at: location) }
    case .out(let position):
      if let out = call.argument(position) { add(Constraint(.store, block, out), at: location) }
      for member in record(at: position - 1, of: index).map(entered.members.of) ?? [] {
        add(Constraint(.copy, block, member), at: location)
      }
    }
  }

  // MARK: Described functions

  private func bindDescribed(_ function: ExternalFunction, _ index: Int) {
    let call = calls[index]
    let location = call.facts.location
    if let result = call.result {
      for value in function.returns {
        guard let from = self.value(value, of: index) else { continue }
        add(Constraint(.copy, from, result), at: location)
      }
    }
    for store in function.stores {
      guard let from = value(store.value, of: index) else { continue }
      self.store(from, into: store.into, of: index)
    }
    for copy in function.copies {
      guard let from = call.argument(copy.from), let to = call.argument(copy.to) else { continue }
      if copy.extent == .bytes { transfer(from: from, to: to, at: location) }
      mutate(to, function.name, index)
    }
    for position in function.writes where !onlyReads(function, call) {
      mutate(call.argument(position), function.name, index)
      mutate(listed(by: position, of: index), function.name, index)
    }
    for position in function.writesContents {
      guard let pointer = call.argument(position) else { continue }
      let inner = nodes.fresh(name: "what \(function.name) writes to", isTransient: true)
      add(Constraint(.load, pointer, inner), at: location)
      mutate(inner, function.name, index)
    }
    for slot in function.writesSlots { mutate(nodes.slot(slot), function.name, index) }
    for callback in function.calls {
      guard let pointer = call.argument(callback.function) else { continue }
      watch(pointer, .callback(call: index, callback), at: location)
    }
  }

  /// Whether a call's literals say that it writes nothing.
  private func onlyReads(_ function: ExternalFunction, _ call: ProgramCall) -> Bool {
    guard let mode = function.readsOnly,
      let literal = call.facts.arguments[safe: mode.argument - 1]?.literal
    else { return false }
    return mode.literals.contains(literal)
  }

  /// The pointers in a list of variable arguments, when that is what a call
  /// passes at a position that counts from 1.
  private func listed(by position: Int, of index: Int) -> NodeID? {
    let call = calls[index]
    guard call.facts.arguments[safe: position - 1]?.isVariableArgumentList == true,
      let list = call.argument(position)
    else { return nil }
    let node = nodes.fresh(name: FlowNode.variableArguments, isTransient: true)
    add(Constraint(.load, list, node), at: call.facts.location)
    return node
  }

  private func mutate(_ node: NodeID?, _ name: String, _ index: Int) {
    guard let node, !calls[index].isRepetition else { return }
    mutations.append(
      Mutation(
        node: node, name: name, location: calls[index].facts.location, call: index,
        function: calls[index].function))
  }

  /// A node that holds a value of an external function's description.
  func value(_ value: ExternalFunction.Value, of index: Int) -> NodeID? {
    let call = calls[index]
    let location = call.facts.location
    switch value {
    case .argument(let position): return call.argument(position)
    case .interior(let position):
      guard let from = call.argument(position) else { return nil }
      // It may be the start. But a program that releases such a pointer knows
      // more than its function says, and a set of nothing but places inside
      // counts as unknown.
      let node = nodes.fresh(name: "place in an argument", isTransient: true)
      add(Constraint(.interior, from, node), at: location)
      return node
    case .contents(let position):
      guard let pointer = call.argument(position) else { return nil }
      let node = nodes.fresh(name: "contents of an argument", isTransient: true)
      add(Constraint(.load, pointer, node), at: location)
      return node
    case .library: return pointer(to: .library, at: location)
    case .slot(let name): return nodes.slot(name)
    case .pointerToSlot(let name): return pointer(to: .place(nodes.slot(name)), at: location)
    }
  }

  /// Stores a pointer where an external function's description says.
  func store(_ from: NodeID, into destination: ExternalFunction.Destination, of index: Int) {
    let call = calls[index]
    switch destination {
    case .contents(let position):
      guard let pointer = call.argument(position) else { return }
      add(Constraint(.store, from, pointer), at: call.facts.location)
    case .slot(let name):
      add(Constraint(.copy, from, nodes.slot(name)), at: call.facts.location)
    }
  }

  // MARK: Undescribed arguments

  /// Arguments of which the rules say nothing may go anywhere. One that is a
  /// pointer to `const` is taken to be read only.
  private func escapeArguments(
    of index: Int, name: String, except described: Set<Int>, rest: ExternalFunction.Rest?
  ) {
    let call = calls[index]
    let facts = call.callee.flatMap { functions[$0]?.facts }
    let fixed = facts?.parameterPointees.count ?? call.arguments.count
    noteUndescribed(name, index)
    for (position, argument) in call.arguments.enumerated() {
      guard !described.contains(position + 1) else { continue }
      if call.facts.arguments[position].pointee == nil {
        escapeMembers(of: call.facts.arguments[position].type, in: index, name: name)
      }
      guard let argument else { continue }
      if position >= fixed, let rest {
        if rest == .writes {
          mutate(argument, name, index)
          storeText(through: argument, position, of: index, name: name)
        }
        continue
      }
      let isNumber =
        facts?.parameterPointees.indices.contains(position) == true
        && facts?.parameterPointees[position] == nil
      if !isNumber { watch(argument, .escape(name: name), at: call.facts.location) }
      if let record = record(at: position, of: index) {
        escapeMembers(of: record, in: index, name: name)
      }
      if facts?.parameterIsConst[safe: position] == true { continue }
      storeUnknown(through: argument, position, of: index, name: name)
      assignMembers(through: position, of: index, name: name)
      for node in [argument, listed(by: position + 1, of: index)].compactMap({ $0 }) {
        escapes.append(Escape(node: node, name: name, location: call.facts.location))
        mutate(node, name, index)
      }
    }
  }

  /// The members of a record that an undescribed function knows, or gets as it is, are
  /// given to it, even where it does not assign them.
  private func escapeMembers(of record: String, in index: Int, name: String) {
    let members = entered.members.of(record)
    guard !members.isEmpty else { return }
    let location = calls[index].facts.location
    let node: NodeID
    if let known = memberNodes[record] {
      node = known
    } else {
      node = nodes.fresh(name: "members of \(record)", isTransient: true)
      memberNodes[record] = node
      for member in members { add(Constraint(.copy, member, node), at: location) }
    }
    watch(node, .escape(name: name), at: location)
    escapes.append(Escape(node: node, name: name, location: location, isMember: true))
    mutate(node, name, index)
  }

  /// `scanf` allocates the text for a pointer to a pointer: `%ms`.
  private func storeText(
    through argument: NodeID, _ position: Int, of index: Int, name: String
  ) {
    let call = calls[index]
    guard call.facts.arguments[position].pointee?.hasSuffix("*") == true else { return }
    let location = call.facts.location
    let block = pointer(to: .foreign(name: name, location: location), at: location)
    add(Constraint(.store, block, argument), at: location)
  }

  /// An undescribed function that gets a pointer to a pointer may assign it.
  private func storeUnknown(
    through argument: NodeID, _ position: Int, of index: Int, name: String
  ) {
    let call = calls[index]
    let location = call.facts.location
    guard let pointee = call.facts.arguments[position].pointee else { return }
    if Self.namesFunction(pointee) {
      let function = pointer(to: .outsideFunction, at: location)
      add(Constraint(.store, function, argument), at: location)
    }
    guard pointee.hasSuffix("*") else { return }
    let block = pointer(to: .unknown(name: name, location: location), at: location)
    add(Constraint(.store, block, argument), at: location)
  }

  /// An undescribed function that gets a record that it knows may assign its
  /// members.
  private func assignMembers(through position: Int, of index: Int, name: String) {
    guard let record = record(at: position, of: index),
      assignedRecords.insert([name, record]).inserted
    else { return }
    let location = calls[index].facts.location
    for member in entered.members.of(record) {
      let kind = ObjectKind.assigned(
        member: nodes.names[Int(member)].split(separator: ".").last.map(String.init) ?? "",
        name: name, location: location)
      add(Constraint(.address, objects.id(kind, nodes: &nodes), member), at: location)
    }
  }

  /// The type of the record that a function knows an argument to point at: its
  /// parameter's; without one, or with `void *`, the argument's, unless only the
  /// program can know that.
  private func record(at position: Int, of index: Int) -> String? {
    let call = calls[index]
    let facts = call.callee.flatMap { functions[$0]?.facts }
    if let declared = facts?.parameterPointees[safe: position], let type = declared, type != "void"
    {
      return type
    }
    guard let type = call.facts.arguments[safe: position]?.pointee else { return nil }
    return isRecord(type) ? nil : type
  }
}

extension ForeignFunction {
  /// Positions of the arguments whose use is described.
  fileprivate var described: Set<Int> {
    var positions = Set(releases + releasesContents)
    if case .out(let position) = allocates { positions.insert(position) }
    return positions
  }
}

extension Array {
  /// The element, or `nil` outside the array's bounds.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
