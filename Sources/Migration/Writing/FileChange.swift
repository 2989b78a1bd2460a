package import Rewriting
package import SourceModel

/// A file to write or remove, and what must still be true for that.
package struct FileChange: Sendable {
  /// The file to write, in the project.
  package var path: FilePath
  /// Its new bytes; `nil` to remove it.
  package var bytes: [UInt8]?
  /// The file that the new bytes were made from: `path` itself, or the
  /// original beside which `path` is put.
  package var source: FilePath
  /// The bytes that `source` had when it was read.
  package var original: [UInt8]
  /// Files that must be written, or be as wanted already, for this one to make
  /// sense.
  package var requires: [FilePath]

  /// Whether `path` is a file of our own rather than an edited one.
  package var isCopy: Bool { path != source }

  package init(
    path: FilePath, bytes: [UInt8]?, source: FilePath, original: [UInt8], requires: [FilePath] = []
  ) {
    self.path = path
    self.bytes = bytes
    self.source = source
    self.original = original
    self.requires = requires
  }

  /// The change that removes a file that holds these bytes.
  package init(removing path: FilePath, original: [UInt8], requires: [FilePath] = []) {
    self.init(path: path, bytes: nil, source: path, original: original, requires: requires)
  }

  /// The change that writes what rewriting made.
  package init(_ output: OutputFile) {
    self.init(
      path: output.path, bytes: output.bytes, source: output.source, original: output.original,
      requires: output.requires)
  }
}

/// A file that was left alone, and why.
package struct SkippedFile: Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// It is not what it was when it was read.
    case changedSinceRead
    /// It was edited by hand after the tool had written it.
    case changedSinceWritten
    /// It was removed after the tool had written it.
    case removedSinceWritten
    /// A file of this name stands where a copy was to go, and is not one that
    /// the tool wrote.
    case exists
    /// Its path leads out of the project's root, by a link or as it is.
    case outsideRoot
    /// It is a folder, device or the like.
    case notAFile
    /// Its mode lets nobody write it.
    case writeProtected
    /// It cannot be read, in the operating system's words.
    case unreadable(String)
    /// This file, which it needs, was left alone.
    case needs(FilePath)
  }

  package var path: FilePath
  package var reason: Reason

  package init(path: FilePath, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// What, why and what to do about it.
  package var description: String {
    switch reason {
    case .changedSinceRead:
      "\(path) was left alone: it has changed since it was read; run again"
    case .changedSinceWritten:
      "\(path) was left alone: it has been changed since it was written; save your changes"
        + " elsewhere and revert with --force"
    case .removedSinceWritten:
      "\(path) was left alone: it has been removed since it was written; revert with --force to"
        + " have its old contents back"
    case .exists:
      "\(path) was left alone: it exists and is not what was last written there; move it away"
        + " and run again"
    case .outsideRoot:
      "\(path) was left alone: it leads out of the project's root; run in the folder that holds"
        + " it"
    case .notAFile: "\(path) was left alone: it is no ordinary file; leave it out by a rule"
    case .writeProtected:
      "\(path) was left alone: it is write-protected; allow writing (chmod u+w) and run again"
    case .unreadable(let words):
      "\(path) was left alone: it cannot be read: \(words); check its permissions"
    case .needs(let other):
      "\(path) was left alone: it needs \(other), which was not written"
    }
  }
}
