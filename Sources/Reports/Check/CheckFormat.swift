/// One way to write what `check` found. A new one is a file in `Formats` and a
/// line in `checkFormats`.
package protocol CheckFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The report's bytes, with a newline at the end.
  func render(_ report: CheckReport) -> [UInt8]
}

/// Every format, sorted by name.
package let checkFormats: [any CheckFormat] = [
  CheckJSON(),
  CheckText(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func checkFormat(named name: String) -> (any CheckFormat)? {
  checkFormats.first { $0.name == name }
}
