import Migration
import Reports

/// `allocmigrate check`: the ratchet for continuous integration.
struct CheckCommand: Command {
  private let baseline = Parameter.option(
    "baseline", placeholder: "FILE", help: "The baseline.",
    defaultText: "\(Check.fileName) in the project's root", completion: .file)
  private let update = Parameter.flag("update", help: "Write the baseline anew and check nothing.")
  private let format = OutputOptions.format(
    checkFormats.map { ($0.name, $0.summary) }, default: "text")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "check", abstract: "Find raw uses that have come since a baseline was written.",
      discussion: """
        For continuous integration: ends with 1 if there are uses of the allocation functions that \
        the baseline does not list, or if less is known of the size at one than before. Sites are \
        known by their file, function and callee, so edits, moves within a file and moved files are \
        no findings. Nor are sites that have gone; --update takes them out of the baseline. Uses \
        that are not compiled are counted by file and callee: those in skipped preprocessor arms, \
        in files that no compile command covers, in macros that nothing expands, and in code that \
        clang makes no sense of. Nor may an original have changed since its refactored copy was made.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group,
        .init("Baseline", [baseline.specification, update.specification]),
        .init("Output", [format.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate check --update", "Write the baseline, to be committed."),
        .init("allocmigrate check", "Compare with it."),
      ],
      exitCodes: [.done, .found, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let format = checkFormat(named: arguments[format] ?? "text") else { return .usage }
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    if arguments.has(update) {
      let written = try Check.update(scanned, file: arguments[baseline])
      try terminal.write("\(written.path): \(Self.sum(written.baseline))\n")
      return scanned.isPartial ? .partial : .done
    }
    let report = try Check.run(scanned, file: arguments[baseline])
    try terminal.deliver(format.render(report), arguments)
    if !report.isRight { return .found }
    return scanned.isPartial ? .partial : .done
  }

  private static func sum(_ baseline: Baseline) -> String {
    let sites = baseline.entries.count { $0.standing.isSite }
    let others = baseline.entries.count - sites
    return Wording.count(sites, "raw site")
      + (others > 0
        ? " and \(Wording.count(others, "use that is", "uses that are")) not compiled" : "")
  }
}
