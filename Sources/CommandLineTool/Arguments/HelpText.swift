/// The text of `--help`.
struct HelpText {
  let declaration: CommandDeclaration
  /// The names that lead to the command, its own last.
  let path: [String]
  /// The most columns a line may take.
  let width: Int

  /// The whole text, ending with a line break.
  var text: String {
    var sections = ["\(declaration.abstract)\n", usage]
    if !declaration.discussion.isEmpty {
      sections.append(
        declaration.discussion.paragraphs.map { TextWrap.wrap($0, width: width) + "\n" }
          .joined(separator: "\n"))
    }
    sections.append(contentsOf: subcommandSections)
    if !declaration.arguments.isEmpty {
      sections.append(
        section("Arguments", declaration.arguments.map { (Self.term($0), Self.explanation($0)) }))
    }
    for group in declaration.allGroups {
      sections.append(
        section(
          group.title + " options", group.options.map { (Self.term($0), Self.explanation($0)) }))
    }
    if let trailing = declaration.trailing {
      sections.append(section("After --", [("FLAG...", trailing)]))
    }
    if !declaration.examples.isEmpty { sections.append(examples) }
    sections.append(
      section("Exit codes", declaration.exitCodes.map { ("\($0.rawValue)", $0.meaning) }))
    if !declaration.subcommands.isEmpty {
      sections.append(
        "See '\(path[0]) help \((path.dropFirst() + ["COMMAND"]).joined(separator: " "))'"
          + " for more about a command.\n")
    }
    return sections.joined(separator: "\n")
  }

  /// `Usage: allocmigrate scan [OPTION...] [DIR] [-- FLAG...]`.
  var usage: String { "Usage: \(Self.synopsis(declaration, path: path))\n" }

  /// The command line in general form.
  static func synopsis(_ declaration: CommandDeclaration, path: [String]) -> String {
    var words = path
    if !declaration.subcommands.isEmpty { words.append("COMMAND") }
    words.append("[OPTION...]")
    for argument in declaration.arguments {
      let word = argument.placeholder + (argument.isRepeatable ? "..." : "")
      words.append(argument.isRequired ? word : "[\(word)]")
    }
    if declaration.trailing != nil { words.append("[-- FLAG...]") }
    return words.joined(separator: " ")
  }

  /// `-j, --jobs N`.
  static func term(_ parameter: ParameterSpecification) -> String {
    if parameter.kind == .argument { return parameter.placeholder }
    let names = parameter.spellings.joined(separator: ", ")
    return parameter.kind == .flag ? names : "\(names) \(parameter.placeholder)"
  }

  /// The help with choices and default.
  static func explanation(_ parameter: ParameterSpecification) -> String {
    var text = parameter.help
    if case .choices(let words) = parameter.completion {
      text += " One of \(words.joined(separator: ", "))."
    }
    if let value = parameter.defaultText { text += " Default: \(value)." }
    return text
  }

  private var subcommandSections: [String] {
    let commands = declaration.visibleSubcommands
    guard !commands.isEmpty else { return [] }
    return [section("Commands", commands.map { ($0.declaration.name, $0.declaration.abstract) })]
  }

  private var examples: String {
    "Examples:\n"
      + declaration.examples.map {
        "  $ \($0.command)\n" + TextWrap.wrap($0.purpose, width: width, indent: 6) + "\n"
      }.joined()
  }

  /// A heading over terms with their explanations in a second column.
  private func section(_ title: String, _ rows: [(String, String)]) -> String {
    let column = min(24, (rows.map(\.0.count).max() ?? 0) + 4)
    let lines = rows.map { term, explanation in
      let body = TextWrap.wrap(explanation, width: width, indent: column)
      if term.count + 4 > column { return "  \(term)\n\(body)\n" }
      return "  " + term.padded(to: column - 2) + body.dropFirst(column) + "\n"
    }
    return "\(title):\n" + lines.joined()
  }
}

/// Filling of paragraphs.
enum TextWrap {
  /// `text` in lines of at most `width` columns, each indented; no line break at
  /// the end. Words longer than a line stay whole.
  static func wrap(_ text: String, width: Int, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = margin
    for word in text.split(whereSeparator: \.isWhitespace) {
      if line.count > indent, line.count + 1 + word.count > width {
        lines.append(line)
        line = margin
      }
      line += (line.count > indent ? " " : "") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// Its paragraphs: runs of lines without an empty one.
  var paragraphs: [String] {
    var result: [String] = []
    var lines: [Substring] = []
    for line in split(separator: "\n", omittingEmptySubsequences: false) + [Substring()] {
      if line.isEmpty {
        if !lines.isEmpty { result.append(lines.joined(separator: "\n")) }
        lines = []
      } else {
        lines.append(line)
      }
    }
    return result
  }
}
