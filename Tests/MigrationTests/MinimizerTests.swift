import Testing

@testable import Migration

@Suite struct MinimizerTests {
  /// Every way in which one or two of nine elements may cause a failure.
  @Test func findsWhatCausesAFailure() {
    for first in 0..<9 {
      for second in first..<9 {
        let cause: Set<Int> = [first, second]
        var asked: [Set<Int>] = []
        let found = Minimizer.smallest(of: Array(0..<9), suspects: []) { set in
          asked.append(set)
          return cause.isSubset(of: set)
        }
        #expect(Set(found) == cause)
        #expect(Set(asked).count == asked.count, "a set was tried twice")
      }
    }
  }

  @Test func triesSuspectsFirst() {
    var asked: [Set<Int>] = []
    let found = Minimizer.smallest(of: Array(0..<100), suspects: [4, 7]) { set in
      asked.append(set)
      return set.contains(7)
    }
    #expect(found == [7] && asked == [[4], [7]])
  }
}
