import SourceModel

/// SARIF 2.1.0, for code scanning services and editors.
///
/// A result is a site that is still raw, or a place that scan could not look
/// into (inactive, uncovered, unexplained); names that are no use of the
/// function are none. Columns count bytes, which are characters but where a
/// line has others than ASCII before the site; `byteOffset` is exact there too.
package struct ScanSARIF: ScanFormat {
  package let name = "sarif"
  package let summary = "results for code scanning and editors (SARIF 2.1.0)"

  package init() {}

  package func render(_ report: ScanReport, options: RenderOptions) -> [UInt8] {
    let sites = Dictionary(
      report.sites.map { ($0.location, $0) }, uniquingKeysWith: { first, _ in first })
    let findings = report.occurrences.compactMap {
      Finding($0, site: sites[$0.location])
    }
    let rules = Set(findings.map(\.rule)).sorted()
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    return SARIFText.document(
      tool: report.tool, root: report.root, rules: rules.map { ($0.id, $0.description) },
      invocation: Self.invocation(report),
      results: findings.map { Self.result($0, index: indices[$0.rule.id] ?? -1) })
  }

  private static func result(_ finding: Finding, index: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(finding.rule.id)), .init("ruleIndex", .integer(index)),
      .init("level", .string(finding.level)),
      .init("message", .members(["text": .string(finding.message)])),
      .init(
        "locations", .array([location(finding.occurrence.location, name: finding.occurrence.name)])),
    ]
    if let identity = finding.identity {
      members.append(
        .init(
          "partialFingerprints", .members(["allocmigrateSite/v1": .string(identity.description)])))
    }
    return .object(members)
  }

  private static func location(_ place: SourceLocation, name: String?) -> JSONValue {
    var region: [JSONValue.Member] = [
      .init("startLine", .integer(place.line)), .init("startColumn", .integer(place.column)),
    ]
    if let name {
      region += [
        .init("endColumn", .integer(place.column + name.unicodeScalars.count)),
        .init("byteOffset", .integer(place.offset)), .init("byteLength", .integer(name.utf8.count)),
      ]
    }
    return SARIFText.location(file: place.file, region: region)
  }

  private static func invocation(_ report: ScanReport) -> JSONValue {
    let notifications = report.diagnostics.map { diagnostic in
      JSONValue.object(
        [
          .init("level", .string(diagnostic.severity.rawValue)),
          .init("message", .members(["text": .string(diagnostic.message)])),
        ]
          + (diagnostic.location.map {
            [.init("locations", .array([location($0, name: nil)]))]
          } ?? []))
    }
    return .members([
      "executionSuccessful": .bool(true), "toolExecutionNotifications": .array(notifications),
    ])
  }
}

extension ScanSARIF {
  /// What results have in common: the kind of place, and the function's role.
  struct Rule: Hashable, Comparable {
    /// `call/release`, `inactive`.
    var id: String
    var description: String

    static func < (left: Rule, right: Rule) -> Bool { left.id < right.id }
  }

  /// An occurrence that is a result.
  struct Finding {
    var occurrence: Occurrence
    var rule: Rule
    /// `note` for a site that waits to be migrated or is to stay, `warning` for
    /// one that needs a person.
    var level: String
    var message: String
    /// What names the site across edits; `nil` for a place that is no site.
    var identity: SiteIdentity?

    /// `nil` when the occurrence is nothing to act on.
    init?(_ occurrence: Occurrence, site: ScanReport.SiteRow?) {
      self.occurrence = occurrence
      identity = site?.identity
      let category = occurrence.category
      let reason = occurrence.reason.isEmpty ? "" : ": " + occurrence.reason
      switch category {
      case .call, .macroBody, .addressTaken:
        let role = site?.role.rawValue
        rule = Rule(
          id: category.rawValue + (role.map { "/" + $0 } ?? ""),
          description: "Raw \(role ?? "family") function: \(category.rawValue)")
        level = site?.state == .blocked ? "warning" : "note"
        message = Self.message(occurrence, site: site)
      case .inactive, .uncovered:
        rule = Rule(id: category.rawValue, description: "Family function in code not compiled")
        level = "note"
        message = "'\(occurrence.name)' is \(category.rawValue)" + reason
      case .unexplained:
        rule = Rule(id: category.rawValue, description: "Family function of unknown use")
        level = "warning"
        message = "'\(occurrence.name)' is unexplained" + reason
      case .declaration, .shadowed, .discarded, .directive: return nil
      }
    }

    private static func message(_ occurrence: Occurrence, site: ScanReport.SiteRow?) -> String {
      let name = "'\(occurrence.name)'"
      guard let site else { return "\(name) is raw" }
      let subsystem = site.subsystem.map { " of subsystem \($0)" } ?? ""
      return switch site.state {
      case .ready: "\(name)\(subsystem) can be migrated"
      case .blocked: "\(name)\(subsystem) is blocked" + detail(site)
      case .foreign: "\(name) stays, its memory is foreign" + detail(site)
      case .excluded: "\(name)\(subsystem) is left out" + detail(site)
      case .undecided: "\(name) is raw"
      }
    }

    private static func detail(_ site: ScanReport.SiteRow) -> String {
      guard let blocker = site.blocker else { return "" }
      return " (\(blocker.reason.rawValue))"
        + (blocker.detail.isEmpty ? "" : ": " + blocker.detail)
    }
  }
}
