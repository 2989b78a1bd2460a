import Migration
import Reports
import SourceModel

/// `allocmigrate revert`: takes applies back.
struct RevertCommand: Command {
  private let all = Parameter.flag("all", short: "a", help: "Take back every apply, newest first.")
  private let force = Parameter.flag(
    "force", short: "f", help: "Also restore files that were changed by hand since.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "revert", abstract: "Take back the last apply.",
      discussion: """
        Every file that the last apply wrote holds its old bytes again, and copies that it made \
        are removed, whether the apply came to its end or was interrupted. Files that were \
        changed by hand since are left alone and named.
        """,
      arguments: [ProjectOptions.directory.specification],
      groups: [
        .init("Project", [ProjectOptions.configuration.specification]),
        .init("Revert", [all.specification, force.specification]),
      ],
      examples: [
        .init("allocmigrate revert", "Take back the last apply in this project."),
        .init("allocmigrate revert --all", "Take back all of them."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let report = try Revert.run(
      directory: arguments[ProjectOptions.directory] ?? ".",
      configuration: arguments[ProjectOptions.configuration], all: arguments.has(all),
      force: arguments.has(force))
    for file in report.restored { try terminal.write("restored \(file)\n") }
    for file in report.removed { try terminal.write("removed \(file)\n") }
    for skipped in report.skipped { terminal.warn(skipped.description) }
    if report.applies.isEmpty {
      terminal.note("nothing to revert")
    }
    for apply in report.applies {
      terminal.note(
        "took back the apply of \(apply.date)" + (apply.wasInterrupted ? ", interrupted" : ""))
    }
    if report.remaining > 0 {
      terminal.note(
        "\(Wording.count(report.remaining, "earlier apply", "earlier applies")) can be taken back "
          + "in the same way")
    }
    return report.skipped.isEmpty ? .done : .partial
  }
}
