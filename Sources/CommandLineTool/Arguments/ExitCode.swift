/// What the process returns to its caller.
package enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  case found = 1
  case usage = 2
  case partial = 3
  case defect = 70

  /// What it means, for help and the manual page.
  package var meaning: String {
    switch self {
    case .done: "Done."
    case .found: "Done, and something was found."
    case .usage: "Wrong usage or configuration; nothing was done."
    case .partial: "Done in part: the named files could not be read, parsed or written."
    case .defect: "A defect of allocmigrate. Please report it."
    }
  }
}
