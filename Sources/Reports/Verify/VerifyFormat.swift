/// One way to write what verification found. A new one is a file in `Formats` and
/// a line in `verifyFormats`.
package protocol VerifyFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The report's bytes, with a newline at the end.
  func render(_ report: VerifyReport, options: RenderOptions) -> [UInt8]
}

/// Every format, sorted by name.
package let verifyFormats: [any VerifyFormat] = [
  VerifyJSON(),
  VerifyMarkdown(),
  VerifySARIF(),
  VerifyText(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func verifyFormat(named name: String) -> (any VerifyFormat)? {
  verifyFormats.first { $0.name == name }
}
