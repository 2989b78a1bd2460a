import SourceModel

/// The progress report for other programs. `docs/schema/report-1.json`
/// describes it; members may be added within a version, none is removed or
/// changed.
package struct ProgressJSON: ProgressFormat {
  /// The version of the schema that the output follows.
  package static let schemaVersion = 1

  package let name = "json"
  package let summary = "everything, for programs (docs/schema/report-1.json)"

  package init() {}

  package func render(_ report: ProgressReport) -> [UInt8] {
    JSONValue.members([
      "schema": .members([
        "name": .string("allocmigrate-report"), "version": .integer(Self.schemaVersion),
      ]),
      "tool": report.tool.json,
      "project": .string(report.project),
      "revision": .optional(report.revision),
      "totals": report.totals.json,
      "accounting": report.accounting.json,
      "phases": .array(report.phases.map(Self.phase)),
      "subsystems": .array(report.subsystems.map(\.json)),
      "patterns": .array(report.patterns.map(Self.pattern)),
      "remaining": .array(report.remaining.map(Self.remaining)),
      "blocked": .array(report.blocked.map(\.json)),
      "staying": .array(report.staying.map(\.json)),
      "inactive": .array(report.inactive.map(Self.fileCount)),
      "uncovered": .array(report.uncovered.map(Self.fileCount)),
      "unexplained": .array(report.unexplained.map(Self.fileCount)),
      "sizes": report.sizes.json,
      "assumptions": .array(
        report.assumptions.map {
          .members(["name": .string($0.name), "sites": .integer($0.sites)])
        }),
      "evidence": .array(report.evidence.map(Self.evidence)),
      "staleEvidence": .array(report.staleEvidence.map(Self.evidence)),
      "limits": .strings(ProgressReport.limits),
      "unseenCopies": .strings(report.unseenCopies.map(\.string)),
      "nextSteps": .strings(report.nextSteps),
      "base": report.base.map(Self.base) ?? .null,
    ]).serialized()
  }

  private static func evidence(_ entry: RecordedEvidence) -> JSONValue {
    .members([
      "id": .string(entry.site.description), "state": .string(entry.state.rawValue),
      "subsystem": .string(entry.subsystem), "size": .optional(entry.size),
      "grade": .optional(entry.grade?.rawValue), "commit": .optional(entry.commit),
      "command": .string(entry.command),
    ])
  }

  private static func phase(_ phase: ProgressReport.Phase) -> JSONValue {
    .members([
      "phase": phase.number.map(JSONValue.integer) ?? .null, "raw": .integer(phase.raw),
      "groups": .array(
        phase.groups.map { group in
          .members([
            "subsystem": .optional(group.subsystem), "files": .array(group.files.map(file)),
          ])
        }),
    ])
  }

  private static func file(_ file: ProgressReport.FileProgress) -> JSONValue {
    .members([
      "file": .string(file.file.string), "copy": .optional(file.copy?.string),
      "roles": file.roles.json,
      "subsystems": .array(
        file.subsystems.map { share in
          .members([
            "subsystem": .optional(share.subsystem), "allocator": .optional(share.allocator),
            "sites": .integer(share.sites),
          ])
        }),
      "patterns": .array(
        file.patterns.map {
          .members(["pattern": .string($0.pattern.rawValue), "sites": .integer($0.sites)])
        }),
      "sizes": file.sizes.json, "ready": .integer(file.ready), "blocked": .integer(file.blocked),
      "undecided": .integer(file.undecided),
    ])
  }

  private static func pattern(_ pattern: ProgressReport.PatternProgress) -> JSONValue {
    .members([
      "pattern": .string(pattern.pattern.rawValue), "sites": .integer(pattern.sites),
      "example": pattern.example.map { example in
        .members([
          "template": .string(example.kind.rawValue), "before": .optional(example.before),
          "after": .string(example.after), "file": .string(example.location.file.string),
          "line": .integer(example.location.line),
        ])
      } ?? .null,
    ])
  }

  private static func remaining(_ group: ProgressReport.RemainingGroup) -> JSONValue {
    .members([
      "priority": .optional(group.priority?.rawValue),
      "files": .array(
        group.files.map { file in
          .members([
            "file": .string(file.file.string),
            "lines": file.lines.map(JSONValue.integer) ?? .null,
            "subsystems": .strings(file.subsystems), "roles": file.roles.json,
            "ready": .integer(file.ready), "blocked": .integer(file.blocked),
            "undecided": .integer(file.undecided),
            "blockers": .array(
              file.blockers.map {
                .members(["reason": .string($0.reason.rawValue), "sites": .integer($0.sites)])
              }),
          ])
        }),
    ])
  }

  private static func fileCount(_ count: ProgressReport.FileCount) -> JSONValue {
    .members([
      "file": .string(count.file.string), "occurrences": .integer(count.occurrences),
    ])
  }

  private static func base(_ base: ProgressReport.Base) -> JSONValue {
    .members([
      "revision": .string(base.revision), "totals": base.totals.json,
      "subsystems": .array(base.subsystems.map(\.json)), "sizes": base.sizes.json,
    ])
  }
}

extension ProgressReport.Totals {
  /// As an object.
  fileprivate var json: JSONValue {
    .members([
      "sites": .integer(all), "migrated": .integer(migrated), "raw": .integer(raw),
      "ready": .integer(ready), "blocked": .integer(blocked), "undecided": .integer(undecided),
      "foreign": .integer(foreign), "excluded": .integer(excluded), "files": .integer(files),
      "copies": .integer(copies), "refactoredFiles": .integer(refactoredFiles),
      "completeFiles": .integer(completeFiles),
      "refactoredLines": refactoredLines.map(JSONValue.integer) ?? .null,
    ])
  }
}

extension ProgressReport.SubsystemProgress {
  /// As an object.
  fileprivate var json: JSONValue {
    .members([
      "name": .optional(name), "allocator": .optional(allocator), "migrated": .integer(migrated),
      "raw": .integer(raw), "files": .strings(files.map(\.string)),
    ])
  }
}

extension SizeCounts {
  /// As an object.
  fileprivate var json: JSONValue {
    .members([
      "sized": .integer(sized), "string": .integer(string), "unsized": .integer(unsized),
      "callback": .integer(callback), "rawProven": .integer(rawProven),
      "rawInferred": .integer(rawInferred), "rawUnsized": .integer(rawUnsized),
      "rawUngraded": .integer(rawUngraded),
    ])
  }
}
