import SourceModel

/// Tells records apart that sources define for themselves by one tag: each gets a USR
/// of its own, and so do its fields.
///
/// Records are taken for one that are alike up to the end of the shorter, as well as
/// those in headers: several files may have such views of the same memory.
func separatePrivateRecords(_ units: inout [FileFacts]) {
  var definitions: [String: [SourceLocation: Set<[UInt64]>]] = [:]
  for unit in units {
    for record in unit.flow.records {
      definitions[record.usr, default: [:]][record.location, default: []].insert(record.layout)
    }
  }
  let divided = definitions.filter { $1.count > 1 }.mapValues(groups).filter {
    Set($1.values).count > 1
  }
  guard !divided.isEmpty else { return }
  for index in units.indices {
    var names: [String: String] = [:]
    for record in units[index].flow.records {
      guard let group = divided[record.usr]?[record.location] else { continue }
      names[record.usr] = "\(record.usr) at \(group)"
    }
    if !names.isEmpty { units[index].flow.rename(records: names) }
  }
}

/// The first of the definitions that each one is taken to be the same as.
private func groups(
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

extension FlowFacts {
  /// Gives records, by their USRs, other ones.
  fileprivate mutating func rename(records names: [String: String]) {
    for index in records.indices {
      if let name = names[records[index].usr] { records[index].usr = name }
    }
    for index in nodes.indices {
      guard case .field(let usr, let name) = nodes[index], let record = nodes[index].record,
        let other = names[record]
      else { continue }
      nodes[index] = .field(usr: other + usr.dropFirst(record.count), name: name)
    }
  }
}
