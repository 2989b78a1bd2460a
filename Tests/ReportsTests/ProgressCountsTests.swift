import SourceModel
import Testing

@testable import Reports

@Suite struct ProgressCountsTests {
  @Test func everySumAgrees() {
    Self.expectSums(ProgressReport(ProgressFormatTests.input))
    Self.expectSums(ProgressFormatTests.base)
  }

  /// Whatever part of the example is there, decided or migrated.
  @Test func everySumAgreesForAnyPart() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      var input = ProgressFormatTests.input
      let gone = Set(input.program.sites.map(\.location).filter { _ in random.next() % 3 == 0 })
      input.program.sites.removeAll { gone.contains($0.location) }
      input.program.occurrences.removeAll { gone.contains($0.location) }
      input.program.migrated.removeAll { _ in random.next() % 3 == 0 }
      input.decisions.removeAll { _ in random.next() % 3 == 0 }
      for index in input.decisions.indices where random.next() % 3 == 0 {
        input.decisions[index].subsystem = ["VM", "STRINGS", "UNKNOWN", nil].randomElement() ?? nil
      }
      Self.expectSums(ProgressReport(input, base: ProgressFormatTests.base))
    }
  }

  private static func expectSums(_ report: ProgressReport) {
    let totals = report.totals
    #expect(report.subsystems.map(\.migrated).reduce(0, +) == totals.migrated)
    #expect(report.subsystems.map(\.raw).reduce(0, +) == totals.raw)
    #expect(report.patterns.map(\.sites).reduce(0, +) == totals.migrated)
    #expect(report.blocked.map(\.sites).reduce(0, +) == totals.blocked)
    #expect(report.staying.map(\.sites).reduce(0, +) == totals.foreign + totals.excluded)
    let files = report.remaining.flatMap(\.files)
    #expect(files.map(\.roles.total).reduce(0, +) == totals.raw)
    #expect(files.map { $0.ready + $0.blocked + $0.undecided }.reduce(0, +) == totals.raw)
    let refactored = report.phases.flatMap(\.groups).flatMap(\.files)
    #expect(refactored.count == totals.refactoredFiles)
    #expect(refactored.map(\.roles.total).reduce(0, +) == totals.migrated)
    #expect(refactored.flatMap(\.subsystems).map(\.sites).reduce(0, +) == totals.migrated)
    #expect(refactored.flatMap(\.patterns).map(\.sites).reduce(0, +) == totals.migrated)
    #expect(Set(refactored.map(\.file)).count == refactored.count)
    let migrated = refactored.map(\.sizes.migrated).reduce(0, +)
    #expect(migrated == report.sizes.migrated)
    #expect(refactored.map { $0.roles.releases + $0.roles.resizes }.reduce(0, +) == migrated)
    #expect(files.map { $0.roles.releases + $0.roles.resizes }.reduce(0, +) == report.sizes.raw)
    let terms = report.accounting
    #expect(
      terms.calls + terms.macroBodies + terms.addresses
        == totals.raw + totals.foreign + totals.excluded)
  }

  @Test func copiesStandForTheirOriginals() {
    let files = ["a.c", "a_refactored.c", "d/a_refactored.c", "b_refactored.h", "_refactored.c"]
    let copies = RefactoredCopies(files: files.map { FilePath($0) })
    #expect(copies.count == 1)
    #expect(copies.copy(of: FilePath("a.c")) == FilePath("a_refactored.c"))
    #expect(!copies.counts(FilePath("a.c")))
    #expect(copies.counts(FilePath("a_refactored.c")))
    #expect(copies.reported(FilePath("a_refactored.c")) == FilePath("a.c"))
    for file in ["d/a_refactored.c", "b_refactored.h", "_refactored.c"] {
      #expect(copies.counts(FilePath(file)))
      #expect(copies.reported(FilePath(file)) == FilePath(file))
    }
  }

  /// A scan that leaves originals out of scope gives the same report.
  @Test func originalsOutOfScope() {
    var input = ProgressFormatTests.input
    let before = ProgressReport(input)
    let original = FilePath("src/lexer.c")
    input.program.files.removeAll { $0 == original }
    input.program.sites.removeAll { $0.location.file == original }
    input.program.occurrences.removeAll { $0.location.file == original }
    input.copies = [original: FilePath("src/lexer_refactored.c")]
    let after = ProgressReport(input)
    #expect(after.totals == before.totals)
    #expect(after.phases == before.phases)
    #expect(after.remaining == before.remaining)
  }

  /// Before the copy 4 sites are raw, with it 3 are migrated and 1 is raw, and
  /// once it has replaced its original nothing changes.
  @Test func finalizeChangesNoCount() {
    var input = ProgressFormatTests.input
    let before = ProgressReport(input)
    let original = FilePath("src/lexer.c")
    let copy = FilePath("src/lexer_refactored.c")
    input.program.files.removeAll { $0 == copy }
    input.program.sites.removeAll { $0.location.file == original }
    input.program.occurrences.removeAll { $0.location.file == original }
    for index in input.program.sites.indices
    where input.program.sites[index].location.file == copy {
      let old = input.program.sites[index].identity
      input.program.sites[index].location.file = original
      input.program.sites[index].identity.file = original
      let decision = input.decisions.firstIndex { $0.site == old }
      decision.map { input.decisions[$0].site.file = original }
    }
    for index in input.program.migrated.indices
    where input.program.migrated[index].location.file == copy {
      input.program.migrated[index].location.file = original
    }
    let after = ProgressReport(input)
    #expect(after.subsystems == before.subsystems)
    #expect(after.totals.migrated == before.totals.migrated)
    #expect(after.totals.raw == before.totals.raw)
    #expect(after.totals.files == before.totals.files)
    #expect(before.totals.copies == 1)
    #expect(after.totals.copies == 0)
  }

  @Test func copyThatNothingWasSeenInIsNamed() {
    var input = ProgressFormatTests.input
    input.program.migrated.removeAll { $0.location.file == FilePath("src/lexer_refactored.c") }
    let report = ProgressReport(input)
    #expect(report.unseenCopies == [FilePath("src/lexer_refactored.c")])
    #expect(report.nextSteps.contains { $0.contains("1 refactored copy in which") })
  }

  @Test func phaseIsCompletedOnlyWithoutRawSites() {
    var input = ProgressFormatTests.input
    input.program.sites.removeAll { $0.location.file != FilePath("src/vm.c") }
    let text = String(
      decoding: ProgressMarkdown().render(ProgressReport(input)), as: UTF8.self)
    #expect(text.contains("### Completed Refactoring (Phase 2)"))
    #expect(!text.contains("Refactoring in Progress"))
  }

  @Test(arguments: [
    ("sizeof ( * p )", "sizeof(*p)"), ("sizeof * p", "sizeof *p"), ("a * ( b + 1 )", "a * (b + 1)"),
    ("( char * ) p -> q [ 1 ]", "(char *) p->q[1]"), ("n * * p", "n * *p"),
    ("f ( & a , - 1 )", "f(&a, -1)"), ("f ( \"( x\" )", "f ( \"( x\" )"), ("", ""),
  ])
  func tidiedTokens(text: String, expected: String) {
    #expect(CTokens.tidied(text) == expected)
  }

  @Test func wording() {
    #expect(
      [0, 999, 1000, -1234, 1_234_567].map(Wording.number) == [
        "0", "999", "1,000", "-1,234", "1,234,567",
      ])
    #expect([1, 0, -2].map(Wording.signed) == ["+1", "0", "-2"])
    #expect(Wording.percent(999, of: 1000) == "99%")
    #expect(Wording.percent(1, of: 1000) == "<1%")
    #expect(Wording.percent(0, of: 0) == "n/a")
    #expect(Wording.list(["a", "b", "c", "d"], limit: 2) == "a, b and 2 more")
    #expect(Wording.count(1, "copy", "copies") == "1 copy")
  }
}
