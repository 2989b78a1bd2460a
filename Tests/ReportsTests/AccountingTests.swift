import Reports
import SourceModel
import Testing

@Suite struct AccountingTests {
  private static func accounting(_ counts: [Occurrence.Category: Int]) -> Accounting {
    var accounting = Accounting()
    for (category, count) in counts { accounting[category] = count }
    return accounting
  }

  @Test func lineOfTheDesign() {
    let accounting = Self.accounting([
      .call: 1190, .macroBody: 21, .addressTaken: 14, .inactive: 8,
    ])
    #expect(
      accounting.line
        == "1,233 = 1,190 calls + 21 in macros + 14 addresses + 8 inactive + 0 unexplained")
  }

  @Test func singularOfEveryCategory() {
    let all = Dictionary(uniqueKeysWithValues: Occurrence.Category.allCases.map { ($0, 1) })
    #expect(
      Self.accounting(all).line
        == """
        10 = 1 call + 1 in a macro + 1 address + 1 declaration + 1 shadowed + 1 discarded \
        + 1 inactive + 1 in a directive + 1 uncovered + 1 unexplained
        """)
    #expect(Accounting().line == "0 = 0 unexplained")
  }

  /// Whatever the occurrences, the terms of the line add up to their number.
  @Test func termsAddUp() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let occurrences = (0..<Int.random(in: 0..<3000, using: &random)).map { line in
        Occurrence(
          name: "free", location: ExampleProgram.place("a.c", line + 1),
          category: Occurrence.Category.allCases.randomElement(using: &random) ?? .call)
      }
      let line = Accounting(occurrences).line
      let numbers = line.split(separator: " ").compactMap {
        Int($0.split(separator: ",").joined())
      }
      #expect(numbers.first == occurrences.count)
      #expect(numbers.dropFirst().reduce(0, +) == occurrences.count)
    }
  }

  @Test func exampleHasEveryCategory() {
    let example = ExampleProgram.example
    let accounting = Accounting(example.program.occurrences)
    #expect(Occurrence.Category.allCases.allSatisfy { accounting[$0] > 0 })
    #expect(accounting.total == example.program.occurrences.count)
    let sites = accounting.calls + accounting.macroBodies + accounting.addresses
    #expect(sites == example.program.sites.count)
    #expect(Set(example.decisions.compactMap(\.grade)) == Set(SizeGrade.allCases))
    let states = Set(ScanFormatTests.report.sites.map(\.state))
    #expect(states == Set(SiteState.allCases))
  }

  @Test func tablesAddUp() {
    let report = ScanFormatTests.report
    #expect(report.files.map(\.sites).reduce(0, +) == report.sites.count)
    #expect(report.files.map(\.accounting.total).reduce(0, +) == report.accounting.total)
    #expect(report.functions.map(\.sites).reduce(0, +) == report.sites.count)
    #expect(report.subsystems.map(\.sites).reduce(0, +) == report.sites.count)
  }
}
