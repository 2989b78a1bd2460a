internal import SourceModel

/// The folder outside of which nothing is written.
package struct ProjectRoot: Sendable {
  /// Absolute and without links.
  package let path: String

  /// - Parameter path: an existing folder.
  package init(_ path: String) throws(WritingError) {
    do throws(SystemFailure) {
      guard let canonical = try SystemCalls.canonical(path) else {
        throw SystemFailure(action: "read", path: path, code: 2)
      }
      self.path = canonical
    } catch {
      throw WritingError(error)
    }
  }

  /// The absolute path of the file behind all links, which need not exist
  /// itself, or why it cannot be written.
  func target(of file: FilePath) -> Result<String, SkippedReason> {
    guard file.isInProject, !file.string.split(separator: "/").contains("..") else {
      return .failure(SkippedReason(.outsideRoot))
    }
    let full = path + "/" + file.string
    do throws(SystemFailure) {
      if let target = try SystemCalls.canonical(full) {
        return contains(target) ? .success(target) : .failure(SkippedReason(.outsideRoot))
      }
      // A link that leads nowhere would be followed by whoever opens it.
      if try SystemCalls.status(ofLink: full) != nil { return .failure(SkippedReason(.notAFile)) }
      let folder = try SystemCalls.canonical(
        file.directory.isEmpty ? path : path + "/" + file.directory)
      guard let folder, folder == path || contains(folder) else {
        return .failure(SkippedReason(.outsideRoot))
      }
      return .success(folder + "/" + file.lastComponent)
    } catch {
      return .failure(SkippedReason(.unreadable(SystemCalls.words(for: error.code))))
    }
  }

  /// The path below the root of an absolute one that lies there.
  func relative(_ target: String) -> String { String(target.dropFirst(path.count + 1)) }

  private func contains(_ target: String) -> Bool {
    target.hasPrefix(path == "/" ? "/" : path + "/")
  }
}

/// A reason for leaving a file alone, as an error.
struct SkippedReason: Error {
  let reason: SkippedFile.Reason

  init(_ reason: SkippedFile.Reason) { self.reason = reason }
}
