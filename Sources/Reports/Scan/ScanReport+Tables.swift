import SourceModel

extension ScanReport {
  /// The sites of each file; columns in which no file has anything are left out.
  var fileTable: ReportTable {
    let shown = files.filter { row in
      row.sites + row.migrated + row.accounting.inactive + row.accounting.uncovered
        + row.accounting.unexplained > 0
    }
    return ReportTable(
      [
        .init("File"), .init("Sites", isNumber: true),
        .init("Allocate", isNumber: true, isOptional: true),
        .init("Resize", isNumber: true, isOptional: true),
        .init("Release", isNumber: true, isOptional: true),
        .init("Unexplained", isNumber: true, isOptional: true),
        .init("Uncovered", isNumber: true, isOptional: true),
        .init("Inactive", isNumber: true, isOptional: true),
        .init("Query", isNumber: true, isOptional: true),
        .init("Migrated", isNumber: true, isOptional: true),
      ],
      rows: shown.map { row in
        [
          .code(row.file.string), .number(row.sites), .number(row.roles.allocations),
          .number(row.roles.resizes), .number(row.roles.releases),
          .number(row.accounting.unexplained), .number(row.accounting.uncovered),
          .number(row.accounting.inactive), .number(row.roles.queries), .number(row.migrated),
        ]
      }
    ).droppingVoidColumns()
  }

  /// The sites of each family function.
  var functionTable: ReportTable {
    ReportTable(
      [
        .init("Function"), .init("Role"), .init("Family", isOptional: true),
        .init("Sites", isNumber: true),
        .init("Calls", isNumber: true, isOptional: true),
        .init("In macros", isNumber: true, isOptional: true),
        .init("Addresses", isNumber: true, isOptional: true),
      ],
      rows: functions.map { row in
        [
          .code(row.name), .text(row.role.rawValue), .text(row.family), .number(row.sites),
          .number(row.calls), .number(row.macroBodies), .number(row.addresses),
        ]
      }
    ).droppingVoidColumns()
  }

  /// The sites of each subsystem that has some.
  var subsystemTable: ReportTable {
    ReportTable(
      [
        .init("Subsystem"), .init("Sites", isNumber: true),
        .init("Allocate", isNumber: true, isOptional: true),
        .init("Resize", isNumber: true, isOptional: true),
        .init("Release", isNumber: true, isOptional: true),
        .init("Ready", isNumber: true, isOptional: true),
        .init("Blocked", isNumber: true, isOptional: true),
        .init("Foreign", isNumber: true, isOptional: true),
        .init("Allocator", isOptional: true),
      ],
      rows: subsystems.filter { $0.sites > 0 }.map { row in
        [
          .text(row.name ?? "(none)"), .number(row.sites),
          .number(row.roles.allocations), .number(row.roles.resizes), .number(row.roles.releases),
          .number(row.ready), .number(row.blocked), .number(row.foreign),
          .code(row.allocator ?? ""),
        ]
      }
    ).droppingVoidColumns()
  }

  /// The functions that wrap family functions.
  var wrapperTable: ReportTable {
    ReportTable(
      [
        .init("Wrapper"), .init("Role"), .init("Wraps"), .init("Calls", isNumber: true),
        .init("Called for", isOptional: true), .init("Defined at"),
      ],
      rows: wrappers.map { wrapper in
        let subsystems = wrapper.subsystems.map { "\($0.name) \($0.calls)" }
        return [
          .code(wrapper.name), .text(wrapper.role.rawValue), .code(wrapper.wraps),
          .number(wrapper.callers.count),
          .text(subsystems.count > 1 ? subsystems.joined(separator: ", ") : ""),
          .code(wrapper.location.description),
        ]
      }
    ).droppingVoidColumns()
  }

  /// The headers that were not found.
  var missingHeaderTable: ReportTable {
    ReportTable(
      [
        .init("Header"), .init("Units", isNumber: true), .init("Sites affected", isNumber: true),
        .init("First wanted by"),
      ],
      rows: missingHeaders.map { header in
        [
          .code(header.name), .number(header.units.count), .number(header.sitesAffected),
          .code(header.units.first?.string ?? ""),
        ]
      })
  }

  /// The occurrences that nobody could explain.
  var unexplained: [Occurrence] { occurrences.filter { $0.category == .unexplained } }

  /// `25 sites: 12 allocations, 2 resizes and 11 releases in 5 of 7 files`.
  var siteLine: String {
    guard !sites.isEmpty else {
      return "no sites in \(Wording.count(filesInScope, "file"))"
    }
    let holders = files.count { $0.sites > 0 }
    return Wording.count(sites.count, "site") + ": " + RoleCounts(sites.map(\.role)).phrase
      + " in " + Wording.number(holders) + " of " + Wording.count(filesInScope, "file")
  }

  /// What has been migrated already; `nil` when nothing has.
  var migratedLine: String? {
    guard !migrated.isEmpty else { return nil }
    let files = Set(migrated.map(\.location.file)).count
    return Wording.count(migrated.count, "use") + " of the target's API in "
      + Wording.count(files, "file") + " already"
  }
}
