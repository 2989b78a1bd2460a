import SourceModel

/// Joins the wrappers of all units: each once, with the calls of it in all
/// units that are not left out; one in a header counts once however many units read it.
struct WrapperMerger {
  private struct Key: Hashable {
    var name: String
    var location: SourceLocation
    var wraps: String
    var role: Role

    init(_ wrapper: Wrapper) {
      name = wrapper.name
      location = wrapper.location
      wraps = wrapper.wraps
      role = wrapper.role
    }
  }

  private let units: [FileFacts]
  /// For each unit and each of its wrappers, the function that it is.
  private let functions: [[FlowFunction?]]
  /// For each unit, where it calls the functions that are wrappers, by USR.
  private let callers: [[String: Set<Wrapper.Caller>]]

  init(_ units: [FileFacts]) {
    self.units = units
    functions = units.map { unit in
      guard !unit.wrappers.isEmpty else { return [] }
      let defined = Dictionary(
        grouping: unit.flow.functions.filter(\.isDefined), by: \.location)
      return unit.wrappers.map { wrapper in
        defined[wrapper.location]?.first { $0.name == wrapper.name }
      }
    }
    let wanted = Set(functions.joined().compactMap { $0?.usr })
    callers = units.map { unit in
      guard !unit.isLeftOut else { return [:] }
      let names = Dictionary(
        unit.flow.functions.map { ($0.usr, $0.name) }, uniquingKeysWith: { first, _ in first })
      var callers: [String: Set<Wrapper.Caller>] = [:]
      for call in unit.flow.calls {
        guard case .direct(let usr, _) = call.callee, wanted.contains(usr) else { continue }
        callers[usr, default: []].insert(
          Wrapper.Caller(
            location: call.location, function: call.function.flatMap { names[$0] } ?? ""))
      }
      return callers
    }
  }

  /// The wrappers in the order of their places.
  func wrappers() -> [Wrapper] {
    var found: [Key: Wrapper] = [:]
    var calls: [Key: Set<Wrapper.Caller>] = [:]
    for index in units.indices {
      for (wrapper, function) in zip(units[index].wrappers, functions[index]) {
        let key = Key(wrapper)
        found[key] = wrapper
        guard let function else { continue }
        // Only the units that define a static function call this one.
        for caller in function.isExternal ? callers.indices : index..<index + 1 {
          calls[key, default: []].formUnion(callers[caller][function.usr] ?? [])
        }
      }
    }
    return found.map { key, wrapper in
      var wrapper = wrapper
      wrapper.callers = (calls[key] ?? []).sorted {
        ($0.location, $0.function) < ($1.location, $1.function)
      }
      return wrapper
    }
    .sorted {
      ($0.location, $0.name, $0.wraps, $0.role.rawValue)
        < ($1.location, $1.name, $1.wraps, $1.role.rawValue)
    }
  }
}
