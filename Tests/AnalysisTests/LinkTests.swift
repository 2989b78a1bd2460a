import SourceModel
import Testing

@testable import Analysis

@Suite struct LinkTests {
  private let header = FilePath("h.h")
  private let release = FamilyFunction(name: "free", family: "libc", role: .release, pointer: 1)

  private func location(_ file: String, _ offset: Int) -> Location {
    Location(file: FilePath(file), line: 1, column: offset + 1, offset: offset)
  }

  private func site(
    at offset: Int, ordinal: Int = 1, uses: [Int], form: Site.Form = .call, in file: String = "h.h"
  ) -> Site {
    Site(
      identity: SiteIdentity(
        file: header, scope: "f", callee: "free", ordinal: ordinal),
      function: release, form: form, location: location("h.h", offset),
      syntax: CallSyntax(
        whole: ByteRange(offset, offset + 7), callee: ByteRange(offset, offset + 4),
        open: offset + 4, close: offset + 6,
        arguments: [
          ArgumentSyntax(
            range: ByteRange(offset + 5, offset + 6), text: "p", hasSideEffects: false,
            isPostfix: true)
        ]),
      uses: uses.map {
        SiteUse(location: location(file, $0), enclosingFunction: "f", flowCall: $0)
      })
  }

  private func units() -> [FileFacts] {
    [
      FileFacts(
        source: FilePath("a.c"), sites: [site(at: 10, uses: [10]), site(at: 30, uses: [30])],
        occurrences: [
          Occurrence(name: "free", location: location("h.h", 50), category: .inactive)
        ],
        wrappers: [
          Wrapper(
            name: "drop", location: location("h.h", 1), role: .release, wraps: "free")
        ],
        diagnostics: [Diagnostic(severity: .error, message: "e")], missingHeaders: ["x.h"]),
      FileFacts(
        source: FilePath("b.c"),
        sites: [site(at: 20, uses: [20]), site(at: 30, ordinal: 2, uses: [30])],
        occurrences: [
          Occurrence(name: "free", location: location("h.h", 50), category: .call)
        ],
        wrappers: [
          Wrapper(
            name: "drop", location: location("h.h", 1), role: .release, wraps: "free")
        ],
        diagnostics: [Diagnostic(severity: .error, message: "e")], missingHeaders: ["x.h"]),
      FileFacts(source: FilePath("b.c"), sites: [site(at: 40, uses: [40])]),
    ]
  }

  @Test func joinsSitesAndCountsThemAnew() {
    let program = link(units(), files: [header, header])
    #expect(program.sites.map(\.location.offset) == [10, 20, 30, 40])
    #expect(program.sites.map(\.identity.ordinal) == [1, 2, 3, 4])
    #expect(program.sites.map(\.uses.count) == [1, 1, 1, 1])
    #expect(program.sites.allSatisfy { $0.syntax != nil })
    #expect(program.files == [header])
  }

  @Test func joinsTheRest() {
    let program = link(units(), files: [])
    #expect(program.occurrences.map(\.category) == [.call])
    #expect(program.wrappers.map(\.name) == ["drop"])
    #expect(program.diagnostics.count == 1)
    #expect(program.missingHeaders.map(\.sitesAffected) == [3])
    #expect(program.missingHeaders.map(\.units.count) == [2])
  }

  @Test func countsTheCallsOfWrappersInAllUnits() {
    let call = { (offset: Int) in
      FlowCall(
        callee: .direct(usr: "c:@F@drop", name: "drop"), arguments: [], result: nil,
        resultPointee: nil, function: nil, familyFunction: nil, site: location("b.c", offset),
        location: location("b.c", offset), order: 1, block: 1)
    }
    var definer = FileFacts(
      source: FilePath("a.c"),
      wrappers: [
        Wrapper(name: "drop", location: location("a.c", 1), role: .release, wraps: "free")
      ])
    definer.flow.functions = [
      FlowFunction(
        usr: "c:@F@drop", name: "drop", location: location("a.c", 1), isDefined: true,
        isExternal: true, isOffered: true, isVariadic: false, isAddressTaken: false,
        parameterPointees: ["void"],
        parameterIsConst: [false], resultPointee: nil)
    ]
    var caller = FileFacts(source: FilePath("b.c"))
    caller.flow.calls = [call(10), call(20), call(20)]
    #expect(link([definer, caller], files: []).wrappers.map(\.callers.count) == [2])
  }

  @Test func countsDistinctExpansions() {
    let unit = { (source: String) in
      FileFacts(
        source: FilePath(source),
        sites: [
          self.site(
            at: 9, uses: [1, 2], form: .macroBody(MacroBody(name: "M", words: [])), in: source)
        ],
        occurrences: [
          Occurrence(
            name: "free", location: self.location("h.h", 9), category: .macroBody, expansions: 2)
        ])
    }
    let program = link([unit("b.c"), unit("a.c")], files: [])
    #expect(program.occurrences.map(\.expansions) == [4])
    #expect(program.sites.map(\.uses.count) == [4])
  }

  @Test func doesNotDependOnTheOrderOfUnits() {
    let expected = link(units(), files: [])
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5 {
      let shuffled = link(units().shuffled(using: &generator), files: [])
      #expect(shuffled.sites == expected.sites)
      #expect(shuffled.occurrences == expected.occurrences)
      #expect(shuffled.units.map(\.sites) == expected.units.map(\.sites))
    }
  }
}
