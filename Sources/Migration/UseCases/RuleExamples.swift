import Analysis
import ClangFrontend
import Rewriting
package import RuleFiles
import SourceModel

/// `rules test`: the examples of a rule file, run through the real parser and
/// rewriter.
package struct RuleExamples: Sendable {
  /// What became of one example.
  package struct Outcome: Sendable {
    package var example: RuleExample
    /// What the tool made of it.
    package var actual: String
    /// Why it could not be tried; `nil` when it was.
    package var failure: String?

    /// Whether it is as the rule file says.
    package var passes: Bool { failure == nil && actual == RuleExamples.tidy(example.after) }
  }

  /// Headers that declare what the examples of the shipped packs use.
  private static let headers = [
    "errno.h", "malloc.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
    "strings.h", "unistd.h", "wchar.h",
  ]
  /// A folder in which no file can be.
  private static let root = "/dev/null/allocmigrate"
  private static let first = "/* first line of the example */"
  private static let last = "/* last line of the example */"
  /// The examples are about allocations: what they call need not be declared.
  private static let flags = [
    "-std=gnu11", "-D_GNU_SOURCE", "-Wno-implicit-function-declaration", "-Wno-int-conversion",
  ]

  /// Runs every example of a rule file, in order.
  package static func run(file: String) throws(MigrationError) -> [Outcome] {
    let library = try RuleLibrary.find()
    let loaded = try RuleLibrary.wrap { try library.loader.loadForExamples(file: file) }
    var outcomes: [Outcome] = []
    for example in loaded.examples { outcomes.append(try run(example, rules: loaded.rules)) }
    return outcomes
  }

  private static func run(
    _ example: RuleExample, rules: RuleSet
  ) throws(MigrationError) -> Outcome {
    let file = FilePath(example.file ?? "example.c")
    let path = PathText.join(root, file.string)
    let bytes = Array(source(example).utf8)
    var rules = rules
    if let grade = example.acceptedGrade { rules.acceptedGrade = grade }
    let frontend = Frontend(root: root, vocabulary: Frontend.Vocabulary(rules: rules))
    let command = CompileCommand(directory: "/", file: path, arguments: ["cc", "-c", path])
    let units = frontend.facts(
      for: [command], extraArguments: flags, unsaved: [FilePath(path): bytes], jobs: 1,
      isInScope: { $0.isInProject },
      progress: { _ in })
    let program = link(units, files: [file])
    var outcome = Outcome(example: example, actual: "")
    if let problem = program.diagnostics.first(where: { $0.severity == .error }) {
      outcome.failure = "it does not parse: \(problem.message)"
      return outcome
    }
    guard let target = rules.target else {
      outcome.failure = "the rules name no target"
      return outcome
    }
    do {
      let result = try rewrite(
        program, decisions: decide(program, rules: rules).decisions, target: target,
        subsystems: rules.subsystems, contents: { $0 == file ? bytes : nil })
      outcome.actual = body(result.files.first?.rewritten ?? bytes)
    } catch {
      throw .defect("\(error)")
    }
    return outcome
  }

  private static func source(_ example: RuleExample) -> String {
    let includes = headers.map { "#include <\($0)>\n" }.joined()
    return """
      \(includes)\(example.context)
      void \(example.function ?? "example")(void)
      {
      \(first)
      \(example.before)
      \(last)
      }

      """
  }

  /// The statements between the marks.
  private static func body(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.firstRange(of: first), let end = text.firstRange(of: last) else {
      return text
    }
    return tidy(String(text[start.upperBound..<end.lowerBound]))
  }

  /// The text without empty lines around it and blanks at its lines' ends.
  package static func tidy(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
    let trimmed = lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
    return trimmed.joined(separator: "\n")
  }
}
