internal import Foundation

/// The lines of a test log that tell of failures, in the words of the usual
/// harnesses, without what differs from run to run.
enum FailureLines {
  private static let words = [
    "FAIL", "not ok ", "***Failed", "ERROR:", "Assertion", "Segmentation",
  ]

  /// Each such line once, digits and the staged tree's path taken out.
  static func read(_ log: String, tree: String) -> Set<String> {
    var found: Set<String> = []
    LogLines.read(log) { take($0, tree: tree, into: &found) }
    return found
  }

  /// The first lines that tell of failures, and the log's last ones: what failed may
  /// stand far from the end.
  ///
  /// - Parameter known: the lines, as `read` gives them, that mean nothing.
  static func excerpt(of log: String, tree: String, besides known: Set<String>) -> [String] {
    let tail = ShellRun.tail(of: log)
    var lines: [String] = []
    LogLines.read(log) { line in
      guard lines.count < 10 else { return }
      var found: Set<String> = []
      take(line, tree: tree, into: &found)
      let text = String(decoding: line, as: UTF8.self)
      if !found.isSubset(of: known), !tail.contains(text) { lines.append(text) }
    }
    return lines.isEmpty ? tail : lines + ["..."] + tail
  }

  private static func take(_ line: ArraySlice<UInt8>, tree: String, into found: inout Set<String>) {
    guard line.count < 4096 else { return }
    let text = String(decoding: line, as: UTF8.self)
    guard words.contains(where: text.contains) else { return }
    let stable = text.replacingOccurrences(of: tree, with: "").filter { !$0.isNumber }
    found.insert(stable.split(separator: " ").joined(separator: " "))
  }
}
