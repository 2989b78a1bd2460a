import Rewriting
import SourceModel
import Testing

@Suite struct ConflictTests {
  private static let path = FilePath("before.c")

  private static func group(
    _ name: String, _ whole: ByteRange, openings: [ByteRange] = [], edit: Edit
  ) -> EditGroup {
    EditGroup(
      site: SiteIdentity(file: path, scope: name, callee: "free", ordinal: 1), whole: whole,
      openings: openings, edits: [edit])
  }

  private static func replace(_ lower: Int, _ upper: Int, _ text: String = "x") -> Edit {
    Edit(replacing: ByteRange(lower, upper), with: [.text(text)])
  }

  @Test func mergesIdenticalEdits() {
    let groups = ["a", "b"].map {
      Self.group($0, ByteRange(5, 9), edit: Self.replace(5, 9))
    }
    let result = withoutConflicts(groups, file: Self.path)
    #expect(result.groups.map(\.site.scope) == ["a"])
    #expect(result.merged.map(\.scope) == ["b"] && result.blocked.isEmpty)
  }

  /// `a` and `c` do not touch, but `b` contradicts both.
  @Test func blocksTheWholeCluster() {
    let result = withoutConflicts(
      [
        Self.group("a", ByteRange(0, 10), edit: Self.replace(0, 4)),
        Self.group("b", ByteRange(8, 20), edit: Self.replace(8, 12)),
        Self.group("c", ByteRange(18, 30), edit: Self.replace(18, 22)),
        Self.group("d", ByteRange(30, 40), edit: Self.replace(30, 34)),
      ], file: Self.path)
    #expect(result.groups.map(\.site.scope) == ["d"])
    #expect(Set(result.blocked.keys.map(\.scope)) == ["a", "b", "c"])
    #expect(result.blocked.values.allSatisfy { $0.reason == .conflictingEdits })
    let a = result.blocked.first { $0.key.scope == "a" }?.value.detail ?? ""
    #expect(a.contains("before.c:b:free#1, before.c:c:free#1"))
  }

  /// The inner call stands in an argument that the outer edit quotes, drops or
  /// does not touch.
  @Test(arguments: [
    (Edit.Fragment.source(ByteRange(5, 15)), true), (.source(ByteRange(7, 15)), false),
    (.text("gone"), false),
  ])
  func nestsWhereTheOuterEditKeepsTheArgument(fragment: Edit.Fragment, nests: Bool) {
    let outer = Self.group(
      "outer", ByteRange(0, 20), openings: [ByteRange(5, 15)],
      edit: Edit(replacing: ByteRange(4, 19), with: [fragment]))
    let inner = Self.group("inner", ByteRange(6, 14), edit: Self.replace(6, 10))
    let result = withoutConflicts([inner, outer], file: Self.path)
    #expect(result.groups.count == (nests ? 2 : 0))
  }

  @Test func ordersInsertionsAtOneOffset() {
    let source = Array("f(g(x))".utf8)
    let outer = EditGroup(
      site: SiteIdentity(file: Self.path, scope: "o", callee: "f", ordinal: 1),
      whole: ByteRange(0, 7), openings: [ByteRange(2, 6)],
      edits: [
        Edit(inserting: "<", at: 2, as: .prefix), Edit(inserting: ">", at: 6, as: .suffix),
        Edit(inserting: ">>", at: 6, as: .suffix),
      ])
    let inner = EditGroup(
      site: SiteIdentity(file: Self.path, scope: "i", callee: "g", ordinal: 1),
      whole: ByteRange(2, 6), openings: [ByteRange(4, 5)],
      edits: [
        Edit(replacing: ByteRange(2, 6), with: [.text("h["), .source(ByteRange(4, 5)), .text("]")])
      ])
    for groups in [[outer, inner], [inner, outer]] {
      let result = apply(render(groups, in: source), to: source)
      #expect(String(decoding: result, as: UTF8.self) == "f(<h[x]>>>)")
    }
  }

  @Test(arguments: [
    ("64", true), ("sizeof(struct node)", true), ("sizeof *p", true), ("sizeof **p * 2", true),
    ("sizeof(*p) + 2 * sizeof(int)", true), ("'a' + 0x1fU", true), ("n", false),
    ("sizeof *p * n", false), ("p->n", false), ("sizeof(*p) * p->n", false),
    ("strlen(p) + 1", false), ("sizeof", false), ("MAX", false), ("sizeof p[n]", false),
  ])
  func knowsWhatIsNotEvaluated(text: String, expected: Bool) {
    #expect(isUnevaluated(text) == expected)
  }

  /// Two decisions about one site that differ: none is carried out.
  @Test func refusesContradictingDecisions() throws {
    var fixture = try Fixture("InPlaceCases", "bom")
    var other = fixture.decisions[0]
    other.action = .migrate(.releaseString)
    fixture.decisions.append(other)
    let result = try fixture.rewritten()
    #expect(result.files.isEmpty)
    #expect(result.decisions.map(\.action.name) == ["conflicting-edits", "conflicting-edits"])
  }

  /// A file that is not what was parsed, unreadable or outside is left alone.
  @Test func refusesFilesThatDiffer() throws {
    var fixture = try Fixture("InPlaceCases", "bom")
    fixture.files[Self.path]?.insert(0x20, at: 3)
    #expect(try fixture.rewritten().decisions.map(\.action.name) == ["split-call"])
    fixture.files[Self.path] = []
    #expect(try fixture.rewritten().decisions.map(\.action.name) == ["split-call"])
    fixture.files[Self.path] = nil
    #expect(try fixture.rewritten().decisions.map(\.action.name) == ["read-only"])
    fixture.decisions[0].site.file = FilePath("/usr/include/x.h")
    #expect(try fixture.rewritten().decisions.map(\.action.name) == ["read-only"])
  }
}
