package import SourceModel

/// The variables that one file gets to take sizes before they change.
package struct EarlierVariables: Sendable {
  private var names: [EarlierSize: String] = [:]

  /// None.
  package init() {}

  /// Those that decisions ask for.
  ///
  /// - Parameter taken: what other new variables of the file are called.
  package init(for decisions: [Decision], in source: CText, besides taken: Set<String>) {
    let wanted = Set(decisions.compactMap(\.earlier)).sorted {
      ($0.statement, $0.use) < ($1.statement, $1.use)
    }
    guard !wanted.isEmpty else { return }
    var used = source.identifiers.union(taken)
    for earlier in wanted {
      guard let name = source.freeName(like: earlier.variable, used) else { continue }
      used.insert(name)
      names[earlier] = name
    }
  }

  /// The size of a decision, `nil` when its variable was given up.
  package func sizeText(of decision: Decision) -> String? {
    guard let earlier = decision.earlier else { return decision.sizeText }
    return names[earlier]
  }

  /// The declarations and assignments for the releases that are carried out.
  package func edits(for sites: Set<Int>, in source: CText) -> [Edit] {
    names.sorted { ($0.key.statement, $0.key.use) < ($1.key.statement, $1.key.use) }
      .filter { sites.contains($0.key.use) }
      .flatMap { earlier, name -> [Edit] in
        let assigned = "\(name) = \(earlier.size);" + source.lineBreak(before: earlier.statement)
        guard let declaration = earlier.declaration else {
          return [Edit(inserting: "size_t " + assigned, at: earlier.statement, as: .prefix)]
        }
        return [
          Edit(
            inserting: "size_t \(name) = 0;" + source.lineBreak(before: declaration),
            at: declaration, as: .prefix),
          Edit(inserting: assigned, at: earlier.statement, as: .prefix),
        ]
      }
  }
}
