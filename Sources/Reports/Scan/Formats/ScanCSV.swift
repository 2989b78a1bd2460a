import SourceModel

/// One row an occurrence, for spreadsheets (RFC 4180, header first).
package struct ScanCSV: ScanFormat {
  package let name = "csv"
  package let summary = "one row an occurrence, for spreadsheets (RFC 4180)"

  package init() {}

  /// The names of the columns.
  static let header = [
    "file", "line", "column", "offset", "name", "category", "expansions", "scope", "role",
    "subsystem", "state", "template", "size", "grade", "reason",
  ]

  package func render(_ report: ScanReport, options: RenderOptions) -> [UInt8] {
    let sites = Dictionary(
      report.sites.map { ($0.location, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = report.occurrences.map { Self.row($0, site: sites[$0.location]) }
    return CSVText.serialized([Self.header] + rows)
  }

  private static func row(_ occurrence: Occurrence, site: ScanReport.SiteRow?) -> [String] {
    let place = occurrence.location
    let blocker = site?.blocker.map { "\($0.reason.rawValue): \($0.detail)" }
    let reason = occurrence.alias.map { "spelled \($0)" } ?? occurrence.reason
    return [
      place.file.string, String(place.line), String(place.column), String(place.offset),
      occurrence.name, occurrence.category.rawValue, String(occurrence.expansions),
      site?.identity.scope ?? "", site?.role.rawValue ?? "", site?.subsystem ?? "",
      site?.state.rawValue ?? "", site?.template?.rawValue ?? "", site?.size ?? "",
      site?.grade?.rawValue ?? "", blocker ?? reason,
    ]
  }
}
