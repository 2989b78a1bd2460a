import Glibc
import SourceModel

/// Keeps what scans found, so that a program that has not changed since is not
/// read and analysed again: in `$XDG_CACHE_HOME/allocmigrate/scans.sqlite`.
///
/// It is only a cache: whatever goes wrong with it, the scan is made. Several
/// processes may use it at once.
struct ScanCache {
  private let database: Database

  /// How many scans are kept: the last used ones.
  private static let capacity = 64
  /// Counted up when the tables change.
  private static let schema = 1

  /// Opens the user's cache; one that is damaged is begun anew.
  ///
  /// - Returns: `nil` when the user has none or it cannot be used.
  static func open() -> ScanCache? {
    guard let folder = folder(), (try? FileSystem.makeDirectory(folder)) != nil else { return nil }
    let path = folder + "/scans.sqlite"
    do throws(Database.Failure) {
      return try ScanCache(path)
    } catch {
      guard error.isDamage else { return nil }
      for suffix in ["", "-journal"] { unlink(path + suffix) }
      return try? ScanCache(path)
    }
  }

  private init(_ path: String) throws(Database.Failure) {
    database = try Database(path: path)
    if case .integer(Self.schema)? = try database.run("PRAGMA user_version").first?.first { return }
    try database.run("PRAGMA auto_vacuum = FULL")
    try database.run("DROP TABLE IF EXISTS scans")
    try database.run(
      """
      CREATE TABLE IF NOT EXISTS scans (
        key TEXT PRIMARY KEY, used INTEGER NOT NULL, digest INTEGER NOT NULL,
        question BLOB NOT NULL, inputs BLOB NOT NULL, answer BLOB NOT NULL
      )
      """)
    try database.run("PRAGMA user_version = \(Self.schema)")
  }

  /// As the XDG Base Directory Specification has it.
  private static func folder() -> String? {
    func value(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let base = value("XDG_CACHE_HOME") ?? value("HOME").map { $0 + "/.cache" }
    return base.map { $0 + "/allocmigrate" }
  }

  /// What was found when the same was asked last, if all that it rests on is
  /// as it was.
  func answer(_ question: CachedScan.Question, scope: ScanScope) -> CachedScan.Answer? {
    guard
      let row = try? database.run(
        "SELECT digest, question, inputs, answer FROM scans WHERE key = ?", .text(key(question))
      ).first,
      row.count == 4, case .integer(let digest) = row[0], case .bytes(let asked) = row[1],
      case .bytes(let inputs) = row[2], case .bytes(let answer) = row[3],
      digest == Self.digest(asked, inputs, answer),
      (try? FactsDecoder.decode(CachedScan.Question.self, from: asked)) == question,
      let read = try? FactsDecoder.decode(CachedScan.Inputs.self, from: inputs),
      read.hold(below: question.location.root, scope: scope)
    else { return nil }
    _ = try? database.run(
      "UPDATE scans SET used = ? WHERE key = ?", .integer(time(nil)), .text(key(question)))
    return try? FactsDecoder.decode(CachedScan.Answer.self, from: answer)
  }

  /// Keeps what was found in place of what was kept for the same question.
  func keep(
    _ answer: CachedScan.Answer, to question: CachedScan.Question, inputs: CachedScan.Inputs
  ) {
    guard let asked = try? FactsEncoder.encode(question),
      let inputs = try? FactsEncoder.encode(inputs), let answer = try? FactsEncoder.encode(answer)
    else { return }
    _ = try? database.run(
      "INSERT OR REPLACE INTO scans VALUES (?, ?, ?, ?, ?, ?)", .text(key(question)),
      .integer(time(nil)), .integer(Self.digest(asked, inputs, answer)), .bytes(asked),
      .bytes(inputs), .bytes(answer))
    _ = try? database.run(
      """
      DELETE FROM scans WHERE key IN
        (SELECT key FROM scans ORDER BY used DESC LIMIT -1 OFFSET \(Self.capacity))
      """)
  }

  /// What is asked of a program again and again, and so kept once.
  private func key(_ question: CachedScan.Question) -> String {
    let location = question.location
    return [
      location.root, location.scope, location.configuration ?? "",
      question.decides ? "decisions" : "sites",
    ].joined(separator: "\n")
  }

  private static func digest(_ parts: [UInt8]...) -> Int {
    parts.reduce(0) { $0 &* 31 &+ Int(truncatingIfNeeded: Digest($1).hash) }
  }
}
