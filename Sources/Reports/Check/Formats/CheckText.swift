/// A line a finding in the form of a compiler's messages, then the sum.
package struct CheckText: CheckFormat {
  package let name = "text"
  package let summary = "a line a finding, as compilers write them"

  package init() {}

  package func render(_ report: CheckReport) -> [UInt8] {
    let lines = report.findings.map(Self.line) + [Self.sum(report)]
    return Array(lines.map { TerminalText.printable($0) + "\n" }.joined().utf8)
  }

  private static func line(_ finding: CheckReport.Finding) -> String {
    if let why = why(finding.now) {
      return "\(finding.location): new use that is not compiled: \(finding.callee)\(why)"
    }
    let site = finding.callee + (finding.scope.isEmpty ? "" : " in \(finding.scope)")
    guard let before = finding.before else { return "\(finding.location): new raw site: \(site)" }
    return "\(finding.location): less is known of \(site): \(before.rawValue) before, "
      + "\(finding.now.rawValue) now"
  }

  /// Why a use was not compiled; `nil` for a site.
  private static func why(_ standing: Baseline.Standing) -> String? {
    switch standing {
    case .inactive: " in an arm that the preprocessor skips"
    case .uncovered: " in a file that no compile command covers"
    case .unexpanded: " in a macro that nothing expands"
    case .unexplained: ", of which clang makes no sense"
    case .raw, .unsized, .inferred, .proven: nil
    }
  }

  private static func sum(_ report: CheckReport) -> String {
    let uncompiled = report.findings.count { !$0.now.isSite }
    let new = report.findings.count { $0.before == nil } - uncompiled
    let fallen = report.findings.count { $0.before != nil }
    var parts: [String] = []
    if !report.changedOriginals.isEmpty {
      parts.append(
        Wording.count(
          report.changedOriginals.count, "original that has changed since its copy was made",
          "originals that have changed since their copies were made"))
    }
    if new > 0 { parts.append(Wording.count(new, "new raw site")) }
    if uncompiled > 0 {
      parts.append(
        Wording.count(
          uncompiled, "new use that is not compiled", "new uses that are not compiled"))
    }
    if fallen > 0 { parts.append("less known of \(Wording.number(fallen))") }
    parts.append("\(Wording.number(report.kept)) as in the baseline")
    if report.gone > 0 {
      parts.append("\(Wording.number(report.gone)) gone from it (--update takes them out)")
    }
    return parts.joined(separator: ", ")
  }
}
