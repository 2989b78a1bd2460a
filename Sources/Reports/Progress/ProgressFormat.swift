/// One way to write a progress report. A new one is a file in `Formats` and a
/// line in `progressFormats`.
package protocol ProgressFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The report's bytes, with a newline at the end.
  func render(_ report: ProgressReport) -> [UInt8]
}

/// Every format, sorted by name.
package let progressFormats: [any ProgressFormat] = [
  ProgressHTML(),
  ProgressJSON(),
  ProgressMarkdown(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func progressFormat(named name: String) -> (any ProgressFormat)? {
  progressFormats.first { $0.name == name }
}
