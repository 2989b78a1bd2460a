import Glibc
import Reports
import Rewriting
import SourceModel

/// The staged trees of a verification, and what is known of them.
struct VerifyTrees {
  let stage: VerifyStage
  /// The user's project as it was scanned.
  let scanned: ScannedProgram
  /// The untouched program with its decisions: the user's own, or the staged
  /// one; `nil` when there is no untouched tree.
  var before: ScannedProgram?
  /// The migrated program, its sites only counted.
  var after: ScannedProgram
  var subject: VerifyReport.Subject
  var baseline: VerifyReport.Baseline
  var notes: [String] = []
  /// The copy of each original, if the user's tree has copies which the staged
  /// one has in their originals' places.
  var copies: [FilePath: FilePath] = [:]

  /// The migrated files of the staged tree, as they are before the build.
  private(set) var migrated: [FilePath: [UInt8]] = [:]

  /// The digests of each migrated file: of its untouched and its migrated bytes.
  private(set) var digests: [FilePath: [String]] = [:]

  /// What the untouched tree had before anything was built in it.
  private var pristine: Set<String> = []

  /// A folder that the migrated tree had before anything was built in it, with what libtool
  /// has built in the user's; `nil` for none.
  private(set) var libtoolFolder: String?

  /// Copies the untouched tree, without what was built in it: a build knows its
  /// folder by an absolute path.
  func copyUntouched(to target: String) throws(MigrationError) {
    let built = TreeListing(stage.untouched).paths.subtracting(pristine)
    _ = try TreeCopy.copy(stage.untouched, to: target, excluding: built)
  }

  var hasBaseline: Bool { before != nil }

  /// The migrated files that the build or the tests have written anew, sorted.
  func rewrittenFiles() -> [FilePath] {
    migrated.filter { file, bytes in
      (try? FileSystem.read(PathText.join(stage.migrated, file.string))) != bytes
    }.keys.sorted()
  }

  /// Stages both trees.
  static func make(
    _ scanned: ScannedProgram, _ request: Verify.Request, stage: VerifyStage,
    observer: Verify.Observer
  ) throws(MigrationError) -> VerifyTrees {
    observer.doing("copying the project", 0)
    let root = scanned.project.root
    var excluded = Set(scanned.tree.buildFolders.map(\.string))
    // TMPDIR may lie in the project.
    PathText.relative(stage.path, to: root).map { _ = excluded.insert($0) }
    let skipped = try TreeCopy.copy(root, to: stage.migrated, excluding: excluded)
    var trees = VerifyTrees(
      stage: stage, scanned: scanned, before: nil, after: scanned, subject: .present,
      baseline: .untouched)
    if !skipped.isEmpty {
      trees.notes.append("not copied, no files: \(Wording.list(skipped, limit: 5))")
    }
    if scanned.program.migrated.isEmpty, scanned.tree.copies.isEmpty {
      try trees.apply()
      _ = try TreeCopy.copy(root, to: stage.untouched, excluding: excluded)
      trees.before = scanned
    } else {
      try trees.finalize()
      // What is migrated may have been built before it was.
      trees.renewSources(below: stage.migrated, after: scanned.tree.headers)
      try trees.findBaseline(request, excluding: excluded)
    }
    trees.pristine = TreeListing(stage.untouched).paths
    trees.libtoolFolder = TreeListing(stage.migrated).paths.filter {
      $0.split(separator: "/").last == ".libs"
    }.min()
    observer.doing("reading the migrated copy", 0)
    var counting = request.scan
    counting.decides = false
    trees.after = try ScannedProgram.scan(
      scanned, in: stage.migrated, request: counting, progress: { _, _ in })
    for file in Set(trees.after.program.migrated.map(\.location.file)) {
      let bytes = try FileSystem.read(PathText.join(stage.migrated, file.string))
      let untouched = try? FileSystem.read(PathText.join(stage.untouched, file.string))
      trees.migrated[file] = bytes
      trees.digests[file] = ([untouched].compactMap(\.self) + [bytes]).map { Digest($0).text }
    }
    try Interruption.check()
    return trees
  }

  /// Migrates the copy as `apply --in-place` would.
  private mutating func apply() throws(MigrationError) {
    let apply = try Apply.run(scanned, Apply.Request(isInPlace: true, isPreview: true))
    try write(apply.outputs, below: stage.migrated)
    subject = .applied(edits: apply.summary.edits)
    if !apply.summary.unwritten.isEmpty {
      notes += apply.summary.unwritten.map { "\($0.file): \($0.reason)" }
    }
  }

  /// Puts refactored copies in the places of their originals, unless the build
  /// names the copies already.
  private mutating func finalize() throws(MigrationError) {
    guard !scanned.tree.copies.isEmpty, !scanned.commands.namesCopies else { return }
    let root = scanned.project.root
    let final = finalizedTree(
      copies: scanned.tree.copies, includes: scanned.program.includes,
      contents: { try? FileSystem.read(PathText.join(root, $0.string)) })
    guard final.diagnostics.isEmpty else {
      throw .cannotFinalize(final.diagnostics.map(\.message))
    }
    for file in final.files {
      try FileSystem.write(file.bytes, to: PathText.join(stage.migrated, file.path.string))
    }
    for copy in final.removed {
      TemporaryDirectory.remove(PathText.join(stage.migrated, copy.string))
    }
    copies = scanned.tree.copies
  }

  /// Finds what the tree was before it was migrated.
  private mutating func findBaseline(
    _ request: Verify.Request, excluding excluded: Set<String>
  ) throws(MigrationError) {
    let root = scanned.project.root
    if let base = request.base {
      let revision = try GitRevision.checkOut(base, root: root)
      _ = try TreeCopy.copy(revision.root, to: stage.untouched, excluding: [])
      baseline = .revision(revision.abbreviated)
    } else {
      _ = try TreeCopy.copy(root, to: stage.untouched, excluding: excluded)
      try Revert.run(root: stage.untouched, all: true, force: true)
      baseline = .journal
    }
    // Before they are read: what changes later is not migrated for the reference.
    renewSources(below: stage.untouched, after: scanned.tree.headers)
    let before = try ScannedProgram.scan(
      scanned, in: stage.untouched, request: request.scan, progress: { _, _ in })
    guard before.program.migrated.isEmpty else {
      let uses = Wording.count(before.program.migrated.count, "migrated call")
      baseline = .missing(
        request.base.map { "revision \($0) has \(uses) already" }
          ?? "the journal does not lead back to the untouched sources (\(uses) stay); name their "
          + "revision with --base")
      return
    }
    self.before = before
  }

  /// Writes what rewriting made into a staged tree.
  func write(_ outputs: [OutputFile], below root: String) throws(MigrationError) {
    for output in outputs {
      let path = PathText.join(root, output.path.string)
      // Build folders are not copied, but what is made in them may be compiled.
      try FileSystem.makeDirectory(PathText.parent(path))
      try FileSystem.write(output.bytes, to: path)
    }
    renewSources(below: root, after: outputs.map(\.path))
  }

  /// Makes the C sources of a staged tree newer than the objects that came with it
  /// when headers were written: many builds do not know who includes a header, and
  /// would link the old ones.
  func renewSources(below root: String, after written: [FilePath]) {
    guard !Set(written).isDisjoint(with: scanned.tree.headers) else { return }
    for source in scanned.tree.sources {
      utimensat(AT_FDCWD, PathText.join(root, source.string), nil, AT_SYMLINK_NOFOLLOW)
    }
  }
}
