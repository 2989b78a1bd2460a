import ClangFrontend
import Foundation
import RuleFiles
import SourceModel
import Testing

@testable import Analysis

/// A folder of real C files and the decisions that they lead to.
struct AnalysisFixture: CustomTestStringConvertible {
  let name: String

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")
  static let rules = folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("rules").path

  static var all: [AnalysisFixture] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { AnalysisFixture(name: $0) }
  }

  var testDescription: String { name }
  var root: String { Self.folder.appendingPathComponent(name).resolvingSymlinksInPath().path }
  /// What is decided; `expected.llvm14.txt` has that where a libclang that does not tell
  /// operators says something else.
  var expected: URL {
    let common = URL(fileURLWithPath: root).appendingPathComponent("expected.txt")
    let old = URL(fileURLWithPath: root).appendingPathComponent("expected.llvm14.txt")
    return Self.isOld && FileManager.default.fileExists(atPath: old.path) ? old : common
  }
  private static let isOld = dlsym(nil, "clang_getCursorBinaryOperatorKind") == nil

  func loadRules() throws -> RuleSet {
    let loader = RuleLoader(packDirectories: [Self.rules])
    let own = root + "/allocmigrate.yml"
    var rules =
      FileManager.default.fileExists(atPath: own)
      ? try loader.load(file: own).rules
      : try loader.load(packs: ["libc", "posix", "gnu", "mem"]).rules
    rules.acceptedGrade = .inferred
    return rules
  }

  /// The program of the C files, read in the given order.
  func program(_ rules: RuleSet, reversed: Bool = false) throws -> ProgramFacts {
    var sources = try FileManager.default.contentsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(".c") }.sorted()
    if reversed { sources.reverse() }
    let commands = sources.map {
      CompileCommand(
        directory: root, file: root + "/" + $0, arguments: ["cc", "-c", root + "/" + $0])
    }
    let frontend = Frontend(root: root, vocabulary: Frontend.Vocabulary(rules: rules))
    let units = frontend.facts(
      for: commands, jobs: 1, isInScope: { _ in true }, progress: { _ in })
    return link(units, files: Set(units.flatMap(\.files)).sorted())
  }

  /// The decisions as text, from units in the given order.
  func decisions(reversed: Bool = false) throws -> String {
    let rules = try loadRules()
    let program = try program(rules, reversed: reversed)
    let result = decide(program, rules: rules, jobs: 2)
    let errors = program.diagnostics.filter { $0.severity == .error }.map(\.message)
    let lines = zip(program.sites, result.decisions).map(Self.line)
    let warnings = result.diagnostics.map { "\($0.severity.rawValue): " + $0.message }
    return (errors + lines + warnings).map { $0 + "\n" }.joined()
  }

  private static func line(_ site: Site, _ decision: Decision) -> String {
    var parts = ["\(site.location.file):\(site.location.line)", site.function.name]
    switch decision.action {
    case .migrate(let kind): parts.append("\(kind.rawValue) \(decision.subsystem ?? "-")")
    case .leave(let blocker): parts.append("left: \(blocker.reason.rawValue): \(blocker.detail)")
    }
    if let grade = decision.grade {
      parts.append(
        [grade.rawValue, decision.strategy].filter { !$0.isEmpty }.joined(separator: " "))
    }
    if let size = decision.sizeText { parts.append(size) }
    parts += decision.assumptions.map { "if " + $0 }
    return parts.joined(separator: " | ")
  }
}

@Suite struct AnalysisFixtureTests {
  /// With RECORD=1 in the environment the golden files are written anew, and
  /// the run fails.
  @Test(arguments: AnalysisFixture.all) func decidesAsExpected(_ fixture: AnalysisFixture) throws {
    let found = try fixture.decisions()
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try found.write(to: fixture.expected, atomically: true, encoding: .utf8)
      Issue.record("recorded")
    }
    let expected = (try? String(contentsOf: fixture.expected, encoding: .utf8)) ?? ""
    #expect(found == expected)
  }

  @Test(arguments: AnalysisFixture.all) func doesNotDependOnTheOrder(
    _ fixture: AnalysisFixture
  ) throws {
    #expect(try fixture.decisions() == fixture.decisions(reversed: true))
  }

  /// What the constraints say beforehand of equal nodes holds for those that come while
  /// the solver runs, too: else it would start again without, several times as slow.
  @Test(arguments: AnalysisFixture.all) func isSolvedOnce(_ fixture: AnalysisFixture) throws {
    let rules = try fixture.loadRules()
    let views = ProgramViews(EnteredProgram(try fixture.program(rules), rules: rules), jobs: 1)
    let isSolvedTwice = [views.certain, views.trusting].map { $0?.solution.isSolvedTwice ?? false }
    #expect(isSolvedTwice == [false, false])
  }
}
