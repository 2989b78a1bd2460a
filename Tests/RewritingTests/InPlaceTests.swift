import Foundation
import Rewriting
import SourceModel
import Testing

@Suite struct InPlaceTests {
  /// `before.c` becomes `after.c`, byte for byte, and the blockers are those
  /// that `decisions.txt` names and no others.
  @Test(arguments: Fixture.all("InPlaceCases"))
  func rewrites(name: String) throws {
    let fixture = try Fixture("InPlaceCases", name)
    let result = try fixture.rewritten()
    let before = try #require(fixture.files[FilePath("before.c")])
    let rewritten = result.files.first?.rewritten ?? before
    let after = fixture.folder.appendingPathComponent("after.c")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(rewritten).write(to: after)
      Issue.record("recorded \(after.path)")
    }
    let expected = try [UInt8](Data(contentsOf: after))
    #expect(rewritten == expected, "\(String(decoding: rewritten, as: UTF8.self))")
    #expect(result.files.isEmpty == (before == expected))
    for (decision, wanted) in zip(result.decisions, fixture.decisions) {
      let outcome = fixture.expected[decision.site] ?? wanted.action.name
      #expect(decision.action.name == outcome, "\(decision.site): \(decision.action)")
    }
  }

  /// What was rewritten holds no site any more but those that were blocked.
  @Test(arguments: Fixture.all("InPlaceCases"))
  func findsNothingTheSecondTime(name: String) throws {
    let fixture = try Fixture("InPlaceCases", name)
    let result = try fixture.rewritten()
    let left = result.decisions.filter { $0.action.isBlocked }.map(\.site.callee)
    guard let file = result.files.first else { return }
    let remaining = ToyFrontend(path: file.path, bytes: file.rewritten).sites()
    #expect(remaining.map(\.identity.callee) == left)
  }
}

extension Decision.Action {
  /// The template's kind or the blocker's reason.
  var name: String {
    switch self {
    case .migrate(let kind): kind.rawValue
    case .leave(let blocker): blocker.reason.rawValue
    }
  }

  var isBlocked: Bool { if case .leave = self { true } else { false } }
}
