package import SourceModel

/// A file after its edits.
package struct RewrittenFile: Sendable {
  package var path: FilePath
  package var original: [UInt8]
  package var rewritten: [UInt8]
  /// What was changed, sorted and disjoint: `rewritten` is `original` with
  /// these applied.
  package var edits: [TextEdit]
  /// The sites that were rewritten in it.
  package var sites: [SiteIdentity]

  /// Applies the edits.
  package init(path: FilePath, original: [UInt8], edits: [TextEdit], sites: [SiteIdentity]) {
    self.path = path
    self.original = original
    self.rewritten = apply(edits, to: original)
    self.edits = edits
    self.sites = sites
  }
}

/// What rewriting made of a program.
package struct RewriteResult: Sendable {
  /// Files with at least one edit, sorted by path.
  package var files: [RewrittenFile]
  /// The decisions, those that could not be carried out turned into `leave`,
  /// and sized ones whose size could not be written into their unsized form.
  package var decisions: [Decision]
}

/// Carries out the decisions on the files' bytes.
///
/// - Parameters:
///   - subsystems: those that the decisions name.
///   - contents: the bytes that a file had when it was parsed; `nil` when it
///     cannot be read.
/// - Throws: `RewritingError` for a defect of the tool.
package func rewrite(
  _ program: ProgramFacts, decisions: [Decision], target: Target, subsystems: [Subsystem],
  contents: (FilePath) -> [UInt8]?
) throws(RewritingError) -> RewriteResult {
  let sites = Dictionary(program.sites.map { ($0.identity, $0) }) { first, _ in first }
  let pending = decisions.indices.filter { decisions[$0].isMigration }
  var result = RewriteResult(files: [], decisions: decisions)
  for (path, indices) in Dictionary(grouping: pending, by: { decisions[$0].site.file })
    .sorted(by: { $0.key < $1.key })
  {
    let file = FileRewriter(
      path: path, source: contents(path).map { CText($0) }, includes: program.includes[path],
      target: target, sites: SiteRewriter(target: target, subsystems: subsystems))
    let (rewritten, changed) = file.rewrite(
      indices.map { (decisions[$0], sites[decisions[$0].site]) })
    for (index, decision) in zip(indices, changed) { result.decisions[index] = decision }
    guard let rewritten else { continue }
    if let offset = offsetChangedOutsideEdits(rewritten) {
      throw .changedOutsideEdits(path, offset: offset)
    }
    result.files.append(rewritten)
  }
  return result
}

/// The first old offset outside of every edit whose byte is not in its place
/// in the new text; `nil` when all are.
package func offsetChangedOutsideEdits(_ file: RewrittenFile) -> Int? {
  var old = 0
  var new = 0
  for edit in file.edits + [
    TextEdit(range: ByteRange(file.original.count, file.original.count), bytes: [])
  ] {
    while old < edit.range.lower {
      guard new < file.rewritten.count, file.original[old] == file.rewritten[new] else {
        return old
      }
      old += 1
      new += 1
    }
    guard old == edit.range.lower else { return old }
    old = edit.range.upper
    new += edit.bytes.count
  }
  return new == file.rewritten.count ? nil : old
}

extension Decision {
  /// Whether its site is to be rewritten.
  fileprivate var isMigration: Bool {
    if case .migrate = action { true } else { false }
  }
}
