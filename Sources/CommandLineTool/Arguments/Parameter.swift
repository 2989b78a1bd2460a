/// One thing that a command accepts, with the type of its value.
///
/// Commands keep their parameters as constants, list them in their
/// `CommandDeclaration` and look the values up with them, so a name is spelled
/// once: parsing, help, manual page and completions come from here.
package struct Parameter<Value: Sendable>: Sendable {
  /// What does not depend on the value's type.
  package let specification: ParameterSpecification
  /// The value of a text; `nil` when it has none.
  let parse: @Sendable (String) -> Value?
}

/// A flag, an option or a positional argument, as help and parser need it.
package struct ParameterSpecification: Sendable {
  /// How a parameter is given.
  package enum Kind: Sendable {
    /// `--quiet`, without a value.
    case flag
    /// `--output FILE`.
    case option
    /// A word that stands for itself.
    case argument
  }

  /// What a shell offers as the value.
  package enum Completion: Hashable, Sendable {
    case nothing, file, directory
    /// A file, or a rule pack of those that are there when it is asked for.
    case ruleFile
    /// One of these words.
    case choices([String])
  }

  package var kind: Kind
  /// The long name without its dashes; an argument's key.
  package var name: String
  /// The short name, if there is one.
  package var short: Character?
  /// How help writes the value, such as `FILE`; empty for a flag.
  package var placeholder: String
  /// One or two sentences without the default.
  package var help: String
  /// What applies when it is not given, as help writes it.
  package var defaultText: String?
  package var completion: Completion
  /// Whether an argument must be given.
  package var isRequired: Bool
  /// Whether several values are kept; otherwise the last one counts.
  package var isRepeatable: Bool
  /// What a value must be; `nil` when any text will do.
  package var expectation: String?
  /// Whether a text is a value.
  package var accepts: @Sendable (String) -> Bool

  /// The names as they are typed, `-j` before `--jobs`.
  package var spellings: [String] {
    guard kind != .argument else { return [] }
    return (short.map { ["-\($0)"] } ?? []) + ["--\(name)"]
  }
}

extension Parameter where Value == Bool {
  /// A flag without a value.
  package static func flag(_ name: String, short: Character? = nil, help: String) -> Self {
    Self(
      specification: ParameterSpecification(
        kind: .flag, name: name, short: short, placeholder: "", help: help, defaultText: nil,
        completion: .nothing, isRequired: false, isRepeatable: false, expectation: nil,
        accepts: { _ in true }),
      parse: { _ in true })
  }
}

extension Parameter where Value == String {
  /// An option that takes any text.
  package static func option(
    _ name: String, short: Character? = nil, placeholder: String, help: String,
    defaultText: String? = nil, completion: ParameterSpecification.Completion = .nothing,
    isRepeatable: Bool = false
  ) -> Self {
    Self(
      specification: ParameterSpecification(
        kind: .option, name: name, short: short, placeholder: placeholder, help: help,
        defaultText: defaultText, completion: completion, isRequired: false,
        isRepeatable: isRepeatable, expectation: "a value",
        accepts: { !$0.isEmpty }),
      parse: { $0 })
  }

  /// An option whose value is one of some words.
  package static func word(
    _ name: String, short: Character? = nil, placeholder: String, words: [String],
    default value: String, help: String
  ) -> Self {
    Self(
      specification: ParameterSpecification(
        kind: .option, name: name, short: short, placeholder: placeholder, help: help,
        defaultText: value, completion: .choices(words), isRequired: false, isRepeatable: false,
        expectation: "one of " + words.joined(separator: ", "),
        accepts: { words.contains($0) }),
      parse: { $0 })
  }

  /// A positional argument that takes any text.
  package static func argument(
    _ name: String, placeholder: String, help: String, defaultText: String? = nil,
    completion: ParameterSpecification.Completion = .nothing, isRequired: Bool = false,
    isRepeatable: Bool = false
  ) -> Self {
    Self(
      specification: ParameterSpecification(
        kind: .argument, name: name, short: nil, placeholder: placeholder, help: help,
        defaultText: defaultText, completion: completion, isRequired: isRequired,
        isRepeatable: isRepeatable, expectation: "a value", accepts: { !$0.isEmpty }),
      parse: { $0 })
  }
}

extension Parameter where Value == Int {
  /// An option whose value is a whole number from 1 to `most`.
  package static func count(
    _ name: String, short: Character? = nil, placeholder: String, most: Int, help: String,
    defaultText: String? = nil
  ) -> Self {
    let parse: @Sendable (String) -> Int? = { text in
      Int(text).flatMap { (1...most).contains($0) ? $0 : nil }
    }
    return Self(
      specification: ParameterSpecification(
        kind: .option, name: name, short: short, placeholder: placeholder, help: help,
        defaultText: defaultText, completion: .nothing, isRequired: false, isRepeatable: false,
        expectation: "a number from 1 to \(most)", accepts: { parse($0) != nil }),
      parse: parse)
  }
}

extension Parameter where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// An option whose value is one of a few words.
  package static func choice(
    _ name: String, short: Character? = nil, placeholder: String, help: String,
    default value: Value? = nil
  ) -> Self {
    make(.option, name, short: short, placeholder: placeholder, help: help, default: value)
  }

  /// A positional argument that is one of a few words.
  package static func choiceArgument(
    _ name: String, placeholder: String, help: String, isRequired: Bool = false
  ) -> Self {
    make(
      .argument, name, short: nil, placeholder: placeholder, help: help, default: nil,
      isRequired: isRequired)
  }

  private static func make(
    _ kind: ParameterSpecification.Kind, _ name: String, short: Character?, placeholder: String,
    help: String, default value: Value?, isRequired: Bool = false
  ) -> Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(
      specification: ParameterSpecification(
        kind: kind, name: name, short: short, placeholder: placeholder, help: help,
        defaultText: value?.rawValue, completion: .choices(words), isRequired: isRequired,
        isRepeatable: false, expectation: "one of " + words.joined(separator: ", "),
        accepts: { words.contains($0) }),
      parse: { Value(rawValue: $0) })
  }
}
