import Reports
import SourceModel

/// One verification on its way: the staged trees, what was run in them, and the
/// report that comes of it.
struct Verification {
  private(set) var report: VerifyReport
  private let request: Verify.Request
  private let observer: Verify.Observer
  private let trees: VerifyTrees
  private var runner: VerifyRunner
  /// The digests of each migrated file, untouched and migrated.
  var digests: [FilePath: [String]] { trees.digests }
  /// The keys of findings that the program has by itself.
  private var own: Set<String> = []

  /// Stages the trees and what the migrated one is built with.
  init(
    _ scanned: ScannedProgram, _ request: Verify.Request, build: String, stage: VerifyStage,
    observer: Verify.Observer
  ) throws(MigrationError) {
    self.request = request
    self.observer = observer
    trees = try VerifyTrees.make(scanned, request, stage: stage, observer: observer)
    runner = VerifyRunner(
      stage: stage,
      toolchain: try Toolchain.make(
        project: scanned.project, stage: stage.path, logs: stage.logs),
      build: build, test: request.test ?? scanned.project.verifyTest, limits: request.limits,
      observer: observer)
    report = VerifyReport(
      tool: ToolDescription(version: request.version), root: scanned.project.root,
      subject: trees.subject, baseline: trees.baseline, isChecked: runner.toolchain != nil,
      notes: trees.notes)
  }

  /// Runs the commands and reads what they left.
  mutating func run() throws(MigrationError) {
    let log = try runner.runAll(hasBaseline: trees.hasBaseline)
    report.problems =
      trees.rewrittenFiles().map(rewritten) + runner.problems(hasBaseline: trees.hasBaseline)
    report.notes += runner.notes
    if let log { try read(log) }
    report.steps = runner.steps
    noteBuildFolders()
    if request.bisects, !report.problems.isEmpty {
      report.bisection = try Bisection(trees: trees, runner: runner, observer: observer)
        .run(report.problems, own: own)
    }
  }

  /// What a build left is not copied, nor is what else lies in its folder.
  private mutating func noteBuildFolders() {
    let folders = trees.scanned.tree.buildFolders.map(\.string).sorted()
    guard !folders.isEmpty,
      report.steps.contains(where: { $0.work == .build && $0.tree == .untouched && !$0.isGood })
    else { return }
    report.notes.append(
      "builds lie in \(Wording.list(folders, limit: 5)), which "
        + "\(folders.count == 1 ? "is" : "are") not copied: if sources lie there as well, build the "
        + "project in a folder of its own")
  }

  private func rewritten(_ file: FilePath) -> VerifyReport.Problem {
    let origin = trees.before?.program.includes[file]?.generatedFrom
    return VerifyReport.Problem(
      kind: "rewritten", place: VerifyReport.Place(file: file, line: 1),
      message: "the build or the tests write this file anew, so its edits are lost, and what else "
        + "is found may come of that: edit \(origin ?? "what it is made from") in the same way, or "
        + "leave the file out ('exclude:')")
  }

  /// Brings the runtime's log back to the sites.
  ///
  /// What the tool migrates from untouched sources leaks where these do. In a tree
  /// that somebody may have edited, another run tells: of the untouched sources,
  /// migrated by the tool alone.
  private mutating func read(_ log: RuntimeLog) throws(MigrationError) {
    let reader = FindingReader(trees)
    var findings = reader.findings(log)
    if trees.subject != .present {
      own = Set(log.findings.keys.map(\.key))
    } else if findings.contains(where: \.mayBeOwn), trees.hasBaseline {
      let reference = try runner.runReference(trees, request: request)
      own = Set(reference?.findings.keys.map(\.key) ?? [])
      findings = reader.marking(findings, own: reference.map(reader.findings) ?? [])
    }
    report.problems += findings.filter { !$0.isOwn }.map(\.problem)
    report.own = findings.filter(\.isOwn).map(\.problem)
    noteUncoveredFiles()
    noteQueries()
    report.sites = reader.rows(log, findings: findings)
    if log.executed.isEmpty, report.problems.isEmpty, !report.sites.isEmpty {
      report.notes.append(
        "nothing that the tests ran came to a migrated site in checking mode: they reach none, run "
          + "another program than the build makes, or clear the environment, which has MEM_TRACE, "
          + "as `env -i` and `sudo` do" + noteOnLibtool())
    }
    if log.unfinished > 0 {
      report.notes.append(
        Wording.count(log.unfinished, "process", "processes")
          + " of the migrated copy reached migrated releases and ended without a summary, as by a "
          + "signal (a crash?), `_exit` or exec; nothing is known of the sizes that were given there"
          + (runner.failsUntouched
            ? ", nor whether it ends so in the untouched copy, whose tests fail as well" : ""))
    }
    if log.brokenLines > 0 {
      report.notes.append(
        Wording.count(log.brokenLines, "line") + " of the runtime's log could not be read: "
          + "a process was killed while it wrote, or the disk was full")
    }
  }

  /// A program that libtool has built where the project is runs the library there, be it
  /// from a copy.
  private func noteOnLibtool() -> String {
    guard let folder = trees.libtoolFolder, !runner.build.contains("clean") else { return "" }
    return "; libtool has built the project (\(folder)), and its wrapper scripts in the copies run "
      + "what lies there: let --build begin with `make clean`"
  }

  /// Programs that ask how much room a block really has write behind what they
  /// asked for.
  private mutating func noteQueries() {
    let queries = (trees.before?.program.sites ?? []).filter { $0.function.role == .query }
    guard !queries.isEmpty, report.own.contains(where: { $0.kind == "overrun" }) else { return }
    let places = queries.map { "\($0.function.name) at \($0.location)" }
    report.notes.append(
      "what is written beyond the size that was asked for counts as damage, also where the program "
        + "asks for the room that there is: \(Wording.list(places, limit: 5))")
  }

  /// Blocks that another allocator made or released may be the work of files that
  /// the analysis did not see, such as tests that only `make check` compiles.
  private mutating func noteUncoveredFiles() {
    let kinds: Set = ["foreign-pointer", "freed-outside"]
    guard report.problems.contains(where: { kinds.contains($0.kind) }) else { return }
    let absolute = AbsolutePaths.find(in: runner.stage.migrated, of: report.root)
    if !absolute.isEmpty {
      report.notes.append(
        "the copy may link what was built in the project, which is not migrated, by its absolute "
          + "path: \(Wording.list(absolute, limit: 5)); let --build begin with what writes "
          + "these, such as './configure'")
    }
    let uncovered = Set(
      (trees.before?.program.occurrences ?? []).filter { $0.category == .uncovered }
        .map(\.location.file.string))
    guard !uncovered.isEmpty else { return }
    report.notes.append(
      "these use allocation functions, no compile command covers them, and they stay as they "
        + "are: \(Wording.list(uncovered.sorted(), limit: 5)); if they share blocks with the "
        + "program, record a build that compiles them too, such as its tests'")
  }
}
