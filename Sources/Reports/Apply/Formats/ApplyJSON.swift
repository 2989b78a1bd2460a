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
      "sites": .array(summary.sites.map(Self.site)),
      "nextSteps": .strings(summary.nextSteps),
    ]).serialized()
  }

  private static func site(_ row: ApplySummary.SiteRow) -> JSONValue {
    let decision = row.decision
    var template: TemplateKind?
    var blocker: Blocker?
    switch decision.action {
    case .migrate(let kind): template = kind
    case .leave(let reason): blocker = reason
    }
    return .object(
      [.init("id", .string(decision.site.description))] + row.location.jsonMembers + [
        .init("scope", .string(decision.site.scope)), .init("function", .string(row.function.name)),
        .init("role", .string(row.function.role.rawValue)),
        .init("class", .optional(decision.ownershipClass?.description)),
        .init("subsystem", .optional(decision.subsystem)),
        .init("template", .optional(template?.rawValue)),
        .init("blocker", .optional(blocker?.reason.rawValue)),
        .init("detail", .optional(blocker?.detail)), .init("size", .optional(decision.sizeText)),
        .init("grade", .optional(decision.grade?.rawValue)),
        .init("strategy", .string(decision.strategy)),
        .init("assumptions", .strings(decision.assumptions)),
        .init("evidence", .array(decision.evidence.map(Self.evidence))),
      ])
  }

  private static func evidence(_ step: Evidence) -> JSONValue {
    .members([
      "location": .optional(step.location?.description), "text": .string(step.text),
    ])
  }
}
