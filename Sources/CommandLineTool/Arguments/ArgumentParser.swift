import SourceModel

/// Turns the words of a command line into a command and its values, by the
/// conventions of swift-argument-parser: options anywhere, `--name value`,
/// `--name=value`, `-n value`, `-nvalue`, joined short flags, and `--` to end
/// the options.
struct ArgumentParser {
  /// What a command line asks for.
  enum Outcome {
    case run(any Command, ParsedArguments)
    /// `--help` at this command.
    case help(any Command, path: [String])
    /// `--version`.
    case version
  }

  let root: any Command

  /// Parses the words behind the tool's name.
  func parse(_ words: [String]) throws(UsageError) -> Outcome {
    var command = root
    var path = [root.declaration.name]
    var rest = words[...]
    var early: [String] = []
    while !command.declaration.subcommands.isEmpty, let word = rest.first {
      if word.hasPrefix("-") {
        guard let option = GeneralOptions.option(word) else { break }
        early.append(rest.removeFirst())
        if option.kind == .option, let value = rest.popFirst() { early.append(value) }
        continue
      }
      guard
        let next = command.declaration.subcommands.first(where: { $0.declaration.name == word })
      else {
        let known = command.declaration.visibleSubcommands.map(\.declaration.name)
        throw .unknownCommand(word, suggestion: Spelling.nearest(to: word, in: known), path: path)
      }
      rest.removeFirst()
      command = next
      path.append(word)
    }
    var reader = WordReader(declaration: command.declaration, path: path, words: early + rest)
    try reader.readAll()
    if reader.parsed.has(GeneralOptions.help) { return .help(command, path: path) }
    if reader.parsed.has(GeneralOptions.version) { return .version }
    guard command.declaration.subcommands.isEmpty else {
      if path.count == 1, words.isEmpty { return .help(command, path: path) }
      throw .missingCommand(path: path)
    }
    try reader.checkArguments()
    return .run(command, reader.parsed)
  }
}

/// Reads the words of one command.
private struct WordReader {
  let declaration: CommandDeclaration
  let path: [String]
  var words: ArraySlice<String>
  var parsed: ParsedArguments
  private var positional: [String] = []

  init(declaration: CommandDeclaration, path: [String], words: [String]) {
    self.declaration = declaration
    self.path = path
    self.words = words[...]
    parsed = ParsedArguments(path: path)
  }

  mutating func readAll() throws(UsageError) {
    while let word = words.popFirst() {
      if word == "--" {
        if declaration.trailing == nil {
          positional += words
        } else {
          parsed.trailing = Array(words)
        }
        break
      } else if word.hasPrefix("--") {
        try readLong(word)
      } else if word.hasPrefix("-"), word.count > 1 {
        try readShort(word)
      } else {
        positional.append(word)
      }
    }
    try assignPositional()
  }

  private mutating func readLong(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    guard let option = declaration.options.first(where: { $0.name == name }) else {
      throw unknown("--" + name)
    }
    let value = parts.count > 1 ? String(parts[1]) : nil
    try store(option, spelling: "--" + name, attached: value)
  }

  private mutating func readShort(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = declaration.options.first(where: { $0.short == letter }) else {
        throw unknown(word.count == 2 ? word : "-\(letter)", whole: word)
      }
      if option.kind == .flag {
        try store(option, spelling: "-\(letter)", attached: nil)
      } else {
        if letters.first == "=" { letters.removeFirst() }
        try store(
          option, spelling: "-\(letter)", attached: letters.isEmpty ? nil : String(letters))
        return
      }
    }
  }

  private mutating func store(
    _ option: ParameterSpecification, spelling: String, attached: String?
  ) throws(UsageError) {
    if option.kind == .flag {
      if let attached {
        throw .unexpectedValue(option: spelling, value: attached, path: path)
      }
      parsed.values[option.name, default: []].append("")
      return
    }
    var value = attached
    if value == nil, let next = words.first, next == "-" || !next.hasPrefix("-") {
      value = words.removeFirst()
    }
    guard let value else {
      throw .missingValue(option: spelling, placeholder: option.placeholder, path: path)
    }
    try keep(value, for: option, spelling: spelling)
  }

  private mutating func keep(
    _ value: String, for parameter: ParameterSpecification, spelling: String
  ) throws(UsageError) {
    guard parameter.accepts(value) else {
      throw .badValue(
        option: spelling, value: value, expected: parameter.expectation ?? "another value",
        path: path)
    }
    parsed.values[parameter.name, default: []].append(value)
  }

  private mutating func assignPositional() throws(UsageError) {
    var rest = positional[...]
    for argument in declaration.arguments {
      repeat {
        guard let word = rest.popFirst() else { break }
        try keep(word, for: argument, spelling: argument.placeholder)
      } while argument.isRepeatable
    }
    if let word = rest.first, !parsed.has(GeneralOptions.help) {
      throw .unexpectedArgument(word, path: path)
    }
  }

  /// Fails when a required argument is missing.
  func checkArguments() throws(UsageError) {
    for argument in declaration.arguments
    where argument.isRequired && parsed.values[argument.name] == nil {
      throw .missingArgument(placeholder: argument.placeholder, path: path)
    }
  }

  /// - Parameter whole: the word that the option stands in: `-config` is more
  ///   likely a long option with a dash too few than six short ones.
  private func unknown(_ name: String, whole: String? = nil) -> UsageError {
    let known = declaration.options.flatMap(\.spellings)
    if let whole, whole.count > 2 {
      let nearest = Spelling.nearest(to: "-" + whole, in: known)
      return .unknownOption(nearest == nil ? name : whole, suggestion: nearest, path: path)
    }
    // Every letter is near every other.
    let nearest = name.hasPrefix("--") ? Spelling.nearest(to: name, in: known) : nil
    return .unknownOption(name, suggestion: nearest, path: path)
  }
}
