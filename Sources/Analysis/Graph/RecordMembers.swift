import SourceModel

/// The members of the program's and the libraries' records, by the records'
/// types as arguments spell them.
struct RecordMembers {
  private var members: [String: [NodeID]] = [:]

  /// None.
  init() {}

  init(units: [FileFacts], nodes: [[NodeID]]) {
    var seen: Set<NodeID> = []
    for (unit, numbers) in zip(units, nodes) {
      for (node, number) in zip(unit.flow.nodes, numbers) {
        guard case .field(let usr, _) = node, seen.insert(number).inserted,
          let record = Self.record(inFieldUSR: usr)
        else { continue }
        members[record, default: []].append(number)
      }
    }
  }

  /// The members that the program mentions of a record of a canonical type,
  /// those of nameless records inside it too; empty for any other type.
  func of(_ type: String) -> [NodeID] { members[type] ?? [] }

  /// `struct lib` of `c:@S@lib@FI@name`, and the name of a record that has only
  /// a typedef's; `nil` for a record in a function or without any name.
  private static func record(inFieldUSR usr: String) -> String? {
    let parts = usr.split(separator: "@", maxSplits: 3)
    guard parts.count == 4, parts[0] == "c:" else { return nil }
    return switch parts[1] {
    case "S": "struct \(parts[2])"
    case "U": "union \(parts[2])"
    case "SA", "UA": String(parts[2])
    default: nil
    }
  }
}
