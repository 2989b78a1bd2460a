import SourceModel

/// For other programs; members may be added within a version, none is removed or
/// changed.
package struct VerifyJSON: VerifyFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs"

  package init() {}

  package func render(_ report: VerifyReport, options: RenderOptions) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-verify"), "version": .integer(Self.schemaVersion),
      ]),
      "tool": report.tool.json,
      "right": .bool(report.isRight),
      "checked": .bool(report.isChecked),
      "subject": .string(report.subjectText),
      "baseline": .string(report.baselineText),
      "steps": .array(report.steps.map(Self.json)),
      "problems": .array(report.problems.map(Self.json)),
      "own": .array(report.own.map(Self.json)),
      "counts": .object(
        [.init("sites", .integer(report.sites.count))]
          + VerifyReport.SiteRow.State.allCases.map {
            .init($0.rawValue, .integer(report.count($0)))
          }),
      "sites": .array(report.sites.map(Self.json)),
      "bisection": report.bisection.map { bisection in
        .members([
          "groups": .integer(bisection.all), "probes": .integer(bisection.probes),
          "classes": .array(
            bisection.classes.map {
              .members(["class": .string($0.name.description), "sites": .strings($0.sites)])
            }),
        ])
      } ?? .null,
      "notes": .strings(report.notes),
    ]).serialized()
  }

  private static func json(_ step: VerifyReport.Step) -> JSONValue {
    .members([
      "copy": .string(step.tree.rawValue), "work": .string(step.work.rawValue),
      "command": .string(step.command), "status": step.status.map { .integer($0) } ?? .null,
      "outcome": .string(step.outcome), "milliseconds": .integer(Int(step.seconds * 1000)),
      "log": .optional(step.log), "tail": .strings(step.tail),
    ])
  }

  private static func json(_ problem: VerifyReport.Problem) -> JSONValue {
    .object(
      [.init("kind", .string(problem.kind))] + members(problem.place) + [
        .init("message", .string(problem.message)), .init("count", .integer(problem.count)),
        .init("site", .optional(problem.site?.description)),
        .init(
          "trail",
          .array(
            problem.trail.map { .object(members($0.place) + [.init("text", .string($0.text))]) })),
      ])
  }

  private static func json(_ row: VerifyReport.SiteRow) -> JSONValue {
    .object(
      [.init("id", .string(row.identity.description))] + members(row.place) + [
        .init("subsystem", .string(row.subsystem)), .init("size", .optional(row.size)),
        .init("grade", .optional(row.grade?.rawValue)), .init("state", .string(row.state.rawValue)),
        .init("count", .integer(row.count)), .init("agreed", .integer(row.agreed)),
        .init("disagreed", .integer(row.disagreed)),
      ])
  }

  private static func members(_ place: VerifyReport.Place?) -> [JSONValue.Member] {
    [
      .init("file", .optional(place?.file.string)),
      .init("line", place.map { .integer($0.line) } ?? .null),
      .init("column", place?.column.map { .integer($0) } ?? .null),
    ]
  }
}
