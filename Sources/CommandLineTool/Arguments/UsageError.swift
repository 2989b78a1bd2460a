/// What can be wrong with a command line.
package enum UsageError: Error, Equatable {
  case unknownOption(String, suggestion: String?, path: [String])
  case unknownCommand(String, suggestion: String?, path: [String])
  case missingValue(option: String, placeholder: String, path: [String])
  case unexpectedValue(option: String, value: String, path: [String])
  case badValue(option: String, value: String, expected: String, path: [String])
  case missingArgument(placeholder: String, path: [String])
  case unexpectedArgument(String, path: [String])
  case missingCommand(path: [String])
  /// Options that exclude each other.
  case conflict(String, String, path: [String])

  /// What is wrong, in one line.
  var message: String {
    switch self {
    case .unknownOption(let name, let suggestion, _):
      "unknown option '\(name)'" + Self.hint(suggestion)
    case .unknownCommand(let name, let suggestion, _):
      "unknown command '\(name)'" + Self.hint(suggestion)
    case .missingValue(let option, let placeholder, _):
      "option '\(option)' needs a value: \(option) \(placeholder)"
    case .unexpectedValue(let option, let value, _):
      "option '\(option)' takes no value, but '\(value)' was given"
    case .badValue(let option, let value, let expected, _):
      "'\(value)' is not a value for '\(option)': expected \(expected)"
    case .missingArgument(let placeholder, _):
      "missing argument \(placeholder)"
    case .unexpectedArgument(let word, _):
      "unexpected argument '\(word)'"
    case .missingCommand:
      "missing command"
    case .conflict(let one, let other, _):
      "'\(one)' and '\(other)' exclude each other: give one of them"
    }
  }

  /// The command whose help is worth reading.
  var path: [String] {
    switch self {
    case .unknownOption(_, _, let path), .unknownCommand(_, _, let path),
      .missingValue(_, _, let path), .unexpectedValue(_, _, let path),
      .badValue(_, _, _, let path), .missingArgument(_, let path),
      .unexpectedArgument(_, let path), .missingCommand(let path), .conflict(_, _, let path):
      path
    }
  }

  private static func hint(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean '\($0)'?" } ?? ""
  }
}
