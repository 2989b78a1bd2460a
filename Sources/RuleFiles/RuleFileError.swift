/// A place in a rule file. Lines and columns count from 1, columns in
/// characters; a line of 0 means the file as a whole.
package struct RulePosition: Hashable, Sendable, CustomStringConvertible {
  /// The file's path as it was given or found.
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, or the file alone.
  package var description: String { line == 0 ? file : "\(file):\(line):\(column)" }
}

/// Something that is wrong or doubtful at one place of a rule file.
package struct RuleProblem: Hashable, Sendable {
  package var position: RulePosition
  /// What is wrong, why, and what to do, in one line.
  package var message: String

  package init(_ position: RulePosition, _ message: String) {
    self.position = position
    self.message = message
  }
}

/// Why rules could not be loaded.
package enum RuleFileError: Error, Hashable, CustomStringConvertible {
  /// The file that was asked for cannot be read at all.
  case unreadable(RuleProblem)
  /// Rule files were read but say something wrong. The problems are in the
  /// order of the files and their lines, at most `limit` a file; `omitted`
  /// counts the rest.
  case invalid([RuleProblem], omitted: Int)

  /// The most problems that are reported for one file.
  package static let limit = 20

  /// The problems, one or more.
  package var problems: [RuleProblem] {
    switch self {
    case .unreadable(let problem): [problem]
    case .invalid(let problems, _): problems
    }
  }

  /// One line a problem, `file:line:col: error: what, why, what to do`, without
  /// a newline at the end.
  package var description: String {
    var lines = problems.map { "\($0.position): error: \($0.message)" }
    if case .invalid(_, let omitted) = self, omitted > 0 {
      lines.append("\(omitted) more \(omitted == 1 ? "error" : "errors") not shown")
    }
    return lines.joined(separator: "\n")
  }
}

/// Collects what is wrong while files are decoded, so that one run reports
/// many errors.
final class ProblemLog {
  private(set) var problems: [RuleProblem] = []
  private(set) var omitted = 0
  private var counts: [String: Int] = [:]

  /// Notes an error at `position`.
  func error(_ position: RulePosition, _ message: String) {
    counts[position.file, default: 0] += 1
    if counts[position.file, default: 0] > RuleFileError.limit {
      omitted += 1
    } else {
      problems.append(RuleProblem(position, message))
    }
  }

  /// Throws what has been collected, if anything.
  func throwIfAny() throws {
    guard !problems.isEmpty else { return }
    var order: [String: Int] = [:]
    for problem in problems where order[problem.position.file] == nil {
      order[problem.position.file] = order.count
    }
    func key(_ problem: RuleProblem) -> (Int, Int, Int) {
      let position = problem.position
      return (order[position.file] ?? 0, position.line, position.column)
    }
    throw RuleFileError.invalid(problems.sorted { key($0) < key($1) }, omitted: omitted)
  }
}
