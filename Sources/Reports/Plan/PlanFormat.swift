/// One way to write a plan. A new one is a file in `Formats` and a line in
/// `planFormats`.
package protocol PlanFormat: Sendable {
  /// What `--format` calls it.
  var name: String { get }
  /// What it is good for, in a few words for `--help`.
  var summary: String { get }
  /// The plan's bytes, with a newline at the end.
  func render(_ plan: PlanReport, options: RenderOptions) -> [UInt8]
}

/// Every format, sorted by name.
package let planFormats: [any PlanFormat] = [
  PlanDOT(),
  PlanJSON(),
  PlanMarkdown(),
  PlanText(),
]

/// The format that `--format` calls `name`; `nil` when there is none.
package func planFormat(named name: String) -> (any PlanFormat)? {
  planFormats.first { $0.name == name }
}
