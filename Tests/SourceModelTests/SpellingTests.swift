import SourceModel
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("alocate", "allocate"), ("release-unsizd", "release-unsized"), ("Path", "path"),
    ("szie", "size"), ("zzz", nil),
  ])
  func nearest(word: String, expected: String?) {
    let words = ["allocate", "release-sized", "release-unsized", "path", "size"]
    #expect(Spelling.nearest(to: word, in: words) == expected)
  }

  @Test func countsSwapsOnce() {
    #expect(Spelling.distance("ouptut", "output") == 1)
    #expect(Spelling.distance("", "abc") == 3)
  }
}
