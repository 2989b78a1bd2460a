internal import SourceModel

extension RuleMerger {
  /// The subsystems in matching order: those of users before those of the
  /// files they use, and in each file from its first subsystem without
  /// conditions on, behind those of all other files.
  func mergeSubsystems(target: MergedTarget?) -> [Subsystem] {
    let byName = definitions(\.subsystems, name: \.name)
    var specific: [Subsystem] = []
    var general: [Subsystem] = []
    var seen: Set<String> = []
    for index in usersFirst() {
      let own = nodes[index].file.subsystems
      let split = own.firstIndex { $0.value.match.isEmpty } ?? own.count
      warnUnreachable(own)
      for (offset, item) in own.enumerated() {
        let candidates = standing(byName[item.value.name] ?? [])
        guard candidates.contains(where: { $0.node == index }),
          seen.insert(item.value.name).inserted
        else { continue }
        checkAgreement(item, candidates)
        let subsystem = complete(item, target: target)
        if offset < split { specific.append(subsystem) } else { general.append(subsystem) }
      }
    }
    return specific + general
  }

  /// Logs a subsystem that files that do not use each other describe
  /// differently.
  private func checkAgreement(
    _ item: Positioned<Subsystem>, _ candidates: [(node: Int, value: Positioned<Subsystem>)]
  ) {
    guard let other = candidates.first(where: { $0.value.value != item.value }) else { return }
    log.error(
      other.value.position,
      "the subsystem '\(item.value.name)' is described differently at \(item.position); "
        + "rename one, or describe it in a file that uses both")
  }

  /// Files in the order in which their subsystems are tried: a user before
  /// what it uses, and what it uses in the order of `use`.
  private func usersFirst() -> [Int] {
    // Nodes are stored with used files first; a stable sort by how many files
    // use each one, directly or not, puts every user before what it uses.
    let users = nodes.indices.map { index in nodes.filter { $0.uses.contains(index) }.count }
    return nodes.indices.sorted { (users[$0], $0) < (users[$1], $1) }
  }

  private func complete(_ item: Positioned<Subsystem>, target: MergedTarget?) -> Subsystem {
    var subsystem = item.value
    checkShortName(item, target)
    checkStrategy(item, target)
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

  /// Logs a subsystem whose short macros would be those that they are made of.
  private func checkShortName(_ item: Positioned<Subsystem>, _ target: MergedTarget?) {
    let subsystem = item.value
    guard let target = target?.target, subsystem.sharesMacros(withPrefix: target.prefix),
      target.templates.values.contains(where: { $0.placeholders.contains(.short) })
    else { return }
    log.error(
      item.position,
      "the short macros of the subsystem '\(subsystem.name)' would have the names of the "
        + "target's own, \(target.prefix)ALLOC and so on; give it another 'short:'")
  }

  /// Logs another strategy than the platform's for the subsystem that the runtime uses
  /// itself, for null allocators and in files that include `mem_compat.h`: blocks of
  /// malloc's come there, in any thread.
  private func checkStrategy(_ item: Positioned<Subsystem>, _ target: MergedTarget?) {
    guard target?.target.usesRuntime == true, item.value.name == Subsystem.general,
      item.value.strategy != .platform
    else { return }
    log.error(
      item.position,
      "the strategy of '\(item.value.name)' must be platform: the runtime uses that subsystem "
        + "for null allocators and for memory of malloc's; give another subsystem the "
        + "\(item.value.strategy.rawValue)")
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
