/// The program that makes a report, as reports name it.
package struct ToolDescription: Hashable, Sendable, Codable {
  package var name: String
  package var version: String

  package init(name: String = "allocmigrate", version: String) {
    self.name = name
    self.version = version
  }

  /// As an object of a JSON report.
  var json: JSONValue {
    .members(["name": .string(name), "version": .string(version)])
  }
}
