/// One way to write a scan's result. A new one is a file in `Formats` and a
/// line in `scanFormats`.
package protocol ScanFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The report's bytes, with a newline at the end.
  func render(_ report: ScanReport, options: RenderOptions) -> [UInt8]
}

/// Every format, sorted by name.
package let scanFormats: [any ScanFormat] = [
  ScanCSV(),
  ScanJSON(),
  ScanMarkdown(),
  ScanSARIF(),
  ScanText(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func scanFormat(named name: String) -> (any ScanFormat)? {
  scanFormats.first { $0.name == name }
}
