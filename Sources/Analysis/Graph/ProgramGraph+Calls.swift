import SourceModel

extension ProgramGraph {
  /// Binds a call to its callee, or watches the pointer that it goes through.
  func bind(call index: Int) {
    let call = calls[index]
    if let family = call.facts.familyFunction {
      bindFamily(family, index)
      return
    }
    if let usr = call.callee {
      bind(call: index, to: usr, takenAt: nil)
      return
    }
    if case .indirect(let node) = call.facts.callee {
      watch(unitNodes[call.unit][Int(node)], .indirectCall(index), at: call.facts.location)
    }
  }

  /// A resized block has the contents of the old one. What is no site releases by
  /// itself, or has been migrated.
  private func bindFamily(_ family: FamilyFunction, _ index: Int) {
    let call = calls[index]
    if family.role.releases, !entered.isSite(call.facts),
      let pointer = call.argument(family.pointer)
    {
      if let use = entered.migratedUse(call.facts) {
        migratedReleases.append((node: pointer, use: use))
      } else {
        foreignReleases.append(
          Escape(
            node: pointer, name: entered.nameWhereLeftOut(call.facts),
            location: call.facts.location, call: index))
      }
    }
    guard family.role == .resize, let old = call.argument(family.pointer), let new = call.result
    else { return }
    transfer(from: old, to: new, at: call.facts.location)
  }

  /// Binds a call to one function.
  ///
  /// - Parameter site: where the address of a family function was taken.
  func bind(call index: Int, to usr: String, takenAt site: SourceLocation?) {
    let call = calls[index]
    if let site, let family = family(of: usr) {
      bindThroughAddress(family, site: site, arguments: call.arguments, result: call.result, index)
      return
    }
    if let function = functions[usr], function.unit != nil {
      bindArguments(call.arguments, to: function, at: call.facts.location)
      bindResult(of: index, to: function, isDirect: call.callee != nil)
      return
    }
    bindExternal(call: index, name: functions[usr]?.facts.name ?? call.name)
  }

  /// A call through a pointer that may point at a function from outside the
  /// program.
  func bindOutside(call index: Int) {
    let call = calls[index]
    guard outsideCalls.insert(index).inserted, let result = call.result else { return }
    let location = call.facts.location
    let block = ObjectKind.unknown(name: Self.outsideFunction, location: location)
    add(Constraint(.address, objects.id(block, nodes: &nodes), result), at: location)
  }

  /// What a function is called that clients or libraries have given the program.
  static let outsideFunction = "a function from outside the program"

  /// Whether an indirect call can lead to a function.
  ///
  /// One with more parameters than the call has arguments is not what is called:
  /// its behaviour would be undefined, and its parameters hold what happens to
  /// lie there. Surplus arguments are undefined as well, but do no harm on any
  /// machine, and programs rely on that: `list_each(list, (each_fn)free, NULL)`.
  /// A call without any argument may go through a type without a prototype, as
  /// in old programs, which pass less than is declared.
  func accepts(_ usr: String, _ index: Int) -> Bool {
    guard let function = functions[usr] else { return true }
    let passed = calls[index].arguments.count
    return passed == 0 || function.facts.parameterPointees.count <= passed
  }

  /// Passes arguments on to a function of the program.
  private func bindArguments(
    _ arguments: [NodeID?], to function: ProgramFunction, at location: SourceLocation
  ) {
    let count = function.facts.parameterPointees.count
    for (position, argument) in arguments.enumerated() {
      guard let argument else { continue }
      let isVariable = function.facts.isVariadic && position >= count
      let target =
        isVariable
        ? nodes.parameter(of: function.usr, count, name: FlowNode.variableArguments)
        : nodes.parameter(of: function.usr, position)
      add(Constraint(.copy, argument, target), at: location)
      if function.isBroken {
        escapes.append(Escape(node: argument, name: function.facts.name, location: location))
      }
    }
  }

  private func bindResult(of index: Int, to function: ProgramFunction, isDirect: Bool) {
    let call = calls[index]
    if let integer = call.integer, let returned = nodes.existingResult(of: function.usr) {
      add(Constraint(.copy, returned, integer), at: call.facts.location)
    }
    guard let result = call.result else { return }
    let location = call.facts.location
    if function.isBroken {
      let unknown = ObjectKind.unknown(name: function.facts.name, location: location)
      add(Constraint(.address, objects.id(unknown, nodes: &nodes), result), at: location)
    }
    let returned =
      isDirect
      ? passArguments(of: call, to: function, result)
      : nodes.result(of: function.usr, name: function.facts.name)
    guard let wrapper = wrappers[function.usr] else {
      add(Constraint(.copy, returned, result), at: location)
      return
    }
    var rest = returned
    for (position, block) in wrapper.blocks.enumerated() {
      let original = object(of: block)
      let clone = clone(of: block, at: index)
      let isLast = position == wrapper.blocks.count - 1
      let next = isLast ? result : nodes.fresh(name: "what a wrapper returns", isTransient: true)
      add(Constraint(.copyExcept, rest, next, original), at: location)
      add(Constraint(.address, clone, result), at: location)
      // What the wrapper stores in its block is in every caller's.
      let contents = objects.contents
      add(Constraint(.copy, contents[Int(original)], contents[Int(clone)]), at: location)
      rest = next
    }
  }

  /// Gives a direct caller the arguments back that a function returns.
  ///
  /// - Returns: What else it returns.
  private func passArguments(
    of call: ProgramCall, to function: ProgramFunction, _ result: NodeID
  ) -> NodeID {
    guard let passed = passed[function.usr] else {
      return nodes.result(of: function.usr, name: function.facts.name)
    }
    for position in passed.parameters {
      guard let argument = call.argument(position + 1) else { continue }
      add(Constraint(.copy, argument, result), at: call.facts.location)
    }
    if let known = ownResults[function.usr] { return known }
    let rest = nodes.fresh(name: "result of \(function.facts.name)", isTransient: true)
    ownResults[function.usr] = rest
    for node in passed.rest { add(Constraint(.copy, node, rest), at: function.facts.location) }
    return rest
  }

  /// A block in the body of the wrapper that returns it, which may itself get it
  /// from a wrapper, by a call that is not bound yet.
  private func object(of block: AllocationWrapper.Block) -> ObjectID {
    if let known = objects.existing(.heap(block.key)) { return known }
    let inner = calls[block.call].callee.flatMap { wrappers[$0] }?.blocks.first {
      $0.key == block.key.origin
    }
    guard let inner else { preconditionFailure("a wrapper's block comes from nowhere") }
    return clone(of: inner, at: block.call)
  }

  /// The block that one call of a wrapper returns.
  private func clone(of block: AllocationWrapper.Block, at index: Int) -> ObjectID {
    let call = calls[index]
    let key = block.key.cloned(at: call.facts.location, ordinal: call.ordinal)
    let clone = objects.id(.heap(key), nodes: &nodes)
    noteClone(
      clone, of: object(of: block),
      sizedBy: block.sizeValues.map { SizedClone(call: index, values: $0) })
    if let layout = call.facts.resultLayout.map({ entered.unitLayouts[call.unit][$0] }) {
      objects.note(layout: layout, of: clone)
    }
    return clone
  }

  /// A family function called by its address.
  private func bindThroughAddress(
    _ family: FamilyFunction, site: SourceLocation, arguments: [NodeID?], result: NodeID?,
    _ index: Int
  ) {
    let location = calls[index].facts.location
    addressCalls[site, default: []].insert(location)
    var old: NodeID?
    if family.role.releases, let position = family.pointer,
      arguments.indices.contains(position - 1)
    {
      old = arguments[position - 1]
    }
    if let old {
      addressReleases.append(AddressRelease(site: site, node: old, location: location, call: index))
    } else if family.role.releases, calls[index].expression(family.pointer)?.constantValue != 0 {
      let name = "a call with an argument that cannot be followed"
      addressEscapes.append((site: site, name: name, location: location))
    }
    guard family.role.allocates, let result else { return }
    let object = objects.id(.throughAddress(site: site, name: family.name), nodes: &nodes)
    add(Constraint(.address, object, result), at: location)
    if let old { transfer(from: old, to: result, at: location) }
  }

  // MARK: Callbacks

  /// Binds a function that an external function calls.
  func bind(
    _ callback: ExternalFunction.Callback, of index: Int, to usr: String,
    takenAt site: SourceLocation?
  ) {
    let call = calls[index]
    let location = call.facts.location
    let arguments = callback.arguments.map { $0.flatMap { value($0, of: index) } }
    if let site, let family = family(of: usr) {
      bindThroughAddress(family, site: site, arguments: arguments, result: nil, index)
      return
    }
    guard let function = functions[usr], function.unit != nil else { return }
    bindArguments(arguments, to: function, at: location)
    guard let destination = callback.result else { return }
    let returned = nodes.result(of: usr, name: function.facts.name)
    store(returned, into: destination, of: index)
  }

  /// A function that an undescribed one is given may be called with anything
  /// that any call gives to the undescribed one, now or later.
  func bindEscaped(_ usr: String, name: String, takenAt site: SourceLocation?) {
    guard let calls = undescribedCalls[name], let first = calls.first else { return }
    let location = self.calls[first].facts.location
    let everything: NodeID
    if let known = undescribedArguments[name] {
      everything = known
    } else {
      let unknown = ObjectKind.unknown(name: name, location: location)
      everything = nodes.fresh(name: "arguments of \(name)", isTransient: true)
      undescribedArguments[name] = everything
      add(Constraint(.address, objects.id(unknown, nodes: &nodes), everything), at: location)
      for call in calls { pass(call, to: everything) }
    }
    if let site, let family = family(of: usr) {
      if family.role.allocates {
        addressEscapes.append((site: site, name: name, location: location))
      }
      let arguments = Array(repeating: NodeID?.some(everything), count: 8)
      bindThroughAddress(family, site: site, arguments: arguments, result: nil, first)
      return
    }
    if let family = family(of: usr), family.role.releases {
      foreignReleases.append(
        Escape(node: everything, name: family.name, location: location, call: first))
      return
    }
    guard let function = functions[usr], function.unit != nil else { return }
    let arguments = function.facts.parameterPointees.map { $0 == nil ? nil : everything }
    bindArguments(arguments, to: function, at: location)
    // What one of these functions returns, another may be given.
    guard function.facts.resultPointee != nil else { return }
    let returned = nodes.result(of: usr, name: function.facts.name)
    add(Constraint(.copy, returned, everything), at: location)
  }

  /// Notes a call of an undescribed function.
  func noteUndescribed(_ name: String, _ index: Int) {
    undescribedCalls[name, default: []].append(index)
    if let everything = undescribedArguments[name] { pass(index, to: everything) }
  }

  private func pass(_ index: Int, to everything: NodeID) {
    for argument in calls[index].arguments {
      guard let argument else { continue }
      add(Constraint(.copy, argument, everything), at: calls[index].facts.location)
    }
  }
}
