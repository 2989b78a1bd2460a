/// The manual page, in the man macros of roff: the tool, then every command.
struct ManualPage {
  let root: any Command

  var text: String {
    let declaration = root.declaration
    var page = ".TH ALLOCMIGRATE 1 \"\" \"allocmigrate \(Version.current)\" \"User Commands\"\n"
    page += ".SH NAME\n\(declaration.name) \\- \(escaped(lead(declaration.abstract)))\n"
    page += ".SH SYNOPSIS\n" + synopsis(declaration, path: [declaration.name])
    page += ".SH DESCRIPTION\n" + paragraphs(declaration.discussion)
    page += ".SH OPTIONS\nEvery command takes these.\n" + terms(GeneralOptions.group.options)
    page += ".SH COMMANDS\n"
    page += CompletionNode.all(below: root).dropFirst()
      .filter { $0.declaration.subcommands.isEmpty }.map(section).joined()
    page += ".SH EXIT STATUS\n"
    page += declaration.exitCodes.map { ".TP\n.B \($0.rawValue)\n\(escaped($0.meaning))\n" }
      .joined()
    page += ".SH ENVIRONMENT\n"
    page += Self.environment.map { ".TP\n.B \($0)\n\(escaped($1))\n" }.joined()
    page += ".SH EXAMPLES\n" + examples(declaration)
    return page
  }

  private static let environment = [
    ("ALLOCMIGRATE_SHARE", "The directory that holds rules/ and runtime/, if not beside the tool."),
    ("NO_COLOR", "When set, --color=auto means never."),
  ]

  private func section(_ node: CompletionNode) -> String {
    let declaration = node.declaration
    let name = node.path.dropFirst().joined(separator: " ")
    var page = ".SS \(escaped(name))\n" + synopsis(declaration, path: node.path)
    page += ".PP\n\(escaped(declaration.abstract))\n" + paragraphs(declaration.discussion)
    page += terms(declaration.arguments) + terms(declaration.groups.flatMap(\.options))
    if let trailing = declaration.trailing {
      page += ".TP\n.B \\-\\- \\fIFLAG\\fR...\n\(escaped(trailing))\n"
    }
    return page + ".PP\nExamples:\n" + examples(declaration)
  }

  private func synopsis(_ declaration: CommandDeclaration, path: [String]) -> String {
    ".B \(escaped(HelpText.synopsis(declaration, path: path)))\n"
  }

  private func examples(_ declaration: CommandDeclaration) -> String {
    declaration.examples.map {
      ".PP\n.nf\n.RS\n.B \(escaped($0.command))\n.RE\n.fi\n.RS\n\(escaped($0.purpose))\n.RE\n"
    }.joined()
  }

  private func terms(_ parameters: [ParameterSpecification]) -> String {
    parameters.map {
      ".TP\n.B \(escaped(HelpText.term($0)))\n\(escaped(HelpText.explanation($0)))\n"
    }.joined()
  }

  private func paragraphs(_ text: String) -> String {
    text.paragraphs.map { ".PP\n\(escaped($0))\n" }.joined()
  }

  /// A sentence as the NAME section wants it: no capital, no full stop.
  private func lead(_ sentence: String) -> String {
    sentence.prefix(1).lowercased() + sentence.dropFirst().prefix { $0 != "." }
  }

  private func escaped(_ text: String) -> String {
    let lines = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }
      .joined(separator: "\n")
  }
}
