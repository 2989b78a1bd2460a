import Foundation

/// Checks JSON against the part of JSON Schema that `docs/schema` uses: `type`,
/// `required`, `properties`, `items`, `enum`, `minimum`, `anyOf` and local `$ref`.
/// Members that the schema does not know are problems, so that it stays complete.
struct SchemaValidator {
  private let schema: [String: Any]

  init(_ name: String) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/schema/\(name).json")
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    schema = value as? [String: Any] ?? [:]
  }

  /// What is wrong with the document, each with its path; empty when it is valid.
  func problems(_ bytes: [UInt8]) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return problems(value, schema, at: "$")
  }

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let definitions = self.schema["$defs"] as? [String: Any]
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let target = definitions?[name] as? [String: Any] else {
        return ["\(path): no definition \(reference)"]
      }
      return problems(value, target, at: path)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let all = choices.map { problems(value, $0, at: path) }
      return all.contains([]) ? [] : all.max { $0.count < $1.count } ?? []
    }
    var found: [String] = []
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { Self.isType(value, $0) }) {
      return ["\(path): \(value) is no \(types)"]
    }
    if let choices = schema["enum"] as? [Any], !choices.contains(where: { same($0, value) }) {
      found.append("\(path): \(value) is none of \(choices)")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      found.append("\(path): \(number) is less than \(least)")
    }
    if let object = value as? [String: Any] { found += members(object, schema, at: path) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, item) in array.enumerated() {
        found += problems(item, items, at: "\(path)[\(index)]")
      }
    }
    return found
  }

  private func members(
    _ object: [String: Any], _ schema: [String: Any], at path: String
  ) -> [String] {
    let properties = schema["properties"] as? [String: Any] ?? [:]
    let required = schema["required"] as? [String] ?? []
    var found = required.filter { object[$0] == nil }.map { "\(path): no \($0)" }
    for (name, value) in object {
      if let property = properties[name] as? [String: Any] {
        found += problems(value, property, at: "\(path).\(name)")
      } else {
        found.append("\(path): \(name) is not in the schema")
      }
    }
    return found
  }

  private func same(_ left: Any, _ right: Any) -> Bool {
    (left as? NSObject)?.isEqual(right) ?? false
  }

  private static func isType(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "integer": value is Int
    case "boolean": value is Bool
    case "null": value is NSNull
    default: false
    }
  }
}
