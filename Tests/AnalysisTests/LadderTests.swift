import Foundation
import Testing

@testable import Analysis

@Suite struct LadderTests {
  /// A new rung is one new file and one line in the list.
  @Test func everyStrategyFileIsInTheList() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Analysis/Sizes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Strategy.swift") && $0 != "SizeStrategy.swift" }
      .map { String($0.dropLast(".swift".count)) }
    #expect(Set(files) == Set(Ladder.rungs.map { "\($0)" }))
    #expect(Set(Ladder.rungs.map { $0.name }).count == Ladder.rungs.count)
  }
}
