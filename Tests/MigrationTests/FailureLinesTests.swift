import Testing

@testable import Migration

@Suite struct FailureLinesTests {
  private static let passed = (1...40).map { "ok \($0) - case \($0)" }

  private func excerpt(_ lines: [String], besides known: [String] = []) throws -> [String] {
    let tree = try TemporaryTree([
      "log": lines.joined(separator: "\n") + "\n", "old": known.joined(separator: "\n") + "\n",
    ])
    return FailureLines.excerpt(
      of: tree.root + "/log", tree: "/staged/migrated",
      besides: FailureLines.read(tree.root + "/old", tree: "/staged/untouched"))
  }

  @Test func tellsWhatFailedFarFromTheEnd() throws {
    let failed = "not ok 7 - /staged/migrated/grows"
    let lines = [failed] + Self.passed
    #expect(try excerpt(lines) == [failed, "..."] + Self.passed.suffix(15))
  }

  @Test func leavesOutWhatTheUntouchedCopyPrints() throws {
    let failed = "not ok 7 - /staged/migrated/grows"
    let known = ["not ok 9 - /staged/untouched/grows"]
    #expect(try excerpt([failed] + Self.passed, besides: known) == Self.passed.suffix(15))
  }

  @Test func saysNothingTwice() throws {
    let lines = Self.passed + ["FAIL: last"]
    #expect(try excerpt(lines) == lines.suffix(15))
  }

  @Test func endsWithALogThatIsEmpty() throws {
    #expect(try excerpt([]) == [])
  }
}
