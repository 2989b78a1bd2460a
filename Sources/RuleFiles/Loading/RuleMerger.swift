internal import SourceModel

/// Joins the files of a graph into one set of rules.
///
/// A file overrides the targets' templates, the subsystems and the foreign and
/// external functions of the files that it uses, directly or not. Files that
/// do not use each other must agree, or a file that uses both must decide.
final class RuleMerger {
  let nodes: [RuleFileGraph.Node]
  let log: ProblemLog
  /// What is doubtful in the merged rules.
  var warnings: [RuleProblem] = []
  /// Pairs of files whose targets have been reported to contradict each other.
  var reportedTargets: Set<[Int]> = []
  private let roots: [Int]

  init(graph: RuleFileGraph, log: ProblemLog) {
    nodes = graph.nodes
    roots = graph.roots
    self.log = log
  }

  /// The rules of all files together; problems are in the log.
  func merge() -> RuleSet {
    checkProjectKeys()
    var rules = RuleSet()
    rules.families = mergeFamilies()
    rules.foreign = mergeForeign(families: rules.families)
    rules.externals = mergeNamed(\.externals, name: \.name, what: "external function")
    let target = mergeTarget()
    rules.target = target?.target
    rules.subsystems = mergeSubsystems(target: target)
    rules.classes = mergeClasses(subsystems: rules.subsystems.map(\.name))
    var seen: Set<String> = []
    rules.exclude = nodes.flatMap(\.file.exclude).filter { seen.insert($0).inserted }
    rules.acceptedGrade = nodes.last { $0.file.acceptedGrade != nil }?.file.acceptedGrade ?? .proven
    rules.savesSizes = nodes.last { $0.file.savesSizes != nil }?.file.savesSizes ?? true
    rules.adoptsForeignMemory =
      nodes.last { $0.file.adoptsForeignMemory != nil }?.file.adoptsForeignMemory ?? false
    rules.hasNoClients = nodes.last { $0.file.hasNoClients != nil }?.file.hasNoClients ?? false
    return rules
  }

  /// The definitions that no other definition overrides: the index of the file
  /// and the value.
  func standing<Value>(
    _ definitions: [(node: Int, value: Positioned<Value>)]
  ) -> [(node: Int, value: Positioned<Value>)] {
    definitions.filter { candidate in
      !definitions.contains { nodes[$0.node].uses.contains(candidate.node) }
    }
  }

  /// Definitions of one section by name, in the order of the files.
  func definitions<Value>(
    _ section: KeyPath<RuleFile, [Positioned<Value>]>, name: KeyPath<Value, String>
  ) -> [String: [(node: Int, value: Positioned<Value>)]] {
    var byName: [String: [(node: Int, value: Positioned<Value>)]] = [:]
    for (index, node) in nodes.enumerated() {
      for item in node.file[keyPath: section] {
        byName[item.value[keyPath: name], default: []].append((index, item))
      }
    }
    return byName
  }

  private func checkProjectKeys() {
    for (index, node) in nodes.enumerated()
    where !roots.contains(index) || node.reference.pack != nil {
      for key in node.file.projectKeys {
        log.error(
          key.position, "'\(key.value)' belongs in the project's own file, not in one that is used")
      }
    }
  }

  /// Family functions may be described in several files, but not differently.
  private func mergeFamilies() -> [FamilyFunction] {
    var functions: [FamilyFunction] = []
    let byName = definitions(\.families, name: \.name)
    for name in byName.keys.sorted() {
      let all = byName[name] ?? []
      guard let first = all.first?.value else { continue }
      for (_, other) in all.dropFirst() where other.value != first.value {
        log.error(
          other.position,
          "the function '\(name)' is described differently at \(first.position); "
            + "a site can follow only one description, so remove one or do not use that file")
      }
      var function = first.value
      function.isOfProject = all.contains { nodes[$0.node].reference.pack == nil }
      functions.append(function)
    }
    return functions
  }

  /// Only the project's own file names classes, so none is named twice.
  private func mergeClasses(subsystems: [String]) -> [SiteIdentity: String] {
    var classes: [SiteIdentity: String] = [:]
    for item in nodes.flatMap(\.file.classes) {
      if !subsystems.contains(item.value.subsystem) {
        let hint = Spelling.hint(for: item.value.subsystem, in: subsystems)
        log.error(
          item.position, "no rule file describes the subsystem '\(item.value.subsystem)'\(hint)")
      }
      classes[item.value.site] = item.value.subsystem
    }
    return classes
  }

  private func mergeForeign(families: [FamilyFunction]) -> [ForeignFunction] {
    let functions = mergeNamed(\.foreign, name: \.name, what: "foreign function")
    let known = Set(families.map(\.family))
    let familyNames = definitions(\.families, name: \.name)
    for node in nodes {
      for item in node.file.foreign {
        if !known.contains(item.value.family) {
          let hint = Spelling.hint(for: item.value.family, in: known.sorted())
          log.error(
            item.position,
            "'\(item.value.name)' is with the family '\(item.value.family)', "
              + "which no rule file describes\(hint)")
        }
        if let family = familyNames[item.value.name]?.first {
          log.error(
            item.position,
            "'\(item.value.name)' is in a family too, at \(family.value.position); "
              + "a function is migrated or foreign, so remove one")
        }
      }
    }
    return functions
  }

  /// The standing descriptions of one section, sorted by name.
  private func mergeNamed<Value: Equatable>(
    _ section: KeyPath<RuleFile, [Positioned<Value>]>, name: KeyPath<Value, String>, what: String
  ) -> [Value] {
    var result: [Value] = []
    let byName = definitions(section, name: name)
    for name in byName.keys.sorted() {
      let candidates = standing(byName[name] ?? [])
      guard let first = candidates.first?.value else { continue }
      for (_, other) in candidates.dropFirst() where other.value != first.value {
        log.error(
          other.position,
          "the \(what) '\(name)' is described differently at \(first.position); "
            + "remove one, or decide in a file that uses both")
      }
      result.append(first.value)
    }
    return result
  }
}
