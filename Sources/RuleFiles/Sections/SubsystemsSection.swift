internal import SourceModel

extension Section {
  /// `subsystems: [{name: STRINGS, match: [{kind: string}]}]`.
  static let subsystems = Section(key: "subsystems") { field, file in
    var seen: [String: RulePosition] = [:]
    for item in field.list("subsystems") ?? [] {
      guard let subsystem = decodeSubsystem(item) else { continue }
      if let first = seen[subsystem.name] {
        item.error(
          "there are two subsystems '\(subsystem.name)', the first on line \(first.line); "
            + "rename one, or join their 'match' lists")
        continue
      }
      seen[subsystem.name] = item.node.position
      file.subsystems.append(Positioned(subsystem, at: item.node.position))
    }
  }

  private static func decodeSubsystem(_ field: Field) -> Subsystem? {
    let field = Field(node: field.node, name: "a subsystem", log: field.log)
    let keys = ["allocator", "match", "name", "phase", "priority", "short", "strategy"]
    guard let values = field.record(keys, goingOn: true) else { return nil }
    guard let nameField = values["name"] else {
      field.error("this subsystem has no name; add 'name: VM' or the like")
      return nil
    }
    guard let name = nameField.identifier() else { return nil }
    var subsystem = Subsystem(name: name, allocator: "")
    if let value = values["allocator"], let text = value.text("a C expression") {
      if let problem = TemplateText.unbalanced(text) { value.error("'allocator' \(problem)") }
      subsystem.allocator = text
    }
    subsystem.short = values["short"].flatMap { $0.identifier() } ?? name
    subsystem.strategy = values["strategy"].flatMap { $0.choice() } ?? .platform
    subsystem.priority = values["priority"].flatMap { $0.choice() } ?? .medium
    subsystem.phase =
      values["phase"].flatMap { $0.number(in: 1...1000, "a number from 1 to 1000") } ?? 1
    if let match = values["match"] { subsystem.match = decodeMatch(match) }
    return subsystem
  }

  private static func decodeMatch(_ field: Field) -> [Subsystem.Condition] {
    guard let items = field.list("conditions such as {path: \"src/vm/**\"}") else { return [] }
    if items.isEmpty {
      field.error("'match' is empty; remove it from a subsystem that takes whatever is left")
    }
    return items.compactMap { item in
      let item = Field(node: item.node, name: "a condition", log: item.log)
      guard let values = item.record(["field", "function", "kind", "path", "type"]) else {
        return nil
      }
      if values.isEmpty { item.error("this condition has no keys; write {path: \"src/vm/**\"}") }
      return Subsystem.Condition(
        path: values["path"]?.glob(), type: values["type"]?.glob(),
        function: values["function"]?.glob(), field: values["field"]?.glob(),
        kind: values["kind"]?.choice())
    }
  }
}
