package import SourceModel

/// The functions outside the program of which no rule says what they do with
/// the pointers that they get or give; those called most first.
package func undescribedFunctions(
  _ program: ProgramFacts, rules: RuleSet
) -> [UndescribedFunction] {
  let described = Set(
    rules.families.map(\.name) + rules.foreign.map(\.name) + rules.externals.map(\.name))
  let defined = Set(
    program.units.flatMap { unit in unit.flow.functions.filter(\.isDefined).map(\.usr) })
  var places: [String: Set<SourceLocation>] = [:]
  var signatures: [String: FlowFunction] = [:]
  for unit in program.units where !unit.isLeftOut {
    let functions = Dictionary(
      unit.flow.functions.map { ($0.usr, $0) }, uniquingKeysWith: { first, _ in first })
    for call in unit.flow.calls {
      guard case .direct(let usr, let name) = call.callee, !defined.contains(usr),
        call.result != nil
          || call.arguments.contains(where: { $0.node != nil && $0.pointee != nil }),
        !LibraryNames.isInert(name), !isOfRuntime(name),
        described.isDisjoint(with: [name, LibraryNames.standard(name)])
      else { continue }
      places[name, default: []].insert(call.location)
      signatures[name] = signatures[name] ?? functions[usr]
    }
  }
  return places.compactMap { name, places in
    guard let signature = signatures[name], let first = places.min() else { return nil }
    return UndescribedFunction(signature, calls: places.count, first: first)
  }
  .sorted { ($1.calls, $0.name) < ($0.calls, $1.name) }
}

/// Whether a name is one of those to which the runtime's macros lead.
private func isOfRuntime(_ name: String) -> Bool {
  name == "allocators_get" || name.hasPrefix("memi_")
}

extension UndescribedFunction {
  fileprivate init(_ function: FlowFunction, calls: Int, first: SourceLocation) {
    self.init(
      name: function.name, calls: calls, first: first,
      parameters: zip(function.parameterPointees, function.parameterIsConst).map {
        pointee, isConst in
        pointee.map { (isConst ? "const " : "") + $0 + " *" }
      },
      isVariadic: function.isVariadic,
      result: function.resultPointee.map { $0 + " *" })
  }
}
