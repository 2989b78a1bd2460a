import Migration
import Reports

/// `allocmigrate report`: the progress report.
struct ReportCommand: Command {
  private let base = Parameter.option(
    "base", placeholder: "REF",
    help: "Compare with another git revision, which is scanned by the same rules.")
  private let format = OutputOptions.format(
    progressFormats.map { ($0.name, $0.summary) }, default: "markdown")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "report", abstract: "Write the progress report of the migration.",
      discussion: """
        Counts what has been migrated and what is left, by phase, subsystem and file, from the \
        sources as they are on the disk. With --base, also what has changed since a revision.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group,
        .init(
          "Output",
          [base.specification, format.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate report -o PROGRESS.md", "Write the report."),
        .init("allocmigrate report --base main", "Write it with the change since main."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let format = progressFormat(named: arguments[format] ?? "markdown") else {
      return .usage
    }
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    let bar = ProgressBar("Parsing the base", terminal: terminal)
    defer { bar.clear() }
    let report = try Progress.report(
      scanned, request: arguments.scanRequest, base: arguments[base], version: Version.current
    ) { bar.update(done: $0, total: $1) }
    bar.clear()
    try terminal.deliver(format.render(report), arguments)
    return scanned.isPartial ? .partial : .done
  }
}
