package import SourceModel

/// What a revert did.
package struct RevertReport: Sendable {
  /// One apply that was taken back, in whole or in part.
  package struct Apply: Sendable {
    /// When it was made, in ISO 8601.
    package var date: String
    /// Whether it had been interrupted.
    package var wasInterrupted: Bool
  }

  /// The applies that were taken back, newest first; empty when there was
  /// nothing to revert.
  package var applies: [Apply] = []
  /// Files that hold their old bytes again, sorted.
  package var restored: [FilePath] = []
  /// Files that had been created and are gone, sorted.
  package var removed: [FilePath] = []
  /// Files that were left alone; their old bytes are kept in the journal.
  package var skipped: [SkippedFile] = []
  /// How many earlier applies can still be reverted.
  package var remaining = 0
}

/// Brings back what files held before they were written.
package struct Reverter: Sendable {
  package let root: ProjectRoot

  package init(root: ProjectRoot) { self.root = root }

  /// Takes back the newest apply, whether it came to its end or not.
  ///
  /// - Parameters:
  ///   - all: go on with the applies before it, up to one of which a file was
  ///     left alone.
  ///   - force: also restore files that were changed by hand since; these
  ///     changes are lost.
  package func revert(
    all: Bool = false, force: Bool = false
  ) throws(WritingError) -> RevertReport {
    var report = RevertReport()
    guard JournalStore.exists(in: root) else { return report }
    let store = try JournalStore(root: root)
    for id in store.ids.reversed() {
      try revert(store.load(id), force: force, store: store, report: &report)
      if !all || !report.skipped.isEmpty { break }
    }
    report.restored = Set(report.restored).sorted()
    report.removed = Set(report.removed).sorted()
    report.skipped.sort { $0.path < $1.path }
    report.remaining = store.ids.count
    return report
  }

  /// What is to be done with one file.
  private enum Step {
    case restore([UInt8])
    case remove
    case nothing
    case skip(SkippedFile.Reason)
  }

  private func revert(
    _ journal: Journal, force: Bool, store: JournalStore, report: inout RevertReport
  ) throws(WritingError) {
    var journal = journal
    var steps: [Step] = []
    for entry in journal.entries {
      let old = try store.backup(of: entry, in: journal)
      steps.append(step(entry, old: old, force: force, store: store))
    }
    let wasInterrupted = journal.state != .complete
    report.applies.append(
      RevertReport.Apply(date: journal.date, wasInterrupted: wasInterrupted))
    journal.state = .reverting
    // So that temporary files are looked for; on a full disk it may fail.
    try? store.save(journal)
    try stage(steps, journal: journal, store: store)
    try replace(steps, journal: journal, store: store, report: &report)
    var left: [Journal.Entry] = []
    for (step, entry) in zip(steps, journal.entries) {
      guard case .skip(let reason) = step else { continue }
      left.append(entry)
      report.skipped.append(SkippedFile(path: entry.path, reason: reason))
    }
    if left.isEmpty { return store.discard(journal) }
    journal.entries = left
    journal.state = .complete
    try store.save(journal)
  }

  private func step(
    _ entry: Journal.Entry, old: [UInt8]?, force: Bool, store: JournalStore
  ) -> Step {
    let target = store.target(entry)
    switch root.target(of: FilePath(entry.target)) {
    case .failure(let skipped): return .skip(skipped.reason)
    case .success(let resolved) where resolved != target: return .skip(.outsideRoot)
    case .success: break
    }
    do throws(SystemFailure) {
      let current = try SystemCalls.read(target)
      if current == old { return .nothing }
      let isOurs = current.map { Digest($0) } == entry.written
      if isOurs || force { return old.map { .restore($0) } ?? .remove }
      return .skip(current == nil ? .removedSinceWritten : .changedSinceWritten)
    } catch {
      return .skip(.unreadable(SystemCalls.words(for: error.code)))
    }
  }

  private func stage(
    _ steps: [Step], journal: Journal, store: JournalStore
  ) throws(WritingError) {
    do throws(SystemFailure) {
      for (step, entry) in zip(steps, journal.entries) {
        guard case .restore(let bytes) = step else { continue }
        try SystemCalls.remove(store.temporary(entry))
        try SystemCalls.create(
          store.temporary(entry), bytes: bytes, mode: entry.mode,
          owner: SystemCalls.status(ofLink: store.target(entry)))
      }
      try SystemCalls.sync(folders(of: journal, store: store))
    } catch {
      for entry in journal.entries { try? SystemCalls.remove(store.temporary(entry)) }
      throw WritingError(error)
    }
  }

  private func replace(
    _ steps: [Step], journal: Journal, store: JournalStore, report: inout RevertReport
  ) throws(WritingError) {
    var done = 0
    for (step, entry) in zip(steps, journal.entries) {
      let target = store.target(entry)
      do {
        switch step {
        case .restore:
          try SystemCalls.rename(store.temporary(entry), to: target)
          report.restored.append(entry.path)
        case .remove:
          try SystemCalls.remove(target)
          report.removed.append(entry.path)
        case .nothing, .skip: continue
        }
      } catch {
        for entry in journal.entries { try? SystemCalls.remove(store.temporary(entry)) }
        throw WritingError(error, done: done, count: steps.count)
      }
      done += 1
    }
    // Before the journal with the old bytes is forgotten.
    try sync(journal, store: store)
  }

  private func sync(_ journal: Journal, store: JournalStore) throws(WritingError) {
    do throws(SystemFailure) {
      try SystemCalls.sync(folders(of: journal, store: store))
    } catch {
      throw WritingError(error)
    }
  }

  /// Those folders of the journal's files that are there.
  private func folders(
    of journal: Journal, store: JournalStore
  ) throws(SystemFailure) -> Set<String> {
    var folders: Set<String> = []
    for folder in Set(journal.entries.map({ FilePath(store.target($0)).directory })) {
      if try SystemCalls.status(ofLink: folder)?.isDirectory == true { folders.insert(folder) }
    }
    return folders
  }
}
