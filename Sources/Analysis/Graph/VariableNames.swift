import SourceModel

/// Which variables are the same by different names, in the whole program: one unit says so,
/// and all that mention either mean it.
struct VariableNames: Sendable {
  /// The least of the names of each variable that has several, by qualified USR.
  private var least: [String: String] = [:]

  /// - Parameter names: those of each unit.
  init(_ units: [FileFacts], names: [UnitNames]) {
    var sets: [String: Set<String>] = [:]
    for (unit, names) in zip(units, names) {
      for pair in unit.flow.sameVariables {
        let usrs = [pair.one, pair.other].compactMap { node -> String? in
          guard case .global(let usr, _) = unit.flow.nodes[Int(node)] else { return nil }
          return names.qualified(usr)
        }
        let all = usrs.reduce(into: Set(usrs)) { $0.formUnion(sets[$1] ?? []) }
        for usr in all { sets[usr] = all }
      }
    }
    least = sets.compactMapValues { $0.min() }
  }

  /// The name that stands for all of a variable.
  func one(_ usr: String) -> String { least.isEmpty ? usr : least[usr] ?? usr }
}
