import Migration
import RuleFiles

/// `allocmigrate rules list`: the packs.
struct RulesListCommand: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration(
      "list", abstract: "List the rule packs that 'use:' can name.",
      examples: [.init("allocmigrate rules list", "List the packs, with what each is for.")])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let packs = try RuleLibrary.find().loader.availablePacks()
    let width = packs.map { ($0.pack ?? "").count }.max() ?? 0
    for pack in packs {
      try terminal.write("\((pack.pack ?? "").padded(to: width))  \(pack.summary)\n")
      terminal.detail("\(pack.pack ?? ""): \(pack.path)")
    }
    return .done
  }
}
