import Migration
import Reports

/// `allocmigrate rules suggest`: a skeleton of what the rules lack.
struct RulesSuggestCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "suggest",
      abstract: "Print a rule file to fill in, for functions that no rule describes.",
      discussion: """
        Lists the functions outside the project that get or return pointers and that neither the \
        packs nor the project's rules describe, most used first. Each is a comment with what its \
        type suggests; correct it, and name the file under 'use:'.

        Before them stand the project's own wrappers, such as xmalloc, with the entries that make \
        a site of each of their calls.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        ProjectOptions.group, .init("Output", [OutputOptions.output.specification]),
      ],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate rules suggest -o libraries.yml", "Begin a file for other libraries.")
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let scanned = try arguments.scan(terminal)
    scanned.explain(to: terminal, showsProblems: true)
    let skeleton = RuleSkeleton(
      functions: scanned.undescribed, wrappers: scanned.undeclaredWrappers)
    try terminal.deliver(Array(skeleton.text.utf8), arguments)
    return scanned.isPartial ? .partial : .done
  }
}
