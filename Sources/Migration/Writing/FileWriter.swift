internal import Foundation
package import SourceModel

/// What became of a set of changes.
package struct WriteReport: Sendable {
  /// Files that hold their new bytes now, sorted.
  package var written: [FilePath] = []
  /// Files that held them already, sorted.
  package var unchanged: [FilePath] = []
  /// Files that were left alone, sorted by path.
  package var skipped: [SkippedFile] = []
}

/// Writes a set of files so that each of them is whole at any moment and can
/// be brought back.
///
/// First the journal with all old bytes is put on the disk; then every file's
/// new bytes are written under another name in its folder; only when all of
/// them are there does each replace its file in one step. A disk that fills up
/// is thus noticed before any file has changed.
///
/// A file with several hard links gets its new bytes under the written name
/// alone.
package struct FileWriter: Sendable {
  package let root: ProjectRoot

  package init(root: ProjectRoot) { self.root = root }

  /// Makes the changes that can be made and names the others.
  ///
  /// Without a difference to what is on the disk nothing is touched, not even
  /// a journal is begun.
  package func write(_ changes: [FileChange]) throws(WritingError) -> WriteReport {
    var report = WriteReport()
    let unlocked = plan(changes, store: nil, report: &report)
    if unlocked.isEmpty { return report }
    let store = try JournalStore(root: root)
    report = WriteReport()
    let planned = plan(changes, store: store, report: &report)
    if planned.isEmpty { return report }
    let id = store.nextID
    let journal = try begin(planned, id: id, store: store)
    do {
      try stage(planned, journal: journal, store: store)
    } catch {
      for entry in journal.entries { try? SystemCalls.remove(store.temporary(entry)) }
      store.discard(journal)
      throw WritingError(error)
    }
    try replace(planned, journal: journal, store: store, report: &report)
    report.written.sort()
    report.skipped.sort { $0.path < $1.path }
    return report
  }

  /// `write` below a root, with the error of the use cases.
  static func write(
    _ changes: [FileChange], root: String
  ) throws(MigrationError) -> WriteReport {
    do {
      return try FileWriter(root: ProjectRoot(root)).write(changes)
    } catch {
      throw .writing(error)
    }
  }

  /// The files below a root that `write` would leave alone.
  static func refused(
    _ changes: [FileChange], root: String
  ) throws(MigrationError) -> [SkippedFile] {
    do {
      var report = WriteReport()
      _ = FileWriter(root: try ProjectRoot(root)).plan(changes, store: nil, report: &report)
      return report.skipped
    } catch {
      throw .writing(error)
    }
  }

  /// A change that is to be made.
  private struct Planned {
    var change: FileChange
    var target: String
    /// What is there now; `nil` for nothing.
    var old: [UInt8]?
    /// The mode and owner for the new file.
    var status: SystemCalls.Status?
  }
}

// MARK: - Planning

extension FileWriter {
  private enum Verdict {
    case write(Planned)
    case unchanged
    case skip(SkippedFile.Reason)
  }

  /// The changes to make; the others go into the report.
  ///
  /// - Parameter store: `nil` before the lock is taken: what depends on earlier
  ///   journals is then planned on trial.
  private func plan(
    _ changes: [FileChange], store: JournalStore?, report: inout WriteReport
  ) -> [Planned] {
    var planned: [FilePath: Planned] = [:]
    var skipped: [FilePath: SkippedFile.Reason] = [:]
    for change in changes {
      switch verdict(change, store: store) {
      case .write(let plan): planned[change.path] = plan
      case .unchanged: report.unchanged.append(change.path)
      case .skip(let reason): skipped[change.path] = reason
      }
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (path, plan) in planned {
        guard let missing = plan.change.requires.first(where: { skipped[$0] != nil }) else {
          continue
        }
        planned[path] = nil
        skipped[path] = .needs(missing)
        isSettled = false
      }
    }
    report.unchanged.sort()
    report.skipped = skipped.map { SkippedFile(path: $0.key, reason: $0.value) }
      .sorted { $0.path < $1.path }
    return planned.values.sorted { $0.change.path < $1.change.path }
  }

  private func verdict(_ change: FileChange, store: JournalStore?) -> Verdict {
    switch root.target(of: change.path) {
    case .failure(let skipped): return .skip(skipped.reason)
    case .success(let target):
      do {
        return try verdict(change, target: target, store: store)
      } catch let failure as SystemFailure {
        return .skip(.unreadable(SystemCalls.words(for: failure.code)))
      } catch {
        return .skip(.exists)
      }
    }
  }

  private func verdict(
    _ change: FileChange, target: String, store: JournalStore?
  ) throws -> Verdict {
    let status = try SystemCalls.status(ofLink: target)
    if let status {
      if !status.isRegular { return .skip(.notAFile) }
      if status.mode & 0o222 == 0 { return .skip(.writeProtected) }
    }
    let old = try SystemCalls.read(target)
    var plan = Planned(change: change, target: target, old: old, status: status)
    guard change.isCopy else {
      if old == change.bytes { return .unchanged }
      return old == change.original ? .write(plan) : .skip(.changedSinceRead)
    }
    guard let source = try? root.target(of: change.source).get(),
      try SystemCalls.read(source) == change.original
    else { return .skip(.changedSinceRead) }
    if old == change.bytes { return .unchanged }
    if let old, let store {
      let place = root.relative(target)
      if try store.lastWritten(to: place) != Digest(old) { return .skip(.exists) }
    }
    if plan.status == nil { plan.status = try SystemCalls.status(ofLink: source) }
    return .write(plan)
  }
}

// MARK: - Writing

extension FileWriter {
  private func begin(
    _ planned: [Planned], id: String, store: JournalStore
  ) throws(WritingError) -> Journal {
    var backups: [String: [UInt8]] = [:]
    var entries: [Journal.Entry] = []
    for (index, plan) in planned.enumerated() {
      let name = plan.old == nil ? nil : "\(index).old"
      if let name { backups[name] = plan.old }
      entries.append(
        Journal.Entry(
          path: plan.change.path, target: root.relative(plan.target), backup: name,
          temporary: ".allocmigrate-\(id)-\(index).tmp", mode: plan.status?.mode ?? 0o644,
          written: plan.change.bytes.map { Digest($0) },
          source: plan.change.isCopy ? Digest(plan.change.original) : nil))
    }
    return try store.begin(entries, backups: backups, id: id)
  }

  private func stage(
    _ planned: [Planned], journal: Journal, store: JournalStore
  ) throws(SystemFailure) {
    for (plan, entry) in zip(planned, journal.entries) {
      guard let bytes = plan.change.bytes else { continue }
      try SystemCalls.remove(store.temporary(entry))
      try SystemCalls.create(
        store.temporary(entry), bytes: bytes, mode: entry.mode, owner: plan.status)
    }
    try SystemCalls.sync(Set(planned.map { FilePath($0.target).directory }))
  }

  /// Puts the new files in the places of the old, those excepted that have
  /// changed within the last moments.
  private func replace(
    _ planned: [Planned], journal: Journal, store: JournalStore, report: inout WriteReport
  ) throws(WritingError) {
    var journal = journal
    var done: [Journal.Entry] = []
    for (plan, entry) in zip(planned, journal.entries) {
      do {
        if try SystemCalls.read(plan.target) != plan.old {
          try SystemCalls.remove(store.temporary(entry))
          report.skipped.append(SkippedFile(path: entry.path, reason: .changedSinceRead))
          continue
        }
        if plan.change.bytes == nil {
          try SystemCalls.remove(plan.target)
        } else {
          try SystemCalls.rename(store.temporary(entry), to: plan.target)
        }
      } catch {
        for entry in journal.entries { try? SystemCalls.remove(store.temporary(entry)) }
        if done.isEmpty { store.discard(journal) }
        throw WritingError(error, done: done.count, count: planned.count)
      }
      done.append(entry)
      report.written.append(entry.path)
    }
    // The new files are in place; that the disk knows it is no longer vital.
    try? SystemCalls.sync(Set(planned.map { FilePath($0.target).directory }))
    guard !done.isEmpty else { return store.discard(journal) }
    journal.entries = done
    journal.state = .complete
    // Should this fail, the journal counts as interrupted and reverts alike.
    try? store.save(journal)
  }
}
