import SourceModel

/// Tells records apart that sources define for themselves by one tag.
///
/// Records are taken for one that are alike up to the end of the shorter, as well as
/// those in headers: several files may have such views of the same memory.
struct PrivateRecords {
  /// By USR and definition, the first of the definitions of the same record; without
  /// the USRs that have one record.
  private let divided: [String: [SourceLocation: SourceLocation]]

  init(_ units: [FileFacts]) {
    var definitions: [String: [SourceLocation: Set<[UInt64]>]] = [:]
    for unit in units {
      for record in unit.flow.records {
        definitions[record.usr, default: [:]][record.location, default: []].insert(record.layout)
      }
    }
    divided = definitions.filter { $1.count > 1 }.mapValues(Self.groups)
      .filter { Set($1.values).count > 1 }
  }

  /// What tells a unit's records from others of their USRs.
  func suffixes(in unit: FileFacts) -> [String: String] {
    guard !divided.isEmpty else { return [:] }
    var suffixes: [String: String] = [:]
    for record in unit.flow.records {
      guard let first = divided[record.usr]?[record.location] else { continue }
      suffixes[record.usr] = " at \(first)"
    }
    return suffixes
  }

  /// The first of the definitions that each one is taken to be the same as.
  private static func groups(
    _ definitions: [SourceLocation: Set<[UInt64]>]
  ) -> [SourceLocation: SourceLocation] {
    let places = definitions.keys.sorted()
    var groups: [SourceLocation: SourceLocation] = [:]
    for (index, place) in places.enumerated() {
      let alike = places[..<index].filter { other in
        definitions[place, default: []].contains { one in
          definitions[other, default: []].contains { zip($0, one).allSatisfy(==) }
        }
      }
      let joined = Set(alike.compactMap { groups[$0] })
      let first = joined.min() ?? place
      groups[place] = first
      for (other, group) in groups where joined.contains(group) { groups[other] = first }
    }
    return groups
  }
}
