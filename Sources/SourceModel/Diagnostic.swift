/// Something the tool or clang has to say about a place in the sources.
package struct Diagnostic: Hashable, Sendable, Codable {
  package enum Severity: String, Sendable, Codable, CaseIterable {
    case note, warning, error
  }

  package var severity: Severity
  /// `nil` when it is about the whole run.
  package var location: SourceLocation?
  /// What, why and what to do, in one line without the severity.
  package var message: String

  package init(severity: Severity, location: SourceLocation? = nil, message: String) {
    self.severity = severity
    self.location = location
    self.message = message
  }
}
