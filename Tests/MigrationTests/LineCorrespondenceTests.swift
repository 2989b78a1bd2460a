import Testing

@testable import Migration

/// Lines of a migrated file are those of the file before, whatever was added.
@Suite struct LineCorrespondenceTests {
  /// Each old line with the new one that it should have become.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let old: [String]
    let new: [String]
    let expected: [Int]
  }

  static let cases = [
    Case(
      testDescription: "a declaration before the lines that change",
      old: [
        "{", "  char *q = malloc(n);", "  free(o);", "  if (n) { free(q); q = 0; }", "  free(q);",
        "}",
      ],
      new: [
        "{", "  size_t q_bytes = 0;", "  char *q = MEM_ALLOC(A, (q_bytes = n));",
        "  MEM_FREE_UNSIZED(A, o);", "  if (n) { MEM_FREE(A, q, q_bytes); q = 0; }",
        "  MEM_FREE(A, q, q_bytes);", "}",
      ],
      expected: [1, 3, 4, 5, 6, 7]),
    Case(
      testDescription: "an include before a line that changes",
      old: ["int main(void) { free(malloc(4)); }"],
      new: ["#include \"mem/mem.h\"", "int main(void) { MEM_FREE(A, MEM_ALLOC(A, 4), 4); }"],
      expected: [2]),
    Case(
      testDescription: "a call that is drawn together",
      old: ["a();", "free(", "  block", ");", "b();"],
      new: ["a();", "MEM_FREE(A, block, 3);", "b();"],
      expected: [1, 2, 2, 2, 3]),
    Case(
      testDescription: "nothing but one line more", old: ["a", "b"], new: ["a", "c", "b"],
      expected: [1, 3]),
    Case(testDescription: "an empty file", old: [], new: ["a"], expected: []),
  ]

  @Test(arguments: cases) func findsTheLineThatALineHasBecome(_ test: Case) {
    func lines(_ text: [String]) -> [ArraySlice<UInt8>] { text.map { Array($0.utf8)[...] } }
    let found = LineCorrespondence(old: lines(test.old), new: lines(test.new))
    let mapped = test.old.indices.map { found.newLine(ofOld: $0 + 1) }
    #expect(mapped == test.expected)
  }
}
