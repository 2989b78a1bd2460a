package import SourceModel

/// The sites that stay as they are for one reason.
package struct ReasonGroup: Hashable, Sendable, Codable {
  package var reason: Blocker.Reason
  package var sites: Int
  /// The first few places.
  package var places: [SourceLocation]
  /// What the first of them says.
  package var detail: String

  /// How many places a group names.
  private static let placesShown = 3

  /// One group a reason, most sites first.
  static func groups(_ sites: [(blocker: Blocker, location: SourceLocation)]) -> [ReasonGroup] {
    Dictionary(grouping: sites, by: \.blocker.reason).map { reason, sites in
      ReasonGroup(
        reason: reason, sites: sites.count, places: sites.prefix(placesShown).map(\.location),
        detail: sites.first?.blocker.detail ?? "")
    }.sorted { ($1.sites, $0.reason.rawValue) < ($0.sites, $1.reason.rawValue) }
  }

  /// The groups as a table.
  static func table(_ groups: [ReasonGroup]) -> ReportTable {
    ReportTable(
      [
        .init("Reason"), .init("Sites", isNumber: true), .init("First places"),
        .init("What the first says"),
      ],
      rows: groups.map { group in
        [
          .text(group.reason.rawValue), .number(group.sites),
          .codes(group.places.map { "\($0.file):\($0.line)" }), .text(group.detail),
        ]
      })
  }

  /// As an object.
  var json: JSONValue {
    .members([
      "reason": .string(reason.rawValue), "sites": .integer(sites), "detail": .string(detail),
      "places": .array(places.map { .object($0.jsonMembers) }),
    ])
  }
}
