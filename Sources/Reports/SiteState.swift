package import SourceModel

/// What is to become of a site that is still raw.
package enum SiteState: String, Hashable, Sendable, Codable, CaseIterable {
  /// `apply` would rewrite it.
  case ready
  /// It should move, but something has to be settled first.
  case blocked
  /// Its memory belongs to code that is not migrated: it is to stay.
  case foreign
  /// The rules' filters leave it out: it is to stay.
  case excluded
  /// No decision was made about it.
  case undecided

  package init(_ decision: Decision?) {
    switch decision?.action {
    case nil: self = .undecided
    case .migrate: self = .ready
    case .leave(let blocker):
      switch blocker.reason {
      case .foreignMemory: self = .foreign
      case .filtered: self = .excluded
      default: self = .blocked
      }
    }
  }

  /// Whether work is left to do before the site is where it belongs.
  package var isRemaining: Bool {
    switch self {
    case .ready, .blocked, .undecided: true
    case .foreign, .excluded: false
    }
  }
}
