import Analysis
import ClangFrontend
import Foundation
import SourceModel
import Testing

/// Parses the C files of each folder of `Fixtures` with the real front end and
/// compares what it says with the folder's `expected` file.
///
///     *.c, *.h    the program; each `.c` file is a unit
///     flags       compiler arguments, separated by blanks, one command a line;
///                 none when it is missing
///     show        the parts of the dump wanted, of `occurrences sites flow
///                 includes diagnostics records functions`; the first two when
///                 it is missing
///     expected    the dump; `expected.llvm14` where a libclang that does not
///                 tell operators must say less
///
/// With `RECORD=1` in the environment the dumps are written anew, and the
/// tests fail.
@Suite struct FixtureTests {
  @Test(arguments: try Fixture.all())
  func isDescribed(_ fixture: Fixture) throws {
    let dump = try fixture.dump()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try fixture.record(dump)
      Issue.record("recorded; run again without RECORD")
      return
    }
    let expected = try fixture.expected()
    #expect(dump == expected, "\(Fixture.firstDifference(dump, expected))")
  }

  /// Counting alone takes short cuts; it must not see less for it.
  @Test(arguments: try Fixture.all())
  func isCountedAsItIsFollowed(_ fixture: Fixture) throws {
    let counted = try fixture.facts(.sites)
    let followed = try fixture.facts(.flow)
    try #require(counted.count == followed.count)
    for (counted, followed) in zip(counted, followed) {
      #expect(counted.occurrences == followed.occurrences)
      #expect(counted.sites.map(\.withoutFlow) == followed.sites.map(\.withoutFlow))
      #expect(counted.wrappers == followed.wrappers)
      #expect(counted.diagnostics == followed.diagnostics)
      #expect(counted.missingHeaders == followed.missingHeaders)
      #expect(counted.includes == followed.includes)
    }
    #expect(
      link(counted, files: []).wrappers == link(followed, files: []).wrappers,
      "calls of wrappers are counted alike")
  }
}

extension Site {
  /// The site without its uses' places in the flow facts, by which alone some
  /// of them differ.
  fileprivate var withoutFlow: Site {
    var site = self
    site.uses = []
    for use in uses {
      var use = use
      use.flowCall = nil
      if !site.uses.contains(use) { site.uses.append(use) }
    }
    return site
  }
}

/// One folder of `Fixtures`.
struct Fixture: Sendable, CustomTestStringConvertible {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  /// Every fixture, sorted by name.
  static func all() throws -> [Fixture] {
    let all = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures")
    return try FileManager.default.contentsOfDirectory(atPath: all.path).sorted()
      .filter { !$0.hasPrefix(".") }.map { Fixture(folder: all.appendingPathComponent($0)) }
  }

  /// The text of the fixture's facts.
  func dump() throws -> String {
    var parts = try text("show")?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    if parts.isEmpty { parts = ["occurrences", "sites"] }
    return try facts(.flow).map { try Dump(facts: $0, root: root, parts: Set(parts)).text() }
      .joined(separator: "\n")
  }

  private var root: String { folder.resolvingSymlinksInPath().path }

  /// The facts of the fixture's units.
  func facts(_ depth: FactsDepth) throws -> [FileFacts] {
    let frontend = Frontend(root: root, vocabulary: Frontend.Vocabulary(rules: Libc.rules))
    let names = try FileManager.default.contentsOfDirectory(atPath: root).sorted()
    let flags = try text("flags")?.split(separator: "\n").map(String.init) ?? [""]
    let commands = names.filter { $0.hasSuffix(".c") }.flatMap { name in
      flags.map { line in
        CompileCommand(
          directory: root, file: root + "/" + name,
          arguments: ["cc"] + line.split(separator: " ").map(String.init) + ["-c", name])
      }
    }
    return frontend.facts(
      for: commands, depth: depth, jobs: 1,
      isInScope: { !$0.string.hasPrefix("excluded") }, progress: { _ in })
  }

  func expected() throws -> String {
    try text(isOld ? "expected.llvm14" : "expected") ?? fallback()
  }

  private func fallback() throws -> String { try text("expected") ?? "" }

  /// Writes the expectation: beside the common one where an old libclang says
  /// something else.
  func record(_ dump: String) throws {
    let common = try text("expected")
    let own = folder.appendingPathComponent(Self.isOld ? "expected.llvm14" : "expected")
    try? FileManager.default.removeItem(at: own)
    if Self.isOld, dump == common { return }
    try dump.write(to: own, atomically: true, encoding: .utf8)
  }

  private var isOld: Bool { Self.isOld }

  /// Whether libclang does not tell operators.
  private static let isOld = dlsym(nil, "clang_getCursorBinaryOperatorKind") == nil

  private func text(_ name: String) throws -> String? {
    let url = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return try String(contentsOf: url, encoding: .utf8)
  }

  /// The first line in which two dumps differ.
  static func firstDifference(_ actual: String, _ expected: String) -> String {
    let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(actual.count, expected.count) {
      let found = line < actual.count ? actual[line] : "<end>"
      let wanted = line < expected.count ? expected[line] : "<end>"
      if found != wanted { return "line \(line + 1): is “\(found)”, expected “\(wanted)”" }
    }
    return "equal"
  }
}

/// The family that the tests look for.
enum Libc {
  static let rules: RuleSet = {
    var rules = RuleSet()
    rules.families = [
      FamilyFunction(name: "malloc", family: "libc", role: .allocate, size: 1),
      FamilyFunction(name: "calloc", family: "libc", role: .allocateZeroed, count: 1, element: 2),
      FamilyFunction(name: "realloc", family: "libc", role: .resize, size: 2, pointer: 1),
      FamilyFunction(name: "strdup", family: "libc", role: .duplicate, string: 1),
      FamilyFunction(name: "strndup", family: "libc", role: .duplicate, string: 1, limit: 2),
      FamilyFunction(name: "free", family: "libc", role: .release, pointer: 1),
    ]
    return rules
  }()
}
