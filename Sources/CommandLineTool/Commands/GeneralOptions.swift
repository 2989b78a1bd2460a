/// The options that every command has.
package enum GeneralOptions {
  /// When output is coloured.
  package enum Color: String, CaseIterable, Sendable {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    case auto
    case always, never
  }

  package static let quiet = Parameter.flag(
    "quiet", short: "q", help: "No progress and no notes; warnings and errors remain.")
  package static let verbose = Parameter.flag(
    "verbose", short: "v", help: "Say which files are used and what is left out, and why.")
  package static let color = Parameter<Color>.choice(
    "color", placeholder: "WHEN",
    help: "Colour messages and tables: auto is on a terminal and without NO_COLOR.",
    default: .auto)
  package static let help = Parameter.flag("help", short: "h", help: "Show this help.")
  package static let version = Parameter.flag("version", help: "Show the version.")

  /// Their heading and order in help.
  static let group = CommandDeclaration.Group(
    "General",
    [
      quiet.specification, verbose.specification, color.specification, help.specification,
      version.specification,
    ])

  /// The option that a word names by itself, or `nil`. An option with its value
  /// in the same word counts as a flag: no further word belongs to it.
  static func option(_ word: String) -> ParameterSpecification? {
    let name = word.prefix { $0 != "=" }
    guard var found = group.options.first(where: { $0.spellings.contains(String(name)) })
    else { return nil }
    if name.count < word.count { found.kind = .flag }
    return found
  }
}
