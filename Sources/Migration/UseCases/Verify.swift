package import Reports
import Rewriting
import SourceModel

/// `verify`: builds and runs copies of a project, untouched and migrated, and
/// brings every disagreement back to its source line.
package struct Verify {
  /// What is wanted.
  package struct Request: Sendable {
    /// The shell command that builds a copy; the configuration's if `nil`.
    package var build: String?
    /// The one that tests it; the configuration's if `nil`.
    package var test: String?
    /// What each command may use.
    package var limits: ShellRun.Limits
    /// The git revision to compare a migrated tree with.
    package var base: String?
    /// Leave the staged trees where they are.
    package var keepsStage: Bool
    /// Find the classes that cause what is found.
    package var bisects: Bool
    /// Keep what is shown in `.allocmigrate/evidence.json`.
    package var records: Bool
    /// For the report.
    package var version: String
    package var scan: ScanRequest

    package init(
      build: String? = nil, test: String? = nil, limits: ShellRun.Limits, base: String? = nil,
      keepsStage: Bool = false, records: Bool = true, bisects: Bool = false,
      version: String, scan: ScanRequest
    ) {
      self.build = build
      self.test = test
      self.limits = limits
      self.base = base
      self.keepsStage = keepsStage
      self.records = records
      self.bisects = bisects
      self.version = version
      self.scan = scan
    }
  }

  /// Who is told how it goes.
  package struct Observer: Sendable {
    /// Called once with the folder of the staged trees.
    package var staged: @Sendable (String) -> Void
    /// Called with what is being done and the seconds that it has taken.
    package var doing: @Sendable (String, Int) -> Void

    package init(
      staged: @escaping @Sendable (String) -> Void,
      doing: @escaping @Sendable (String, Int) -> Void
    ) {
      self.staged = staged
      self.doing = doing
    }
  }

  /// The verification of a scanned project.
  ///
  /// The project's sources are only read. The stage is removed at the end; its logs
  /// stay when a command failed, everything when the request says so.
  package static func run(
    _ scanned: ScannedProgram, _ request: Request, observer: Observer
  ) throws(MigrationError) -> VerifyReport {
    guard let build = request.build ?? scanned.project.verifyBuild else {
      throw .noBuildCommand(root: scanned.project.root, suggestion: suggestion(scanned.project))
    }
    let stage = try VerifyStage()
    let listing = TreeListing(scanned.project.root, excluding: stage.path)
    observer.staged(stage.path)
    var keepsLogs = false
    defer { if !request.keepsStage { stage.remove(keepsLogs: keepsLogs) } }
    let trees = try VerifyTrees.make(scanned, request, stage: stage, observer: observer)
    var runner = VerifyRunner(
      stage: stage,
      toolchain: try Toolchain.make(
        project: scanned.project, stage: stage.path, logs: stage.logs),
      build: build, test: request.test ?? scanned.project.verifyTest,
      limits: request.limits, observer: observer)
    var report = VerifyReport(
      tool: ToolDescription(version: request.version), root: scanned.project.root,
      subject: trees.subject, baseline: trees.baseline, isChecked: runner.toolchain != nil,
      notes: trees.notes)
    let log = try runner.runAll(hasBaseline: trees.hasBaseline)
    report.steps = runner.steps
    report.problems = runner.problems(hasBaseline: trees.hasBaseline)
    report.notes += runner.notes
    var own: Set<String> = []
    if let log {
      let reader = try FindingReader(trees)
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
      report.sites = reader.rows(log, findings: findings)
      report.steps = runner.steps
      if log.brokenLines > 0 {
        report.notes.append(
          Wording.count(log.brokenLines, "line") + " of the runtime's log could not be read: "
            + "a process was killed while it wrote, or the disk was full")
      }
    }
    if request.bisects, !report.problems.isEmpty {
      report.bisection = try Bisection(trees: trees, runner: runner, observer: observer)
        .run(report.problems, own: own)
    }
    let written = listing.changes(
      to: TreeListing(scanned.project.root, excluding: stage.path))
    if !written.isEmpty { report.problems.append(Self.outside(written)) }
    if request.records, !report.sites.isEmpty {
      var evidence = try EvidenceFile(root: scanned.project.root)
      evidence.add(
        report.sites, commit: GitRevision.current(root: scanned.project.root),
        command: runner.test ?? "")
      try evidence.save()
    }
    keepsLogs = report.steps.contains { !$0.isGood }
    if !keepsLogs, !request.keepsStage { report.forgetLogs() }
    return report
  }

  /// What the build or the tests did to the user's own tree.
  private static func outside(_ written: [String]) -> VerifyReport.Problem {
    VerifyReport.Problem(
      kind: "wrote-outside", place: nil,
      message: "the commands changed the project itself, not only its copies: "
        + Wording.list(written, limit: 5)
        + "; they name it by its absolute path (generated by an earlier configure?): let --build "
        + "configure anew")
  }

  /// Commands that might build the project.
  private static func suggestion(_ project: Project) -> String {
    func has(_ name: String) -> Bool { FileSystem.isFile(PathText.join(project.root, name)) }
    if has("CMakeLists.txt") {
      return "--build 'cmake -S . -B build && cmake --build build' --test 'ctest --test-dir build'"
    }
    if has("meson.build") {
      return "--build 'meson setup build && ninja -C build' --test 'meson test -C build'"
    }
    if has("configure") { return "--build './configure && make' --test 'make check'" }
    return "--build make --test 'make test'"
  }
}

extension VerifyReport {
  /// Takes back the names of logs that are removed with the stage.
  fileprivate mutating func forgetLogs() {
    for index in steps.indices { steps[index].log = nil }
  }
}
