import Migration
import Reports
import RuleFiles
import SourceModel

/// `allocmigrate rules check`: reads rule files and says what is wrong.
struct RulesCheckCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "check", abstract: "Check rule files and all that they use.",
      arguments: [RuleFileArgument.files.specification],
      examples: [
        .init("allocmigrate rules check", "Check this project's allocmigrate.yml."),
        .init("allocmigrate rules check my.yml libc", "Check a file and a pack."),
      ])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let library = try RuleLibrary.find()
    var isGood = true
    for file in try arguments.ruleFiles(in: library) {
      do {
        let loaded = try library.load(file: file)
        for warning in loaded.warnings { terminal.report(Diagnostic(.warning, warning)) }
        let rules = loaded.rules
        try terminal.write(
          "\(file): \(Wording.count(rules.families.count, "function")), "
            + "\(rules.foreign.count) foreign, "
            + "\(Wording.count(rules.target?.templates.count ?? 0, "template")), "
            + "\(Wording.count(rules.subsystems.count, "subsystem")): fine\n")
      } catch {
        for diagnostic in ErrorMessage(error).diagnostics { terminal.report(diagnostic) }
        isGood = false
      }
    }
    return isGood ? .done : .usage
  }
}
