import Foundation
import SourceModel
import Testing

@testable import ClangFrontend

/// Generated code that breaks tools which recurse or search without care.
@Suite struct LargeInputTests {
  @Test func longExpressions() throws {
    let sum = Array(repeating: "n", count: 3000).joined(separator: " + ")
    let facts = try parse("void *malloc(unsigned long);\nvoid *f(int n) { return malloc(\(sum)); }")
    #expect(facts.sites.count == 1)
    #expect(facts.flow.calls.count == 1)
  }

  @Test func longTables() throws {
    let entries = (0..<20_000).map { "{ \($0), free }, \($0), free" }.joined(separator: ",\n")
    let facts = try parse(
      """
      void free(void *);
      struct entry { int n; void (*f)(void *); } table[] = { \(entries) };
      """)
    #expect(facts.sites.count == 40_000)
    #expect(facts.flow.stores.count == 80_000)
  }

  @Test func deepNesting() throws {
    let depth = 200
    let calls = String(repeating: "g(", count: depth) + "p" + String(repeating: ")", count: depth)
    let chain = (0..<2000).map { "if (n == \($0)) free(p);" }.joined(separator: " else ")
    let facts = try parse(
      """
      void free(void *);
      char *g(char *p);
      char *f(char *p, int n) { \(chain) return \(calls); }
      """)
    #expect(facts.sites.count == 2000)
    #expect(facts.flow.calls.count == 2000 + depth)
  }

  @Test func macrosThatDouble() throws {
    let macros = (1..<60).map { "#define N\($0) N\($0 - 1), N\($0 - 1)" }
    let facts = try parse(
      """
      void free(void *);
      #define N0 free(0)
      \(macros.joined(separator: "\n"))
      void f(void) { N8; }
      """)
    #expect(facts.sites.count == 1)
    #expect(facts.flow.calls.count == 256)
  }

  /// Where libclang does not tell operators, each is looked for in all of the expansion.
  @Test func longMacro() throws {
    let steps = (0..<3000).map { "t = t + (n + \($0)) * n;" }.joined(separator: " ")
    let facts = try parse(
      """
      void *malloc(unsigned long);
      #define STEPS(n) \(steps)
      void *f(unsigned long n) { unsigned long t = n; STEPS(n) return malloc(t); }
      """)
    #expect(facts.sites.count == 1)
    #expect(facts.flow.stores.count == 3001)
  }

  private func parse(_ text: String) throws -> FileFacts {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("allocmigrate-large-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("unit.c")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let frontend = Frontend(
      root: folder.path, vocabulary: Frontend.Vocabulary(rules: Libc.rules))
    let facts = frontend.facts(
      for: [
        CompileCommand(directory: folder.path, file: file.path, arguments: ["cc", "-c", "unit.c"])
      ], jobs: 1, isInScope: { _ in true }, progress: { _ in })
    return try #require(facts.first)
  }
}
