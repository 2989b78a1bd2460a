internal import Foundation
internal import SourceModel

/// The record of one apply: which files it writes and what they held before.
///
/// It is complete on the disk before the first file is touched, so whatever
/// happens then, each file can be brought back.
struct Journal: Codable, Sendable {
  /// How far the apply or its revert has come.
  enum State: String, Codable, Sendable {
    /// Files are being replaced, or were when the process ended.
    case writing
    case complete
    case reverting
  }

  /// One file.
  struct Entry: Codable, Sendable {
    /// As it is called in messages.
    var path: FilePath
    /// Its place below the root, links resolved.
    var target: String
    /// The name of the copy of its old bytes in the journal's folder; `nil`
    /// for a file that was not there.
    var backup: String?
    /// The name that its new bytes have in its own folder until they replace
    /// the old.
    var temporary: String
    var mode: UInt32
    /// Of the new bytes; `nil` for a file that is removed.
    var written: Digest?
    /// Of the original beside which a copy was put; `nil` for other files.
    var source: Digest?
  }

  static let schema = 1

  var schema = Journal.schema
  /// Counts the applies of the project; the name of the journal's folder.
  var id: String
  /// When it began, in ISO 8601.
  var date: String
  var state = State.writing
  var entries: [Entry]
}

/// The journals of a project, in `.allocmigrate/journal/`. While it exists no
/// other process can open the same one.
final class JournalStore: Sendable {
  let root: ProjectRoot
  private let folder: String
  private let lock: Int32

  /// Takes the lock, and clears away what killed runs have left behind.
  init(root: ProjectRoot) throws(WritingError) {
    self.root = root
    folder = Self.folder(in: root)
    do {
      try SystemCalls.makeFolder(root.path + "/.allocmigrate")
      try SystemCalls.makeFolder(folder, mode: 0o700)
      let path = folder + "/lock"
      guard let lock = try SystemCalls.lock(path) else {
        let holder = try SystemCalls.read(path) ?? []
        let process = String(decoding: holder, as: UTF8.self).split(separator: "\n").first
        throw WritingError.locked(root: root.path, process: process.map(String.init))
      }
      self.lock = lock
    } catch let error as SystemFailure {
      throw WritingError(error)
    } catch let error as WritingError {
      throw error
    } catch {
      throw .badJournal(path: folder, reason: "\(error)")
    }
    clearAway()
    ignoreInGit()
  }

  /// Keeps old sources from being committed by accident; not vital.
  private func ignoreInGit() {
    let path = folder + "/.gitignore"
    try? SystemCalls.create(path, bytes: Array("*\n".utf8))
  }

  deinit { SystemCalls.unlock(lock) }

  private static func folder(in root: ProjectRoot) -> String {
    root.path + "/.allocmigrate/journal"
  }

  /// Whether the project has any journal; asks without taking the lock.
  static func exists(in root: ProjectRoot) -> Bool {
    SystemCalls.names(in: folder(in: root)).contains { isID($0) }
  }

  private static func isID(_ name: String) -> Bool {
    name.count >= 6 && name.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// The names of the journals, oldest first.
  var ids: [String] { Self.ids(in: folder) }

  private static func ids(in folder: String) -> [String] {
    SystemCalls.names(in: folder).filter(isID).sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
  }

  /// The journal of this name.
  func load(_ id: String) throws(WritingError) -> Journal { try Self.load(folder + "/" + id) }

  /// A project's journals, oldest first, without those that cannot be read; asks
  /// without taking the lock.
  static func journals(in root: ProjectRoot) -> [Journal] {
    ids(in: folder(in: root)).compactMap { try? load(folder(in: root) + "/" + $0) }
  }

  /// What a file held before the tool wrote it for the first time, as far as the
  /// journals tell; asks without taking the lock.
  static func oldest(_ file: FilePath, in root: ProjectRoot) -> [UInt8]? {
    for journal in journals(in: root) {
      guard let entry = journal.entries.first(where: { $0.target == file.string }),
        let backup = entry.backup
      else { continue }
      return (try? SystemCalls.read("\(folder(in: root))/\(journal.id)/\(backup)")) ?? nil
    }
    return nil
  }

  private static func load(_ path: String) throws(WritingError) -> Journal {
    do {
      guard let bytes = try SystemCalls.read(path + "/manifest.json") else {
        throw WritingError.badJournal(path: path, reason: "it has no manifest.json")
      }
      let journal = try JSONDecoder().decode(Journal.self, from: Data(bytes))
      guard journal.schema == Journal.schema else {
        throw WritingError.badJournal(
          path: path, reason: "it is of schema \(journal.schema), from another version")
      }
      return journal
    } catch let error as SystemFailure {
      throw WritingError(error)
    } catch let error as WritingError {
      throw error
    } catch {
      throw .badJournal(path: path, reason: "manifest.json cannot be read as JSON")
    }
  }

  /// The old bytes of an entry's file; `nil` when there was no such file.
  func backup(of entry: Journal.Entry, in journal: Journal) throws(WritingError) -> [UInt8]? {
    guard let name = entry.backup else { return nil }
    let path = folder + "/" + journal.id
    do {
      if let bytes = try SystemCalls.read(path + "/" + name) { return bytes }
    } catch {
      throw WritingError(error)
    }
    throw .badJournal(path: path, reason: "the copy \(name) of \(entry.path) is missing")
  }

  /// Puts a new journal on the disk, whole or not at all.
  ///
  /// - Parameter backups: the old bytes by the names in the entries.
  func begin(
    _ entries: [Journal.Entry], backups: [String: [UInt8]], id: String
  ) throws(WritingError) -> Journal {
    let journal = Journal(
      id: id, date: Date().formatted(.iso8601), entries: entries)
    let partial = folder + "/" + id + ".partial"
    let manifest = try manifest(journal)
    do throws(SystemFailure) {
      try SystemCalls.makeFolder(partial, mode: 0o700)
      for (name, bytes) in backups.sorted(by: { $0.key < $1.key }) {
        try SystemCalls.create(partial + "/" + name, bytes: bytes, mode: 0o600)
      }
      try SystemCalls.create(partial + "/manifest.json", bytes: manifest, mode: 0o600)
      try SystemCalls.sync([partial])
      try SystemCalls.rename(partial, to: folder + "/" + id)
      try SystemCalls.sync([folder])
    } catch {
      SystemCalls.removeFolder(partial)
      SystemCalls.removeFolder(folder + "/" + id)
      throw WritingError(error)
    }
    return journal
  }

  /// The name for the next journal.
  var nextID: String {
    let next = (ids.last.flatMap { Int($0) } ?? 0) + 1
    let digits = String(next)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// Replaces the manifest in one step.
  func save(_ journal: Journal) throws(WritingError) {
    let path = folder + "/" + journal.id
    let manifest = try manifest(journal)
    do {
      try SystemCalls.remove(path + "/manifest.new")
      try SystemCalls.create(path + "/manifest.new", bytes: manifest, mode: 0o600)
      try SystemCalls.sync([path])
      try SystemCalls.rename(path + "/manifest.new", to: path + "/manifest.json")
      try SystemCalls.sync([path])
    } catch {
      throw WritingError(error)
    }
  }

  /// Forgets the journal: in one step, so that no half of it remains.
  func discard(_ journal: Journal) {
    let path = folder + "/" + journal.id
    let partial = path + ".partial"
    do {
      try SystemCalls.rename(path, to: partial)
      try SystemCalls.sync([folder])
      SystemCalls.removeFolder(partial)
    } catch {
      // It stays, and reverting it again finds every file as it was.
    }
  }

  /// What the tool last wrote to a place below the root; `nil` for never.
  func lastWritten(to target: String) throws(WritingError) -> Digest? {
    for id in ids.reversed() {
      if let entry = try load(id).entries.first(where: { $0.target == target }) {
        return entry.written
      }
    }
    return nil
  }

  private func clearAway() {
    for name in SystemCalls.names(in: folder) where name.hasSuffix(".partial") {
      SystemCalls.removeFolder(folder + "/" + name)
    }
    for id in ids {
      guard let journal = try? load(id), journal.state != .complete else { continue }
      for entry in journal.entries {
        try? SystemCalls.remove(temporary(entry))
      }
    }
  }

  /// Where the entry's file is, behind all links.
  func target(_ entry: Journal.Entry) -> String { root.path + "/" + entry.target }

  /// Where its new bytes are before they replace the old.
  func temporary(_ entry: Journal.Entry) -> String {
    let folder = FilePath(entry.target).directory
    return root.path + "/" + (folder.isEmpty ? "" : folder + "/") + entry.temporary
  }

  private func manifest(_ journal: Journal) throws(WritingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return [UInt8](try encoder.encode(journal))
    } catch {
      throw .badJournal(path: folder + "/" + journal.id, reason: "it cannot be encoded: \(error)")
    }
  }
}

/// Does `body` while no other process can write files of the project. Writers
/// and reverters take the same lock themselves, so they cannot run inside.
package func withLock<Result>(
  of root: ProjectRoot, _ body: () throws -> Result
) throws -> Result {
  let store = try JournalStore(root: root)
  return try withExtendedLifetime(store, body)
}
