import SourceModel

/// The summary for other programs; members may be added within a version, none
/// is removed or changed.
package struct ApplyJSON: ApplyFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs"

  package init() {}

  package func render(_ summary: ApplySummary, options: RenderOptions) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-apply"), "version": .integer(Self.schemaVersion),
      ]),
      "mode": .string(summary.mode.rawValue),
      "edits": .integer(summary.edits),
      "files": .array(
        summary.files.map { row in
          .members([
            "file": .string(row.file.string), "destination": .string(row.destination.string),
            "edits": .integer(row.edits), "roles": row.roles.json,
          ])
        }),
      "sizes": .members([
        "proven": .integer(summary.sizes.proven), "inferred": .integer(summary.sizes.inferred),
        "string": .integer(summary.sizes.string), "unsized": .integer(summary.sizes.unsized),
        "belowGrade": .integer(summary.sizes.belowGrade),
        "callback": .integer(summary.sizes.callback),
      ]),
      "blocked": .array(summary.blocked.map(\.json)),
      "staying": .array(summary.staying.map(\.json)),
      "unwritten": .array(
        summary.unwritten.map {
          .members(["file": .string($0.file.string), "reason": .string($0.reason)])
        }),
      "nextSteps": .strings(summary.nextSteps),
    ]).serialized()
  }
}
