package import SourceModel

/// What goes wrong in rewriting by a defect of the tool alone.
package enum RewritingError: Error, Hashable, CustomStringConvertible {
  /// The new text of the file differs from the old one outside of the edits,
  /// at this offset of the old.
  case changedOutsideEdits(FilePath, offset: Int)

  package var description: String {
    switch self {
    case .changedOutsideEdits(let path, let offset):
      "\(path): internal error: byte \(offset) would change outside of every edit; nothing was"
        + " written; please report this with the file"
    }
  }
}
