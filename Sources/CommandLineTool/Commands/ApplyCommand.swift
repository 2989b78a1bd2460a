import Migration
import Reports
import Rewriting

/// `allocmigrate apply`: rewrites the sources.
struct ApplyCommand: Command {
  private let inPlace = Parameter.flag(
    "in-place", short: "i",
    help: "Edit the files themselves instead of writing foo_refactored.c beside foo.c.")
  private let diff = Parameter.flag(
    "diff", help: "Print the edits as a patch that 'git apply' takes, and write nothing.")
  private let dryRun = Parameter.flag(
    "dry-run", short: "n", help: "Print the summary, and write nothing.")
  private let path = Parameter.option(
    "path", placeholder: "GLOB", help: "Edit only files that match. May be repeated.",
    completion: .file, isRepeatable: true)
  private let subsystem = Parameter.option(
    "subsystem", placeholder: "NAME",
    help: "Migrate only what belongs to this subsystem. May be repeated.", isRepeatable: true)
  private let noVerify = Parameter.flag(
    "no-verify",
    help: "Do not read the written files again to check them; they are taken back if a check fails."
  )
  private let format = OutputOptions.format(
    applyFormats.map { ($0.name, $0.summary) }, default: "text")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "apply", abstract: "Rewrite the sources to the allocators of the rules.",
      discussion: """
        Puts foo_refactored.c beside every foo.c that changes, headers likewise; --in-place edits \
        the files themselves. A site that cannot be migrated safely is left as it is and counted \
        with its reason. Files are written through a journal: 'allocmigrate revert' takes the \
        last apply back. Applying twice changes nothing.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group,
        .init(
          "Edit",
          [
            inPlace.specification, diff.specification, dryRun.specification, path.specification,
            subsystem.specification, noVerify.specification,
          ]),
        .init("Output", [format.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate apply --diff | less", "Look at the edits."),
        .init("allocmigrate apply --diff | git apply", "Make the edits with git."),
        .init("allocmigrate apply -i --subsystem VM", "Migrate one subsystem in place."),
        .init("allocmigrate apply --path 'src/vm/**'", "Migrate the files of one folder."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    if arguments.has(inPlace), arguments.has(diff) {
      throw UsageError.conflict("--in-place", "--diff", path: arguments.path)
    }
    guard let format = applyFormat(named: arguments[format] ?? "text") else { return .usage }
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    let apply = try Apply.run(
      scanned,
      Apply.Request(
        isInPlace: arguments.has(inPlace) || arguments.has(diff),
        isPreview: arguments.has(diff) || arguments.has(dryRun), paths: arguments[all: path],
        subsystems: arguments[all: subsystem],
        check: arguments.has(noVerify) ? nil : arguments.scanRequest))
    apply.diagnostics.forEach(terminal.report)
    if arguments.has(diff) {
      try terminal.deliver(apply.outputs.flatMap { unifiedDiff($0) }, arguments)
    } else {
      let isShown = terminal.isShown(arguments)
      try terminal.deliver(
        format.render(apply.summary, options: terminal.renderOptions(isShown: isShown)), arguments)
    }
    let isPartial = scanned.isPartial || !apply.summary.unwritten.isEmpty
    return isPartial ? .partial : .done
  }
}
