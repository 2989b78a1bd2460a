package import SourceModel

/// A rule file to be filled in: one entry for each function of which the rules
/// say nothing. Every entry is a comment, so that nothing is taken for a fact
/// that nobody has looked at.
package struct RuleSkeleton: Sendable {
  package var functions: [UndescribedFunction]

  package init(functions: [UndescribedFunction]) { self.functions = functions }

  /// The file's text.
  package var text: String {
    guard !functions.isEmpty else {
      return "# The rules describe every function outside the program that handles pointers.\n"
        + "schema: 1\n"
    }
    let head = [
      "# Functions outside the program that no rule describes, most used first.",
      "#",
      "# A pointer that one of them gets could go anywhere, and one that it returns could be",
      "# anything: sizes that depend on them are inferred at best. Look each up, correct the",
      "# entry (the keys are explained at the top of libc.yml), and take the '#' away. A function",
      "# that allocates or releases memory of malloc's belongs under 'foreign' instead.",
      "schema: 1", "", "externals:",
    ]
    return (head + functions.flatMap(Self.lines)).joined(separator: "\n") + "\n"
  }

  private static func lines(_ function: UndescribedFunction) -> [String] {
    let parameters = function.parameters.map { $0 ?? "..." } + (function.isVariadic ? ["..."] : [])
    let list = parameters.joined(separator: ", ")
    return [
      "  # \(Wording.count(function.calls, "call")), the first at \(function.first)",
      "  # \(function.result ?? "not a pointer:") \(function.name)(\(list))",
      "  # \(function.name): {\(keys(function).joined(separator: ", "))}",
    ]
  }

  /// What the types suggest: a pointer to `const` is read, any other written.
  private static func keys(_ function: UndescribedFunction) -> [String] {
    var reads: [String] = []
    var writes: [String] = []
    for (index, type) in function.parameters.enumerated() {
      guard let type else { continue }
      if type.hasPrefix("const ") {
        reads.append(String(index + 1))
      } else {
        writes.append(String(index + 1))
      }
    }
    var keys: [String] = []
    if !reads.isEmpty { keys.append("reads: [\(reads.joined(separator: ", "))]") }
    if !writes.isEmpty { keys.append("writes: [\(writes.joined(separator: ", "))]") }
    if function.isVariadic { keys.append("rest: reads") }
    if function.result != nil { keys.append("returns: library") }
    return keys
  }
}
