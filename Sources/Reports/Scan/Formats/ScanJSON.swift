import SourceModel

/// The whole result for other programs. `docs/schema/scan-1.json` describes it;
/// members may be added within a version, none is removed or changed.
package struct ScanJSON: ScanFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs (docs/schema/scan-1.json)"

  package init() {}

  package func render(_ report: ScanReport, options: RenderOptions) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-scan"), "version": .integer(Self.schemaVersion),
      ]),
      "tool": report.tool.json,
      "root": .string(report.root),
      "accounting": report.accounting.json,
      "filesInScope": .integer(report.filesInScope),
      "files": .array(report.files.map(Self.file)),
      "functions": .array(report.functions.map(Self.function)),
      "subsystems": .array(report.subsystems.map(Self.subsystem)),
      "wrappers": .array(report.wrappers.map(Self.wrapper)),
      "missingHeaders": .array(report.missingHeaders.map(Self.missingHeader)),
      "diagnostics": .array(report.diagnostics.map(\.json)),
      "occurrences": .array(report.occurrences.map(Self.occurrence)),
      "sites": .array(report.sites.map(Self.site)),
      "migrated": .array(report.migrated.map(Self.migrated)),
    ]).serialized()
  }

  private static func file(_ row: ScanReport.FileRow) -> JSONValue {
    .members([
      "file": .string(row.file.string), "sites": .integer(row.sites), "roles": row.roles.json,
      "accounting": row.accounting.json, "migrated": .integer(row.migrated),
    ])
  }

  private static func function(_ row: ScanReport.FunctionRow) -> JSONValue {
    .members([
      "name": .string(row.name), "family": .string(row.family),
      "role": .string(row.role.rawValue), "sites": .integer(row.sites),
      "calls": .integer(row.calls), "macroBodies": .integer(row.macroBodies),
      "addresses": .integer(row.addresses),
    ])
  }

  private static func subsystem(_ row: ScanReport.SubsystemRow) -> JSONValue {
    .members([
      "name": .optional(row.name), "allocator": .optional(row.allocator),
      "sites": .integer(row.sites), "roles": row.roles.json, "ready": .integer(row.ready),
      "blocked": .integer(row.blocked), "foreign": .integer(row.foreign),
    ])
  }

  private static func wrapper(_ wrapper: Wrapper) -> JSONValue {
    .object(
      [.init("name", .string(wrapper.name))] + wrapper.location.jsonMembers + [
        .init("role", .string(wrapper.role.rawValue)), .init("wraps", .string(wrapper.wraps)),
        .init("calls", .integer(wrapper.callers.count)),
        .init(
          "subsystems",
          .array(
            wrapper.subsystems.map {
              .members(["name": .string($0.name), "calls": .integer($0.calls)])
            })),
      ])
  }

  private static func missingHeader(_ header: MissingHeader) -> JSONValue {
    .members([
      "name": .string(header.name), "units": .strings(header.units.map(\.string)),
      "sitesAffected": .integer(header.sitesAffected),
    ])
  }

  private static func occurrence(_ occurrence: Occurrence) -> JSONValue {
    .object(
      occurrence.location.jsonMembers + [
        .init("name", .string(occurrence.name)), .init("alias", .optional(occurrence.alias)),
        .init("category", .string(occurrence.category.rawValue)),
        .init("expansions", .integer(occurrence.expansions)),
        .init("reason", .string(occurrence.reason)),
      ])
  }

  private static func site(_ site: ScanReport.SiteRow) -> JSONValue {
    .object(
      [.init("id", .string(site.identity.description))] + site.location.jsonMembers + [
        .init("scope", .string(site.identity.scope)),
        .init("function", .string(site.identity.callee)),
        .init("family", .string(site.family)), .init("role", .string(site.role.rawValue)),
        .init("category", .string(site.category.rawValue)), .init("macro", .optional(site.macro)),
        .init("uses", .integer(site.uses)), .init("type", .optional(site.type)),
        .init("place", .optional(site.place)), .init("subsystem", .optional(site.subsystem)),
        .init("state", .string(site.state.rawValue)),
        .init("template", .optional(site.template?.rawValue)),
        .init("blocker", .optional(site.blocker?.reason.rawValue)),
        .init("detail", .optional(site.blocker?.detail)), .init("size", .optional(site.size)),
        .init("grade", .optional(site.grade?.rawValue)), .init("strategy", .string(site.strategy)),
        .init("assumptions", .strings(site.assumptions)),
      ])
  }

  private static func migrated(_ use: MigratedUse) -> JSONValue {
    .object(
      use.location.jsonMembers + [
        .init("name", .string(use.name)), .init("scope", .string(use.enclosingFunction)),
        .init("templates", .strings(use.kinds.map(\.rawValue))),
        .init("arguments", .strings(use.arguments)),
      ])
  }
}
