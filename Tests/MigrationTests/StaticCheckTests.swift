import Foundation
import Rewriting
import SourceModel
import Testing

@testable import Migration

@Suite struct StaticCheckTests {
  /// Wrong edits that the rewriter does not make.
  @Test(arguments: [
    // The edit says less than has changed.
    (
      text: "void f(char *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), p); g(); }\n",
      problem: "tokens outside of the edits differ"
    ),
    // A site that was to be migrated stays.
    (text: "void f(char *p) { free(p); }\n", problem: "1 of free stayed in f"),
    // The include is missing.
    (
      text: "void f(char *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), p); }\n",
      problem: "undeclared"
    ),
    (
      text: "#include \"mem/mem.h\"\nvoid f(char *p) { MEM_FREE_UNSIZED(0, p) }\n",
      problem: "expected ';'"
    ),
  ])
  func findsWhatIsWrong(_ wrong: (text: String, problem: String)) throws {
    let project = try TestProject()
    try project.write("a.c", "void free(void *);\nvoid f(char *p) { free(p); }\n")
    try project.write("allocmigrate.yml", "schema: 1\nuse: [libc, posix, gnu, mem]\n")
    let request = ScanRequest(directory: project.path, jobs: 1)
    let scanned = try ScannedProgram.scan(request, progress: { _, _ in })
    let right = try #require(
      try Apply.run(scanned, .init(isInPlace: true, isPreview: true)).outputs.first)
    var output = right
    output.bytes = Array(("void free(void *);\n" + wrong.text).utf8)
    func problems(_ output: OutputFile) throws -> [String] {
      try project.write("a.c", String(decoding: output.bytes, as: UTF8.self))
      return try StaticCheck(
        before: scanned, decisions: scanned.decisions, outputs: [output], written: [output.path]
      ).problems(request: request).lines
    }
    #expect(try problems(right) == [])
    let found = try problems(output)
    #expect(found.contains { $0.contains(wrong.problem) }, "\(found)")
  }
}
