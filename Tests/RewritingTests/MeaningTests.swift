import Foundation
import Rewriting
import SourceModel
import Testing

/// Whether the rewritten program is the old one, but for the calls: with the
/// target's macros defined as the old functions, the preprocessor has to see
/// the same tokens.
@Suite struct MeaningTests {
  private static let undo = """
    #define MEM_ALLOC(a, n) malloc(n)
    #define MEM_CALLOC(a, n, s) calloc(n, s)
    #define MEM_REALLOC(a, p, o, n) realloc(p, n)
    #define MEM_REALLOC_UNSIZED(a, p, n) realloc(p, n)
    #define MEM_STRDUP(a, s) strdup(s)
    #define MEM_STRNDUP(a, s, n) strndup(s, n)
    #define MEM_FREE(a, p, n) free(p)
    #define MEM_FREE_STR(a, p) free(p)
    #define MEM_FREE_UNSIZED(a, p) free(p)

    """

  @Test(arguments: 0..<4)
  func keepsTheTokens(seed: UInt64) throws {
    var generator = SourceGenerator(random: Random(state: seed))
    let text = (0..<200).map { _ in generator.statement() }.joined()
    let path = FilePath("before.c")
    let bytes = Array(text.utf8)
    let frontend = ToyFrontend(path: path, bytes: bytes)
    let sites = frontend.sites()
    let fixture = try Fixture("InPlaceCases", "bom")
    let decisions = sites.map { site -> Decision in
      let kind = generator.kind(for: site.function.role, bounded: site.function.limit != nil)
      return Decision(
        site: site.identity, action: .migrate(kind), subsystem: "VM",
        sizeText: ["64", "n, m", "p->n", "f(a, b)"].randomElement(using: &generator.random))
    }
    let result = try rewrite(
      ProgramFacts(sites: sites, includes: [path: frontend.includes(among: [])]),
      decisions: decisions, target: fixture.target, subsystems: fixture.subsystems,
      contents: { _ in bytes })
    let file = try #require(result.files.first)
    #expect(file.sites.count == sites.count, "\(result.decisions.filter(\.action.isBlocked))")
    let before = try preprocessed(text)
    let after = try preprocessed(
      Self.undo
        + String(decoding: file.rewritten, as: UTF8.self)
        .replacingOccurrences(of: "#include \"mem/mem.h\"\n", with: ""))
    #expect(before.contains("free"))
    #expect(before == after)
  }

  /// The tokens that clang's preprocessor puts out, without parentheses
  /// around compound literals and the callee.
  private func preprocessed(_ text: String) throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("meaning-\(UUID().uuidString).c")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(text.utf8).write(to: url)
    let clang = Process()
    clang.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    clang.arguments = ["clang", "-E", "-P", "-w", url.path]
    let output = Pipe()
    clang.standardOutput = output
    try clang.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    clang.waitUntilExit()
    #expect(clang.terminationStatus == 0)
    let source = CText([UInt8](data))
    return source.elements(in: source.range)
      .filter { $0.kind != .blank && $0.kind != .newline }
      .map { source.string($0.range) }
      .joined(separator: " ")
      .replacingOccurrences(of: "( free )", with: "free")
      .replacingOccurrences(of: "( int [ ] ) { n , 2 }", with: "literal")
      .replacingOccurrences(of: "( int [ ] ) { r , 2 }", with: "literal")
      .replacingOccurrences(of: "( literal )", with: "literal")
      .replacingOccurrences(of: "( literal )", with: "literal")
  }
}

/// Makes random calls with comments and line breaks in all places.
private struct SourceGenerator {
  var random: Random

  mutating func kind(for role: Role, bounded: Bool) -> TemplateKind {
    switch role {
    case .allocate: .allocate
    case .allocateZeroed: .allocateZeroed
    case .resize: pick([.resizeSized, .resizeUnsized])
    case .duplicate: bounded ? .duplicateBounded : .duplicate
    default: pick([.releaseSized, .releaseString, .releaseUnsized])
    }
  }

  mutating func statement() -> String {
    if Int.random(in: 0..<4, using: &random) == 0 {
      let body = call(depth: 2, newline: " \\\n", comments: ["/* free(p) */", "/* , */"])
      return "#define M(p, n) \(body)\nM(q,\n r);\n"
    }
    return call(depth: 3, newline: "\n", comments: ["/* ) */", "// free(\n", "/* a\n b */"]) + ";\n"
  }

  private mutating func call(depth: Int, newline: String, comments: [String]) -> String {
    let (name, count) = pick([
      ("free", 1), ("malloc", 1), ("calloc", 2), ("realloc", 2), ("strdup", 1), ("strndup", 2),
      ("(free)", 1), ("other", 3),
    ])
    func gap(_ random: inout Random) -> String {
      let choices = ["", "", "", " ", "\t", newline] + comments.map { $0 }
      return choices.randomElement(using: &random) ?? ""
    }
    var text = name + gap(&random) + "("
    for index in 0..<count {
      if index > 0 { text += "," }
      text += gap(&random)
      if depth > 0, Bool.random(using: &random) {
        text += call(depth: depth - 1, newline: newline, comments: comments)
      } else {
        text += pick([
          "p", "*p++", "n + 1", "(p, n)", "s->x[1]", "\"),\"", "(int[]){n, 2}", "sizeof(int) * n",
        ])
      }
      text += gap(&random)
    }
    return text + ")"
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }
}
