import Glibc
import Reports
import SourceModel

/// Builds and tests the staged trees, and compares what the commands say.
struct VerifyRunner {
  let stage: VerifyStage
  /// `nil` when the program is built without the checking runtime.
  let toolchain: Toolchain?
  let build: String
  let test: String?
  let limits: ShellRun.Limits
  let observer: Verify.Observer

  private(set) var steps: [VerifyReport.Step] = []
  private(set) var notes: [String] = []
  /// What the migrated tree's failing tests print and the untouched one's do not.
  private var newFailures: [String] = []

  init(
    stage: VerifyStage, toolchain: Toolchain?, build: String, test: String?,
    limits: ShellRun.Limits, observer: Verify.Observer
  ) {
    self.stage = stage
    self.toolchain = toolchain
    self.build = build
    self.test = test
    self.limits = limits
    self.observer = observer
    if toolchain == nil {
      notes.append(
        "the rules' target is not allocmigrate's runtime: build and tests are compared, sizes and "
          + "allocators are not checked")
    }
    if test == nil {
      notes.append("no test command was given, so nothing was run: name one with --test")
    }
  }

  /// Builds both trees, then tests both. Stops after a build that fails.
  ///
  /// - Returns: what the runtime logged; `nil` when the migrated program did not
  ///   run in checking mode.
  mutating func runAll(hasBaseline: Bool) throws(MigrationError) -> RuntimeLog? {
    if hasBaseline, try !run(.build, in: .untouched) { return nil }
    guard try run(.build, in: .migrated), test != nil else { return nil }
    if hasBaseline { _ = try run(.test, in: .untouched) }
    let log = stage.path + "/migrated.jsonl"
    _ = try run(.test, in: .migrated, log: log)
    compareFailures()
    return toolchain == nil ? nil : try RuntimeLogReader.read(log)
  }

  /// Migrates a third copy by the tool alone, builds and tests it.
  ///
  /// - Returns: what the runtime logged; `nil` when it does not build.
  mutating func runReference(
    _ trees: VerifyTrees, request: Verify.Request
  ) throws(MigrationError) -> RuntimeLog? {
    guard let before = trees.before else { return nil }
    try trees.copyUntouched(to: stage.reference)
    let apply = try Apply.run(before, Apply.Request(isInPlace: true, isPreview: true))
    try trees.write(apply.outputs, below: stage.reference)
    guard try run(.build, in: .reference) else { return nil }
    let log = stage.path + "/reference.jsonl"
    _ = try run(.test, in: .reference, log: log)
    return try RuntimeLogReader.read(log)
  }

  /// Runs one command and adds its step.
  ///
  /// - Returns: whether it ended by itself with success.
  private mutating func run(
    _ work: VerifyReport.Step.Work, in tree: VerifyReport.Step.Tree, log: String? = nil
  ) throws(MigrationError) -> Bool {
    let command = work == .build ? build : test ?? ""
    var environment: [String: String] = [:]
    if tree != .untouched, let toolchain {
      environment =
        log.map { toolchain.testEnvironment(log: $0) } ?? toolchain.buildEnvironment
    }
    if let log { try Self.makeWritable(log) }
    let output = "\(stage.logs)/\(tree.rawValue)-\(work.rawValue).log"
    let title = "\(work == .build ? "building" : "testing") the \(tree.rawValue) copy"
    observer.doing(title, 0)
    let run = try ShellRun.run(
      command, in: "\(stage.path)/\(tree.rawValue)", environment: environment, stage: stage.path,
      log: output, watched: log.map { [$0] } ?? [], limits: limits,
      observe: { observer.doing(title, $0) })
    var step = VerifyReport.Step(
      tree: tree, work: work, command: command, status: nil, seconds: run.seconds, log: output)
    switch run.ending {
    case .exited(let status): step.status = Int(status)
    case .timedOut(let seconds):
      step.stopped = "stopped at the time limit of \(Wording.count(seconds, "second"))"
    case .outputTooLarge(let path):
      step.stopped =
        "stopped: \(PathText.name(path)) grew beyond \(Wording.number(limits.fileSize >> 20)) MiB"
    }
    if !step.isGood {
      step.tail = work == .build ? BuildErrors.read(output) : failure(in: output, of: tree)
    }
    steps.append(step)
    return step.isGood
  }

  /// What a failed test's output says of its failure, and the untouched copy's does not.
  private func failure(in log: String, of tree: VerifyReport.Step.Tree) -> [String] {
    let known = step(.test, .untouched)?.log.map {
      FailureLines.read($0, tree: stage.untouched)
    }
    return FailureLines.excerpt(
      of: log, tree: "\(stage.path)/\(tree.rawValue)", besides: known ?? [])
  }

  /// Whether a copy, built and tested in checking mode, fails or has findings.
  ///
  /// - Parameter own: the keys of findings that the program has by itself.
  func fails(in tree: String, own: Set<String>) throws(MigrationError) -> Bool {
    let log = stage.path + "/bisected.jsonl"
    TemporaryDirectory.remove(log)
    try Self.makeWritable(log)
    for (work, command) in [("build", build), ("test", test ?? "true")] {
      let isTest = work == "test"
      let run = try ShellRun.run(
        command, in: tree,
        environment: (isTest
          ? toolchain?.testEnvironment(log: log) : toolchain?.buildEnvironment) ?? [:],
        stage: stage.path, log: "\(stage.logs)/bisected-\(work).log", watched: [log],
        limits: limits, observe: { _ in })
      if run.ending != .exited(0), !isTest || step(.test, .untouched)?.isGood != false {
        return true
      }
    }
    return try RuntimeLogReader.read(log).findings.keys.contains { finding in
      !(FindingReader.ownKinds.contains(finding.kind) && own.contains(finding.key))
    }
  }

  /// Tests may drop their privileges and log all the same.
  private static func makeWritable(_ path: String) throws(MigrationError) {
    try FileSystem.create([], at: path)
    chmod(path, 0o666)
  }

  private mutating func compareFailures() {
    guard let before = step(.test, .untouched), let after = step(.test, .migrated), !before.isGood
    else { return }
    notes.append(
      "the tests fail in the untouched copy as well (\(before.outcome)); what fails there is not "
        + "put down to the migration")
    guard let old = before.log, let new = after.log else { return }
    newFailures = FailureLines.read(new, tree: stage.migrated)
      .subtracting(FailureLines.read(old, tree: stage.untouched)).sorted()
  }

  /// Whether the untouched copy's tests fail.
  var failsUntouched: Bool { step(.test, .untouched)?.isGood == false }

  private func step(
    _ work: VerifyReport.Step.Work, _ tree: VerifyReport.Step.Tree
  ) -> VerifyReport.Step? {
    steps.first { $0.work == work && $0.tree == tree }
  }

  /// What the commands say against the migration.
  func problems(hasBaseline: Bool) -> [VerifyReport.Problem] {
    let caveat = hasBaseline ? "" : "; there is no untouched tree to compare with"
    if let step = step(.build, .migrated), !step.isGood {
      return [
        problem("build", "the migrated program does not build: \(step.outcome)\(caveat)", step)
      ]
    }
    guard let after = step(.test, .migrated) else { return [] }
    let before = step(.test, .untouched)
    if !after.isGood, before?.isGood != false {
      return [problem("test", "the migrated program's tests: \(after.outcome)\(caveat)", after)]
    }
    if !newFailures.isEmpty {
      var problem = problem(
        "test", "the tests print failures that the untouched program's do not", after)
      problem.trail = newFailures.prefix(10).map { .init(text: $0) }
      return [problem]
    }
    if let before, !after.isGood, before.status != after.status {
      return [
        problem(
          "test",
          "the tests fail in both copies, but not alike: \(before.outcome) in the untouched "
            + "one, \(after.outcome) in the migrated one", after)
      ]
    }
    return []
  }

  private func problem(
    _ kind: String, _ message: String, _ step: VerifyReport.Step
  ) -> VerifyReport.Problem {
    VerifyReport.Problem(
      kind: kind, place: nil, message: message, trail: step.tail.map { .init(text: $0) })
  }
}
