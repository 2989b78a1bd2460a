internal import SourceModel

/// Joins the files of a graph into one set of rules.
///
/// A file overrides the targets' templates, the subsystems and the foreign and
/// external functions of the files that it uses, directly or not. Files that
/// do not use each other must agree, or a file that uses both must decide.
final class RuleMerger {
  private let nodes: [RuleFileGraph.Node]
  private let roots: [Int]
  private let log: ProblemLog
  /// What is doubtful in the merged rules.
  private(set) var warnings: [RuleProblem] = []
  /// Pairs of files whose targets have been reported to contradict each other.
  private var reportedTargets: Set<[Int]> = []

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
    var seen: Set<String> = []
    rules.exclude = nodes.flatMap(\.file.exclude).filter { seen.insert($0).inserted }
    rules.acceptedGrade = nodes.last { $0.file.acceptedGrade != nil }?.file.acceptedGrade ?? .proven
    return rules
  }

  /// The definitions that no other definition overrides: the index of the file
  /// and the value.
  private func standing<Value>(
    _ definitions: [(node: Int, value: Positioned<Value>)]
  ) -> [(node: Int, value: Positioned<Value>)] {
    definitions.filter { candidate in
      !definitions.contains { nodes[$0.node].uses.contains(candidate.node) }
    }
  }

  /// Definitions of one section by name, in the order of the files.
  private func definitions<Value>(
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
      functions.append(first.value)
    }
    return functions
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

// MARK: - Target

extension RuleMerger {
  /// A target and what a subsystem's allocator is by default.
  private struct MergedTarget {
    var target: Target
    var allocator: Template?
    var usesAllocator: Bool
  }

  private func mergeTarget() -> MergedTarget? {
    let parts = nodes.enumerated().compactMap { index, node in
      node.file.target.map { (node: index, part: $0) }
    }
    guard let last = parts.last else { return nil }
    var templates: [TemplateKind: Template] = [:]
    for kind in TemplateKind.allCases {
      let all = parts.compactMap { item in
        item.part.templates[kind].map { (node: item.node, value: $0) }
      }
      templates[kind] = one(of: all, key: kind.rawValue, ==)
    }
    let headers = parts.compactMap { item in
      item.part.header.map { (node: item.node, value: $0) }
    }
    let header = one(of: headers, key: "header", ==)
    let allocators = parts.compactMap { item in
      item.part.allocator.map { (node: item.node, value: $0) }
    }
    if header == nil {
      log.error(
        last.part.position,
        "the target has no header; add 'header:' with what migrated files must include")
    }
    return MergedTarget(
      target: Target(
        header: header?.name ?? "", isSystemHeader: header?.isSystem ?? false,
        templates: templates),
      allocator: one(of: allocators, key: "allocator", ==),
      usesAllocator: templates.values.contains { $0.placeholders.contains(.allocator) })
  }

  /// The one standing value among the targets' values for a key; when there
  /// are several, the first, and each pair of files is reported once.
  private func one<Value>(
    of definitions: [(node: Int, value: Positioned<Value>)], key: String,
    _ equal: (Value, Value) -> Bool
  ) -> Value? {
    let candidates = standing(definitions)
    guard let first = candidates.first else { return nil }
    for other in candidates.dropFirst() where !equal(other.value.value, first.value.value) {
      guard reportedTargets.insert([first.node, other.node]).inserted else { continue }
      log.error(
        other.value.position,
        "a second target: '\(key)' is something else at \(first.value.position); "
          + "a project moves to one target, so remove one 'use', or say in your own file what holds"
      )
    }
    return first.value.value
  }
}

// MARK: - Subsystems

extension RuleMerger {
  /// The subsystems in matching order: those of users before those of the
  /// files they use, and in each file from its first subsystem without
  /// conditions on, behind those of all other files.
  private func mergeSubsystems(target: MergedTarget?) -> [Subsystem] {
    let byName = definitions(\.subsystems, name: \.name)
    var specific: [Positioned<Subsystem>] = []
    var general: [Positioned<Subsystem>] = []
    var reported: Set<String> = []
    for (index, node) in orderedUsersFirst() {
      let own = node.file.subsystems
      let split = own.firstIndex { $0.value.match.isEmpty } ?? own.count
      warnUnreachable(own)
      for (offset, item) in own.enumerated() {
        let candidates = standing(byName[item.value.name] ?? [])
        guard candidates.contains(where: { $0.node == index }) else { continue }
        if let other = candidates.first(where: { $0.node != index }),
          other.value.value != item.value, reported.insert(item.value.name).inserted
        {
          log.error(
            item.position,
            "the subsystem '\(item.value.name)' is described differently at "
              + "\(other.value.position); rename one, or describe it in a file that uses both")
        }
        let complete = Positioned(complete(item, target: target), at: item.position)
        if offset < split { specific.append(complete) } else { general.append(complete) }
      }
    }
    var seen: Set<String> = []
    return (specific + general).map(\.value).filter { seen.insert($0.name).inserted }
  }

  /// Files in the order in which their subsystems are tried: a user before
  /// what it uses, and what it uses in the order of `use`.
  private func orderedUsersFirst() -> [(Int, RuleFileGraph.Node)] {
    // Nodes are stored with used files first; a stable sort by how many files
    // use each one, directly or not, puts every user before what it uses.
    let users = nodes.indices.map { index in nodes.filter { $0.uses.contains(index) }.count }
    return nodes.indices.sorted { (users[$0], $0) < (users[$1], $1) }.map { ($0, nodes[$0]) }
  }

  private func complete(_ item: Positioned<Subsystem>, target: MergedTarget?) -> Subsystem {
    var subsystem = item.value
    guard subsystem.allocator.isEmpty, let target else { return subsystem }
    if let allocator = target.allocator {
      subsystem.allocator = allocator.pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .placeholder(.short): subsystem.short
        case .placeholder: subsystem.name
        }
      }.joined()
    } else if target.usesAllocator {
      log.error(
        item.position,
        "the subsystem '\(subsystem.name)' has no allocator, which the target's "
          + "templates use; add 'allocator:' here or to the target")
    }
    return subsystem
  }

  private func warnUnreachable(_ subsystems: [Positioned<Subsystem>]) {
    for (index, item) in subsystems.enumerated() {
      let earlier = subsystems[..<index]
      if let taker = earlier.first(where: { $0.value.match.isEmpty }) {
        warn(
          item, "'\(taker.value.name)' at \(taker.position) has no conditions and takes all sites")
      } else if !item.value.match.isEmpty,
        item.value.match.allSatisfy({ condition in
          earlier.contains { $0.value.match.contains { $0.covers(condition) } }
        })
      {
        warn(item, "earlier subsystems have the same conditions, and the first that matches wins")
      }
    }
  }

  private func warn(_ item: Positioned<Subsystem>, _ reason: String) {
    warnings.append(
      RuleProblem(
        item.position,
        "the subsystem '\(item.value.name)' can never match: \(reason); move it up or remove it"))
  }
}

extension Subsystem.Condition {
  /// Whether it surely matches wherever `other` does: it asks for nothing that
  /// `other` does not ask for in the same words.
  fileprivate func covers(_ other: Subsystem.Condition) -> Bool {
    (path == nil || path == other.path) && (type == nil || type == other.type)
      && (function == nil || function == other.function)
      && (field == nil || field == other.field) && (kind == nil || kind == other.kind)
  }
}
