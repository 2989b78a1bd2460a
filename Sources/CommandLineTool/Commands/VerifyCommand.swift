import Migration
import Reports

/// `allocmigrate verify`: builds and runs the migrated program in checking mode.
struct VerifyCommand: Command {
  private let buildCommand = Parameter.option(
    "build", placeholder: "COMMAND",
    help: "The shell command that configures and builds a copy of the project, from its root.",
    defaultText: "'verify: {build: ...}' of the configuration")
  private let testCommand = Parameter.option(
    "test", placeholder: "COMMAND", help: "The shell command that tests it.",
    defaultText: "'verify: {test: ...}' of the configuration")
  private let timeLimit = Parameter<Int>.count(
    "time-limit", placeholder: "SECONDS", most: 1_000_000,
    help: "How long one command may take before it is ended.", defaultText: "1800")
  private let logLimit = Parameter<Int>.count(
    "log-limit", placeholder: "MIB", most: 1_000_000,
    help: "How large a command's output or the runtime's log may grow before it is ended.",
    defaultText: "2048")
  private let base = Parameter.option(
    "base", placeholder: "REF",
    help: "The git revision with the untouched sources of a migrated tree.",
    defaultText: "what 'revert --all' would bring back")
  private let bisect = Parameter.flag(
    "bisect",
    help: "When something is wrong, find the smallest set of ownership classes that causes it, by "
      + "migrating, building and testing some of them at a time.")
  private let noRecord = Parameter.flag(
    "no-record", help: "Do not keep what was shown in .allocmigrate/evidence.json.")
  private let keep = Parameter.flag("keep", help: "Leave the copies where they are.")
  private let format = OutputOptions.format(
    verifyFormats.map { ($0.name, $0.summary) }, default: "text")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "verify", abstract: "Build and run the migrated program in checking mode.",
      discussion: """
        Copies the project twice, migrates one copy as 'apply --in-place' would, builds both and \
        runs the tests in both. The migrated program links the runtime in checking mode, whatever \
        the build system: every wrong size, wrong allocator, foreign pointer or double free, and \
        every failure that the untouched copy does not have, comes back as a source line with the \
        reasoning behind it. A tree that has been migrated already is verified as it is, against \
        the sources before apply. The sources are not touched; what was shown of each site is kept in \
        .allocmigrate/evidence.json, for 'report' and to be committed.

        Build folders are not copied, so the build command must configure too.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        .init(
          "Verification",
          [
            buildCommand.specification, testCommand.specification, timeLimit.specification,
            logLimit.specification, base.specification, keep.specification,
            noRecord.specification, bisect.specification,
          ]),
        ProjectOptions.group,
        .init("Output", [format.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init(
          "allocmigrate verify --build make --test 'make check'",
          "Verify what apply would do."),
        .init(
          "allocmigrate verify --format sarif -o verify.sarif",
          "With the configuration's commands, for a code scanning service."),
      ],
      exitCodes: [.done, .found, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let format = verifyFormat(named: arguments[format] ?? "text") else { return .usage }
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    // From here on there is something to remove.
    Interruption.watch()
    let line = StatusLine(terminal: terminal)
    do {
      let report = try Verify.run(
        scanned,
        Verify.Request(
          build: arguments[buildCommand], test: arguments[testCommand],
          limits: .init(
            seconds: arguments[timeLimit] ?? 1800, fileSize: (arguments[logLimit] ?? 2048) << 20),
          base: arguments[base],
          keepsStage: arguments.has(keep), records: !arguments.has(noRecord),
          bisects: arguments.has(bisect), version: Version.current, scan: arguments.scanRequest),
        observer: .init(
          staged: {
            let fate =
              arguments.has(keep) ? "" : ", removed at the end (logs stay if a command fails)"
            terminal.note("copies\(fate): \($0)")
          },
          doing: { line.show("\($0) … \($1) s") }))
      line.clear()
      let isShown = terminal.isShown(arguments)
      try terminal.deliver(
        format.render(report, options: terminal.renderOptions(isShown: isShown)), arguments)
      if report.obstacle != nil { return .usage }
      return report.isRight ? scanned.isPartial ? .partial : .done : .found
    } catch MigrationError.interrupted(let signal) {
      line.clear()
      terminal.message(
        "allocmigrate: stopped; the copies are \(arguments.has(keep) ? "kept" : "removed")")
      Interruption.end(by: signal)
    }
  }
}
