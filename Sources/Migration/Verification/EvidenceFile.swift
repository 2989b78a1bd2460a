internal import Foundation
import Reports
import SourceModel

/// What verifications have shown, in `.allocmigrate/evidence.json`: a line a
/// site, sorted, so that branches merge line by line.
struct EvidenceFile {
  private static let schema = 1
  /// Sorted by site.
  private(set) var entries: [RecordedEvidence] = []
  private let path: String

  /// Reads the file of a project; without one there are no entries.
  init(root: String) throws(MigrationError) {
    path = PathText.join(root, ".allocmigrate/evidence.json")
    guard FileSystem.isFile(path) else { return }
    let bytes = try FileSystem.read(path)
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      object["schema"] as? Int == Self.schema, let sites = object["sites"] as? [String: Any]
    else { throw .badEvidence(path: path) }
    for (name, value) in sites {
      guard let site = SiteIdentity(name), let members = value as? [String: Any],
        let entry = Self.entry(site, members)
      else { throw .badEvidence(path: path) }
      entries.append(entry)
    }
    entries.sort { $0.site < $1.site }
  }

  private static func entry(_ site: SiteIdentity, _ members: [String: Any]) -> RecordedEvidence? {
    guard let subsystem = members["subsystem"] as? String,
      let state = (members["state"] as? String).flatMap(VerifyReport.SiteRow.State.init(rawValue:)),
      let command = members["command"] as? String
    else { return nil }
    return RecordedEvidence(
      site: site, subsystem: subsystem, size: members["size"] as? String,
      grade: (members["grade"] as? String).flatMap(SizeGrade.init(rawValue:)), state: state,
      commit: members["commit"] as? String, command: command,
      contents: (members["contents"] as? String ?? "").split(separator: " ").map(String.init))
  }

  /// Takes over what a verification has shown.
  ///
  /// A site that did not run this time keeps what was known of the same edit, and
  /// one of which the same is known keeps its commit.
  ///
  /// - Parameter contents: the digests of each file's contents.
  mutating func add(
    _ rows: [VerifyReport.SiteRow], contents: [FilePath: [String]], commit: String?,
    command: String
  ) {
    var known = Dictionary(entries.map { ($0.site, $0) }) { first, _ in first }
    for row in rows {
      let entry = RecordedEvidence(
        site: row.identity, subsystem: row.subsystem, size: row.size, grade: row.grade,
        state: row.state, commit: commit, command: command,
        contents: contents[row.identity.file] ?? [])
      if let old = known[row.identity],
        old.agrees(with: entry) || old.isOfSameEdit(entry) && row.state == .notExecuted
      {
        continue
      }
      known[row.identity] = entry
    }
    entries = known.values.sorted { $0.site < $1.site }
  }

  /// Writes the file, if there is anything to say and it does not say it yet.
  func save() throws(MigrationError) {
    let document = JSONValue.members([
      "schema": .integer(Self.schema),
      "sites": .object(
        entries.map { entry in
          .init(
            entry.site.description,
            .members([
              "state": .string(entry.state.rawValue), "subsystem": .string(entry.subsystem),
              "size": .optional(entry.size), "grade": .optional(entry.grade?.rawValue),
              "commit": .optional(entry.commit), "command": .string(entry.command),
              "contents": .string(entry.contents.joined(separator: " ")),
            ]))
        }),
    ]).serialized()
    guard !entries.isEmpty, (try? FileSystem.read(path)) != document else { return }
    try FileSystem.makeDirectory(PathText.parent(path))
    try FileSystem.write(document, to: path)
  }
}
