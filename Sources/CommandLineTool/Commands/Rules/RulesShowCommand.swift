import Migration
import RuleFiles
import SourceModel

/// `allocmigrate rules show`: what rule files amount to.
struct RulesShowCommand: Command {
  private let source = Parameter.flag("source", help: "Print the files as they are written.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "show", abstract: "Show what a rule file and all that it uses amount to.",
      arguments: [RuleFileArgument.files.specification],
      groups: [.init("Output", [source.specification])],
      examples: [
        .init("allocmigrate rules show", "Show the rules of this project."),
        .init("allocmigrate rules show mem --source", "Print a pack, as a start for your own."),
      ])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let library = try RuleLibrary.find()
    for file in try arguments.ruleFiles(in: library) {
      if arguments.has(source) {
        try terminal.write(FileSystem.read(file))
      } else {
        try terminal.write(RuleText(try library.load(file: file)).text)
      }
    }
    return .done
  }
}

/// Rules as text for people.
private struct RuleText {
  private let loaded: LoadedRules

  init(_ loaded: LoadedRules) { self.loaded = loaded }

  var text: String {
    let rules = loaded.rules
    var lines = ["files:"] + loaded.files.map { "  \($0.path)" }
    for (family, functions) in Dictionary(grouping: rules.families, by: \.family)
      .sorted(by: { $0.key < $1.key })
    {
      lines.append("family \(family):")
      lines += table(functions.map { ($0.name, $0.role.rawValue) })
    }
    if !rules.foreign.isEmpty {
      lines.append("foreign:")
      lines += table(rules.foreign.map { ($0.name, "with \($0.family)") })
    }
    if let target = rules.target {
      lines.append(
        "target: #include "
          + (target.isSystemHeader ? "<\(target.header)>" : "\"\(target.header)\""))
      lines += table(
        TemplateKind.allCases.compactMap { kind in
          target.templates[kind].map { (kind.rawValue, $0.spelling) }
        })
    }
    lines.append("subsystems, the first that matches wins:")
    lines += table(rules.subsystems.map { ($0.name, description($0)) })
    lines.append("sizes are written from the grade: \(rules.acceptedGrade.rawValue)")
    if !rules.savesSizes { lines.append("no variables are added for sizes") }
    if !rules.exclude.isEmpty {
      lines.append("left out: \(rules.exclude.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  \($0.padded(to: width))  \($1)" }
  }

  private func description(_ subsystem: Subsystem) -> String {
    let conditions = subsystem.match.map { condition in
      [
        condition.path.map { "path \($0)" }, condition.type.map { "type \($0)" },
        condition.function.map { "function \($0)" }, condition.field.map { "field \($0)" },
        condition.kind.map { "kind \($0.rawValue)" },
      ].compactMap { $0 }.joined(separator: " and ")
    }
    let match = conditions.isEmpty ? "everything" : conditions.joined(separator: ", or ")
    return "\(subsystem.allocator), \(subsystem.strategy.rawValue), "
      + "\(subsystem.priority.rawValue) priority, phase \(subsystem.phase): \(match)"
  }
}

extension Template {
  /// The template as a rule file spells it.
  fileprivate var spelling: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .placeholder(let name): "{\(name.rawValue)}"
      }
    }.joined()
  }
}
