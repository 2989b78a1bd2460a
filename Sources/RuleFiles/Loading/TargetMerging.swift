internal import SourceModel

/// A target and what it says of subsystems' allocators.
struct MergedTarget {
  var target: Target
  /// The allocator of a subsystem that names none; `nil` when there is none.
  var allocator: Template?
  /// Whether any template asks for the allocator.
  var usesAllocator: Bool
}

extension RuleMerger {
  /// The one target of all files; `nil` when none has one.
  func mergeTarget() -> MergedTarget? {
    let parts = nodes.enumerated().compactMap { index, node in
      node.file.target.map { (node: index, part: $0) }
    }
    guard let last = parts.last else { return nil }
    let headers = parts.compactMap { item in
      item.part.header.map { (node: item.node, value: $0) }
    }
    let header = one(of: headers, key: "header", ==)
    var templates: [TemplateKind: Template] = [:]
    for kind in TemplateKind.allCases {
      let all = parts.compactMap { item in
        item.part.templates[kind].map { (node: item.node, value: $0) }
      }
      templates[kind] = one(of: all, key: kind.rawValue, ==)
    }
    let allocators = parts.compactMap { item in
      item.part.allocator.map { (node: item.node, value: $0) }
    }
    if header == nil {
      log.error(
        last.part.position,
        "the target has no header; add 'header:' with what migrated files must include")
    }
    let prefixes = parts.compactMap { item in
      item.part.prefix.map { (node: item.node, value: $0) }
    }
    let prefix = one(of: prefixes, key: "prefix", ==)
    if let prefix {
      let renamed = templates.compactMapValues { $0.renamed(prefix: prefix) }
      if renamed.isEmpty, let position = prefixes.first?.value.position {
        log.error(
          position, "'prefix' is for targets whose templates begin with \(Target.shippedPrefix)")
      }
      templates.merge(renamed) { $1 }
    }
    return MergedTarget(
      target: Target(
        header: header?.name ?? "", isSystemHeader: header?.isSystem ?? false,
        templates: templates, prefix: prefix ?? Target.shippedPrefix),
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
