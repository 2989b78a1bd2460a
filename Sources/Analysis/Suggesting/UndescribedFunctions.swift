package import SourceModel

/// The functions outside the program of which no rule says what they do with
/// the pointers that they get or give, those included that only pointers call;
/// those called most first.
package func undescribedFunctions(
  _ program: ProgramFacts, rules: RuleSet
) -> [UndescribedFunction] {
  let described = Set(
    rules.families.map(\.name) + rules.foreign.map(\.name) + rules.externals.map(\.name))
  let defined = Set(
    program.units.flatMap { unit in unit.flow.functions.filter(\.isDefined).map(\.usr) })
  func isUndescribed(_ usr: String, _ name: String) -> Bool {
    !defined.contains(usr) && !LibraryNames.isInert(name) && !isOfRuntime(name)
      && described.isDisjoint(with: [name, LibraryNames.standard(name)])
  }
  var calls: [String: Set<SourceLocation>] = [:]
  var addresses: [String: Set<SourceLocation>] = [:]
  var signatures: [String: FlowFunction] = [:]
  for unit in program.units where !unit.isLeftOut {
    let functions = Dictionary(
      unit.flow.functions.map { ($0.usr, $0) }, uniquingKeysWith: { first, _ in first })
    for call in unit.flow.calls {
      guard case .direct(let usr, let name) = call.callee, isUndescribed(usr, name),
        call.result != nil
          || call.arguments.contains(where: { $0.node != nil && $0.pointee != nil })
      else { continue }
      calls[name, default: []].insert(call.location)
      signatures[name] = signatures[name] ?? functions[usr]
    }
    for edge in unit.flow.edges {
      guard case .address(of: .function(let usr), to: _) = edge.kind,
        let function = functions[usr], isUndescribed(usr, function.name),
        function.resultPointee != nil || function.parameterPointees.contains(where: { $0 != nil })
      else { continue }
      addresses[function.name, default: []].insert(edge.location)
      signatures[function.name] = signatures[function.name] ?? function
    }
  }
  return signatures.compactMap { name, signature in
    let called = calls[name] ?? []
    let taken = addresses[name] ?? []
    guard let first = called.min() ?? taken.min() else { return nil }
    return UndescribedFunction(
      signature, calls: called.count, addresses: taken.count, first: first)
  }
  .sorted { ($1.calls, $1.addresses, $0.name) < ($0.calls, $0.addresses, $1.name) }
}

/// Whether a name is one of those to which the runtime's macros lead.
private func isOfRuntime(_ name: String) -> Bool {
  name == "allocators_get" || name.hasPrefix("memi_")
}

extension UndescribedFunction {
  fileprivate init(
    _ function: FlowFunction, calls: Int, addresses: Int, first: SourceLocation
  ) {
    self.init(
      name: function.name, calls: calls, addresses: addresses, first: first,
      parameters: function.parameterPointees.enumerated().map { position, pointee in
        pointee.map {
          Parameter(
            pointee: $0, isConst: function.parameterIsConst[safe: position] ?? false,
            target: function.parameterTargets[safe: position].flatMap(\.self) ?? .bytes)
        }
      },
      isVariadic: function.isVariadic,
      result: function.resultPointee.map { $0 + " *" }, isResultOpaque: function.isResultOpaque)
  }
}
