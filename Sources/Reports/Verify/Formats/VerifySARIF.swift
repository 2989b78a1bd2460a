import SourceModel

/// SARIF 2.1.0, for code scanning services and editors: a result a problem, its
/// trail as related locations.
package struct VerifySARIF: VerifyFormat {
  package let name = "sarif"
  package let summary = "problems for code scanning and editors (SARIF 2.1.0)"

  package init() {}

  package func render(_ report: VerifyReport, options: RenderOptions) -> [UInt8] {
    let kinds = Set(report.problems.map(\.kind)).sorted()
    return SARIFText.document(
      tool: report.tool, root: report.root,
      rules: kinds.map { ($0, "Verification: \($0)") },
      invocation: .members([
        "executionSuccessful": .bool(report.obstacle == nil),
        "toolExecutionNotifications": .array(
          (report.bisectionLines + report.notes).map {
            .members(["level": .string("note"), "message": .members(["text": .string($0)])])
          }),
      ]),
      results: report.problems.map { problem in
        Self.result(problem, index: kinds.firstIndex(of: problem.kind) ?? -1)
      })
  }

  private static func result(_ problem: VerifyReport.Problem, index: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(problem.kind)), .init("ruleIndex", .integer(index)),
      .init("level", .string("error")),
      .init("message", .members(["text": .string(text(problem))])),
      .init("locations", .array(problem.place.map { [location($0)] } ?? [])),
    ]
    let related = problem.trail.compactMap { step -> JSONValue? in
      guard let place = step.place, case .object(let members) = location(place) else { return nil }
      return .object(members + [.init("message", .members(["text": .string(step.text)]))])
    }
    if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
    if let site = problem.site {
      members.append(
        .init("partialFingerprints", .members(["allocmigrateSite/v1": .string(site.description)])))
    }
    return .object(members)
  }

  /// The message with those steps of the trail that have no place of their own.
  private static func text(_ problem: VerifyReport.Problem) -> String {
    ([VerifyReport.text(problem)] + problem.trail.filter { $0.place == nil }.map(\.text))
      .joined(separator: "; ")
  }

  private static func location(_ place: VerifyReport.Place) -> JSONValue {
    SARIFText.location(
      file: place.file,
      region: [.init("startLine", .integer(place.line))]
        + (place.column.map { [.init("startColumn", .integer($0))] } ?? []))
  }
}
