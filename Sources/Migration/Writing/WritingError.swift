/// What can keep files from being written or restored.
package enum WritingError: Error, Hashable, CustomStringConvertible {
  /// Another run writes in this project; its process, if it is known.
  case locked(root: String, process: String?)
  /// The operating system refused something before any file was changed.
  case refused(action: String, path: String, code: Int32, words: String)
  /// The operating system refused something after `done` of `count` files had
  /// been changed.
  case interrupted(
    action: String, path: String, code: Int32, words: String, done: Int, count: Int)
  /// A journal that is not as the tool leaves it.
  case badJournal(path: String, reason: String)

  /// What, why and what to do.
  package var description: String {
    switch self {
    case .locked(let root, let process):
      "\(root) is being written by another run\(process.map { " (process \($0))" } ?? ""): wait"
        + " for it to end, then run again"
    case .refused(let action, let path, let code, let words):
      "cannot \(action) \(path): \(words); no file was changed; \(Self.advice(code))"
    case .interrupted(let action, let path, let code, let words, let done, let count):
      "cannot \(action) \(path): \(words); \(done) of \(count) files were changed and are whole,"
        + " the others are as they were; \(Self.advice(code)), or take the changes back with"
        + " 'allocmigrate revert'"
    case .badJournal(let path, let reason):
      "\(path) is damaged: \(reason); no file was changed; restore the files from version control"
        + " and remove that folder"
    }
  }

  /// The error numbers are those of Linux, which are part of its interface.
  private static func advice(_ code: Int32) -> String {
    switch code {
    case 28, 122: "free some space and run again"
    case 27: "raise the limit on file sizes (ulimit -f) and run again"
    case 30: "the file system is read-only: use --diff, or a copy of the project"
    case 1, 13: "get the permission to write there, or use --diff"
    default: "remove the cause and run again"
    }
  }

  init(_ failure: SystemFailure) {
    self = .refused(
      action: failure.action, path: failure.path, code: failure.code,
      words: SystemCalls.words(for: failure.code))
  }

  init(_ failure: SystemFailure, done: Int, count: Int) {
    if done == 0 {
      self.init(failure)
    } else {
      self = .interrupted(
        action: failure.action, path: failure.path, code: failure.code,
        words: SystemCalls.words(for: failure.code), done: done, count: count)
    }
  }
}
