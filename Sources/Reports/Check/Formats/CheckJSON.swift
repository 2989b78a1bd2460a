import SourceModel

/// The findings for other programs; members may be added within a version, none
/// is removed or changed.
package struct CheckJSON: CheckFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs"

  package init() {}

  package func render(_ report: CheckReport) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-check"), "version": .integer(Self.schemaVersion),
      ]),
      "changedOriginals": .array(
        report.changedOriginals.sorted { $0.key < $1.key }.map {
          .members(["file": .string($0.key.string), "copy": .string($0.value.string)])
        }),
      "kept": .integer(report.kept), "gone": .integer(report.gone),
      "findings": .array(
        report.findings.map { finding in
          .object(
            finding.location.jsonMembers + [
              .init("scope", .string(finding.scope)), .init("function", .string(finding.callee)),
              .init("before", .optional(finding.before?.rawValue)),
              .init("now", .string(finding.now.rawValue)),
            ])
        }),
    ]).serialized()
  }
}
