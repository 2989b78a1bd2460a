import Migration

/// Where a command's result goes and in which form.
enum OutputOptions {
  static let output = Parameter.option(
    "output", short: "o", placeholder: "FILE", help: "Write the result to FILE.",
    defaultText: "standard output", completion: .file)

  /// `--format` with the names of some formats and what they are good for.
  static func format(
    _ formats: [(name: String, summary: String)], default value: String
  ) -> Parameter<String> {
    let list = formats.map { "\($0.name): \($0.summary)" }.joined(separator: "; ")
    return .word(
      "format", placeholder: "FORMAT", words: formats.map(\.name), default: value,
      help: "The form of the result. \(list).")
  }
}

extension Terminal {
  /// Writes a result to the file that `-o` names, or to standard output.
  func deliver(_ bytes: [UInt8], _ arguments: ParsedArguments) throws {
    guard let path = arguments[OutputOptions.output], path != "-" else { return try write(bytes) }
    try FileSystem.write(bytes, to: path)
  }

  /// Whether the result goes to the terminal's own output.
  func isShown(_ arguments: ParsedArguments) -> Bool {
    let path = arguments[OutputOptions.output]
    return path == nil || path == "-"
  }
}
