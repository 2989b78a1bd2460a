import SourceModel

/// The plan for other programs; members may be added within a version, none is
/// removed or changed.
package struct PlanJSON: PlanFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs"

  package init() {}

  package func render(_ plan: PlanReport, options: RenderOptions) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-plan"), "version": .integer(Self.schemaVersion),
      ]),
      "phases": .array(
        plan.phases.map { phase in
          .members([
            "phase": .integer(phase.number), "subsystem": .string(phase.subsystem),
            "priority": .string(phase.priority.rawValue),
            "strategy": .string(phase.strategy.rawValue), "sites": .integer(phase.sites),
            "classes": .array(phase.classes.map(Self.json)),
          ])
        }),
      "blocked": .array(plan.blocked.map(Self.json)),
      "staying": .array(plan.staying.map(Self.json)),
    ]).serialized()
  }

  private static func json(_ row: PlanReport.ClassRow) -> JSONValue {
    .object(
      [.init("class", .string(row.identity.description))] + row.location.jsonMembers + [
        .init("sites", .integer(row.sites)), .init("roles", row.roles.json),
        .init("files", .strings(row.files.map(\.string))),
        .init("subsystem", .optional(row.subsystem)), .init("proven", .integer(row.proven)),
        .init("inferred", .integer(row.inferred)), .init("unsized", .integer(row.unsized)),
        .init("reason", .optional(row.blocker?.reason.rawValue)),
        .init("detail", .optional(row.blocker?.detail)),
      ])
  }
}
