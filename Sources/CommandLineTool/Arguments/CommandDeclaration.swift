/// Everything there is to say about a command: what its parser accepts and what
/// help, manual page and completions tell about it.
package struct CommandDeclaration: Sendable {
  /// Options under one heading of the help text.
  package struct Group: Sendable {
    package var title: String
    package var options: [ParameterSpecification]

    package init(_ title: String, _ options: [ParameterSpecification]) {
      self.title = title
      self.options = options
    }
  }

  /// A command line and what it does.
  package struct Example: Sendable {
    package var command: String
    package var purpose: String

    package init(_ command: String, _ purpose: String) {
      self.command = command
      self.purpose = purpose
    }
  }

  /// The word that calls it.
  package var name: String
  /// What it does in one sentence.
  package var abstract: String
  /// Paragraphs of explanation, separated by empty lines; may be empty.
  package var discussion: String
  /// Positional arguments in order.
  package var arguments: [ParameterSpecification]
  package var groups: [Group]
  /// Help for what may follow `--`; `nil` when the words after `--` are
  /// positional arguments.
  package var trailing: String?
  package var examples: [Example]
  /// What each exit code means here.
  package var exitCodes: [ExitCode]
  /// Commands under this one, in the order of help.
  package var subcommands: [any Command]
  /// Whether help and completions leave it out.
  package var isHidden: Bool

  package init(
    _ name: String, abstract: String, discussion: String = "",
    arguments: [ParameterSpecification] = [], groups: [Group] = [], trailing: String? = nil,
    examples: [Example] = [], exitCodes: [ExitCode] = [.done, .usage],
    subcommands: [any Command] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.arguments = arguments
    self.groups = groups
    self.trailing = trailing
    self.examples = examples
    self.exitCodes = exitCodes
    self.subcommands = subcommands
    self.isHidden = isHidden
  }

  /// All options of all groups, the general ones included, in order.
  package var options: [ParameterSpecification] { allGroups.flatMap(\.options) }

  /// The command's groups and the general one that every command has.
  package var allGroups: [Group] { groups + [GeneralOptions.group] }

  /// Subcommands that help shows.
  var visibleSubcommands: [any Command] { subcommands.filter { !$0.declaration.isHidden } }
}

/// One command of the tool: its declaration and what it does.
package protocol Command: Sendable {
  var declaration: CommandDeclaration { get }

  /// Does the work.
  ///
  /// - Throws: any error that `ErrorMessage` knows.
  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode
}
