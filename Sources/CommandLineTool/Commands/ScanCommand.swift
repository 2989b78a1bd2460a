import Migration
import Reports
import SourceModel

/// `allocmigrate scan`: every use of the family functions, counted and listed.
struct ScanCommand: Command {
  private let decisions = Parameter.flag(
    "decisions", help: "Decide about each site, too, as 'apply' would.")
  private let format = OutputOptions.format(
    scanFormats.map { ($0.name, $0.summary) }, default: "text")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "scan", abstract: "Count and list every use of the C allocation functions.",
      discussion: """
        Parses every C file with its own compile flags and explains each token that names an \
        allocation function: a call, a call in a macro, an address taken, code that the \
        preprocessor skips. The sum is printed, so that nothing is dropped silently.

        Allocations are listed by the subsystem whose rules they match. With --decisions the \
        flow of memory is followed through the whole program, which takes longer, and each site \
        is listed with its subsystem, size and grade, or with what blocks it.

        Without a compile database the include folders are guessed from the tree.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group,
        .init(
          "Output",
          [format.specification, decisions.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate scan", "Scan the project in this directory."),
        .init(
          "allocmigrate scan -p build --format json -o scan.json", "Write a scan for programs."),
        .init("allocmigrate scan --decisions", "Say of each subsystem what is ready to migrate."),
        .init("allocmigrate scan src -- -DUSE_SSL -Ideps", "Scan a folder with two more flags."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let scanned = try arguments.scan(terminal, decides: arguments.has(decisions))
    let name = arguments[format] ?? "text"
    guard let format = scanFormat(named: name) else { return .usage }
    let isShown = terminal.isShown(arguments)
    scanned.explain(to: terminal, showsProblems: name != "text" || !isShown)
    var report = ScanReport(
      program: scanned.program, decisions: scanned.decisions, claims: scanned.claims,
      wrappers: scanned.undeclaredWrappers, rules: scanned.project.rules,
      root: scanned.project.root,
      tool: ToolDescription(version: Version.current))
    report.diagnostics = scanned.diagnostics
    try terminal.deliver(
      format.render(report, options: terminal.renderOptions(isShown: isShown)), arguments)
    return scanned.isPartial ? .partial : .done
  }
}

extension ParsedArguments {
  /// Scans the project that the arguments name, with a progress bar.
  ///
  /// - Parameter decides: whether to decide about each site, beyond counting it.
  func scan(_ terminal: Terminal, decides: Bool = true) throws -> ScannedProgram {
    var request = scanRequest
    request.decides = decides
    let bar = ProgressBar("Parsing", terminal: terminal)
    defer { bar.clear() }
    return try ScannedProgram.scan(request) { bar.update(done: $0, total: $1) }
  }
}

extension Terminal {
  /// How a report is drawn.
  ///
  /// - Parameter isShown: whether it goes to standard output.
  func renderOptions(isShown: Bool) -> RenderOptions {
    RenderOptions(
      width: isShown && isInteractive ? width : nil, color: isShown && colorsResults,
      rowLimit: isVerbose || !isShown ? nil : 20)
  }
}
