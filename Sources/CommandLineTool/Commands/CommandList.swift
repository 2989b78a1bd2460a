/// Every command of the tool, sorted by name. A new command is a file in this
/// folder and a line here.
enum CommandList {
  static let all: [any Command] = [
    ApplyCommand(),
    CheckCommand(),
    CompletionsCommand(),
    ExplainCommand(),
    FinalizeCommand(),
    HelpCommand(),
    InitCommand(),
    PlanCommand(),
    ReportCommand(),
    RevertCommand(),
    RulesCommand(),
    RuntimeCommand(),
    ScanCommand(),
    VerifyCommand(),
  ]
}
