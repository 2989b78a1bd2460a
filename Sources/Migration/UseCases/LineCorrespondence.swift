/// Which line of an edited text came from which line of the text before.
struct LineCorrespondence {
  /// The runs of old lines that runs of new ones replace; either may be empty.
  let replacements: [(old: Range<Int>, new: Range<Int>)]
  /// The new line of each old one, both from 0.
  private let lines: [Int]
  /// How many lines there are more, or less, behind the last old one.
  private let growth: Int

  init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    replacements = Self.replacements(old, new)
    growth = new.count - old.count
    var lines: [Int] = []
    var next = 0
    for (from, to) in replacements {
      lines += (next..<(next + from.lowerBound - lines.count))
      lines += Self.aligned(old[from], new[to])
      next = to.upperBound
    }
    lines += next..<max(next, next + old.count - lines.count)
    self.lines = lines
  }

  /// The new line, counted from 1, that an old one has become: the same line
  /// moved, or the one among those that replace it which has most of its words.
  func newLine(ofOld line: Int) -> Int {
    lines.indices.contains(line - 1) ? lines[line - 1] + 1 : line + growth
  }

  private static func replacements(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [(old: Range<Int>, new: Range<Int>)] {
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in new.difference(from: old) {
      switch change {
      case .insert(let offset, _, _): inserted.insert(offset)
      case .remove(let offset, _, _): removed.insert(offset)
      }
    }
    var runs: [(old: Range<Int>, new: Range<Int>)] = []
    var (from, to) = (0, 0)
    while from <= old.count {
      let start = (from, to)
      while removed.contains(from) { from += 1 }
      while inserted.contains(to) { to += 1 }
      if start != (from, to) { runs.append((start.0..<from, start.1..<to)) }
      from += 1
      to += 1
    }
    return runs
  }

  // MARK: Lines that differ

  /// More pairs of lines than this are not compared.
  private static let mostPairs = 250_000

  /// For each old line the number of the new one that it has become: of runs that
  /// are as long the one at its place, else so that the pairs, which do not cross,
  /// have most words in common.
  private static func aligned(
    _ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>
  ) -> [Int] {
    guard old.count != new.count, !new.isEmpty, old.count * new.count <= mostPairs else {
      return old.indices.map { min(new.startIndex + $0 - old.startIndex, max(new.endIndex - 1, 0)) }
    }
    let (left, right) = (old.map(words), new.map(words))
    // The likeness of the best pairs among the lines behind each two.
    var best = Array(
      repeating: Array(repeating: 0.0, count: right.count + 1), count: left.count + 1)
    for i in left.indices.reversed() {
      for j in right.indices.reversed() {
        best[i][j] = max(
          best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness(left[i], right[j]))
      }
    }
    var partners: [Int?] = []
    var (i, j) = (0, 0)
    while i < left.count {
      let alike = j < right.count ? likeness(left[i], right[j]) : 0
      if alike > 0, best[i][j] == best[i + 1][j + 1] + alike {
        partners.append(j)
        (i, j) = (i + 1, j + 1)
      } else if j < right.count, best[i][j] == best[i][j + 1] {
        j += 1
      } else {
        partners.append(nil)
        i += 1
      }
    }
    // What has none was added before the line that follows, or behind the last.
    var following = partners.compactMap(\.self).last ?? right.count - 1
    var result: [Int] = []
    for partner in partners.reversed() {
      following = partner ?? following
      result.append(new.startIndex + following)
    }
    return result.reversed()
  }

  /// The identifiers and numbers of a line, each as often as it stands there.
  private static func words(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>: Int] {
    let words = line.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        false
      default: true
      }
    }
    return Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// From 0 for lines without a common word to 1 for those that have the same.
  private static func likeness(
    _ left: [ArraySlice<UInt8>: Int], _ right: [ArraySlice<UInt8>: Int]
  ) -> Double {
    let all = left.values.reduce(0, +) + right.values.reduce(0, +)
    guard all > 0 else { return 1 }
    let common = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    return Double(2 * common) / Double(all)
  }
}
