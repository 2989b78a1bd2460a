/// One way to write what `apply` did. A new one is a file in `Formats` and a
/// line in `applyFormats`.
package protocol ApplyFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The summary's bytes, with a newline at the end.
  func render(_ summary: ApplySummary, options: RenderOptions) -> [UInt8]
}

/// Every format, sorted by name.
package let applyFormats: [any ApplyFormat] = [
  ApplyJSON(),
  ApplyMarkdown(),
  ApplyText(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func applyFormat(named name: String) -> (any ApplyFormat)? {
  applyFormats.first { $0.name == name }
}
