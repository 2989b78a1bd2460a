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

  private static func take(_ line: ArraySlice<UInt8>, tree: String, into found: inout Set<String>) {
    guard line.count < 4096 else { return }
    let text = String(decoding: line, as: UTF8.self)
    guard words.contains(where: text.contains) else { return }
    let stable = text.replacingOccurrences(of: tree, with: "").filter { !$0.isNumber }
    found.insert(stable.split(separator: " ").joined(separator: " "))
  }
}
