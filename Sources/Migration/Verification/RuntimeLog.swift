/// What the processes of a test run told about their allocations, added up.
///
/// The log's form is described in docs/runtime.md.
struct RuntimeLog: Sendable {
  /// A place as the runtime names it: `__FILE__`, `__LINE__` and an argument as
  /// it is written.
  struct Place: Hashable, Comparable, Sendable {
    var file: String
    var line: Int
    var text: String

    static func < (left: Place, right: Place) -> Bool {
      (left.file, left.line, left.text) < (right.file, right.line, right.text)
    }
  }

  /// How often a release or resize was executed, and with what size.
  struct Executions: Hashable, Sendable {
    var count = 0
    /// Times that a size was given, or a string's taken, and was the block's.
    var agreed = 0
    /// Times that it was not.
    var disagreed = 0
  }

  /// Findings that are alike: of one kind, at the same places.
  struct Finding: Hashable, Sendable {
    var kind: String
    var release: Place?
    var earlier: Place?
    var allocation: Place?
    /// The subsystem that was given, and the block's own.
    var claimedSubsystem: String?
    var trueSubsystem: String?

    /// What is the same for alike findings in copies of a program, whatever the
    /// lines and folders.
    var key: String {
      "\(kind) \(allocation.map { PathText.name($0.file) + " " + $0.text } ?? "")"
    }
  }

  /// Sizes of the first of several findings, and how many there were.
  struct Occurrences: Hashable, Sendable {
    var count = 0
    /// The size in bytes that was given.
    var claimedSize: Int?
    /// The block's size in bytes.
    var trueSize: Int?
  }

  /// By release or resize; a place that only processes which died early have
  /// reached has a count of 0.
  var executed: [Place: Executions] = [:]
  var findings: [Finding: Occurrences] = [:]
  /// Lines that are no JSON: cut by a full disk or a killed process.
  var brokenLines = 0
  /// Processes that reached a release and wrote no summary at their end.
  var unfinished = 0
}
