internal import SourceModel

extension Section {
  /// `families: {libc: {malloc: {role: allocate, size: 1}}}`.
  static let families = Section(key: "families") { field, file in
    var seen: [String: RulePosition] = [:]
    for (family, functions) in field.entries("families") ?? [] {
      guard let family = family.identifier() else { continue }
      for (name, value) in functions.entries("functions with their roles") ?? [] {
        guard let name = name.identifier() else { continue }
        if let first = seen[name] {
          value.error(
            "'\(name)' is in two families, first on line \(first.line); a function belongs to one")
          continue
        }
        seen[name] = value.node.position
        guard let function = decodeFamilyFunction(name, family: family, value) else { continue }
        file.families.append(Positioned(function, at: value.node.position))
      }
    }
  }

  private static let parameterKeys = [
    "size", "count", "element", "pointer", "string", "limit", "alignment",
  ]

  private static func decodeFamilyFunction(
    _ name: String, family: String, _ field: Field
  ) -> FamilyFunction? {
    guard let values = field.record(["role"] + parameterKeys) else { return nil }
    guard let roleField = values["role"] else {
      field.error(
        "'\(name)' has no role; add one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
      )
      return nil
    }
    guard let role = roleField.choice(Role.self) else { return nil }
    var positions: [String: Int] = [:]
    for key in parameterKeys {
      guard let value = values[key] else { continue }
      guard let position = value.parameter() else { return nil }
      if let other = positions.first(where: { $0.value == position })?.key {
        value.error(
          "'\(key)' and '\(other)' of '\(name)' are both parameter \(position); correct one of them"
        )
        return nil
      }
      positions[key] = position
    }
    guard check(positions, role: role, name: name, values: values, field) else { return nil }
    return FamilyFunction(
      name: name, family: family, role: role, size: positions["size"],
      count: positions["count"], element: positions["element"], pointer: positions["pointer"],
      string: positions["string"], limit: positions["limit"], alignment: positions["alignment"])
  }

  /// The parameters that functions of a role have: one of the alternatives of
  /// `needed`, and any of `optional`.
  private static func parameters(of role: Role) -> (needed: [[String]], optional: [String]) {
    switch role {
    case .allocate, .allocateZeroed: ([["size"], ["count", "element"]], ["alignment"])
    case .resize: ([["pointer", "size"], ["pointer", "count", "element"]], ["alignment"])
    case .duplicate: ([["string"]], ["limit"])
    case .release: ([["pointer"]], ["size", "alignment"])
    case .query: ([["pointer"]], [])
    }
  }

  private static func check(
    _ positions: [String: Int], role: Role, name: String, values: [String: Field], _ field: Field
  ) -> Bool {
    let (needed, optional) = parameters(of: role)
    let given = Set(positions.keys)
    guard let alternative = needed.first(where: { given.isSuperset(of: $0) }) else {
      let wanted = needed.map { $0.map { "'\($0)'" }.joined(separator: " and ") }
      field.error(
        "'\(name)' has the role \(role.rawValue), which needs "
          + "\(wanted.joined(separator: ", or ")): the positions of these parameters")
      return false
    }
    let allowed = Set(alternative + optional)
    for key in parameterKeys where given.contains(key) && !allowed.contains(key) {
      values[key]?.error(
        "'\(name)' has the role \(role.rawValue), which has no '\(key)' beside "
          + "\(alternative.map { "'\($0)'" }.joined(separator: " and ")); remove it")
      return false
    }
    return true
  }
}
