import Migration
import Reports

/// `allocmigrate plan`: what to migrate, in which order.
struct PlanCommand: Command {
  private let format = OutputOptions.format(
    planFormats.map { ($0.name, $0.summary) }, default: "text")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "plan", abstract: "Say what can be migrated, together with what, and what needs a decision.",
      discussion: """
        Sites whose memory can meet form an ownership class, which must share one allocator. \
        Lists the classes by the phase, priority and subsystem that the rules give them, largest \
        first: those within one file, those that tie files together, those that something blocks \
        and those that stay with code that is not migrated.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group,
        .init("Output", [format.specification, OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate plan", "Plan what is left to migrate."),
        .init("allocmigrate plan --format dot | dot -Tsvg -o plan.svg", "Draw it."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    guard let format = planFormat(named: arguments[format] ?? "text") else { return .usage }
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    let plan = PlanReport(
      program: scanned.program, decisions: scanned.decisions, rules: scanned.project.rules)
    let options = terminal.renderOptions(isShown: terminal.isShown(arguments))
    try terminal.deliver(format.render(plan, options: options), arguments)
    return scanned.isPartial ? .partial : .done
  }
}
