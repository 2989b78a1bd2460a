/// Which line of an edited text came from which line of the text before.
struct LineCorrespondence {
  private let removed: Set<Int>
  private let inserted: Set<Int>

  init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    let difference = new.difference(from: old)
    func offsets(_ changes: [CollectionDifference<ArraySlice<UInt8>>.Change]) -> Set<Int> {
      Set(
        changes.map { change in
          switch change {
          case .insert(let offset, _, _), .remove(let offset, _, _): offset
          }
        })
    }
    removed = offsets(difference.removals)
    inserted = offsets(difference.insertions)
  }

  /// The new line, counted from 1, that an old one has become: the same line
  /// moved, or the line at its place among those that replace it.
  func newLine(ofOld line: Int) -> Int {
    let wanted = line - 1
    var new = 0
    var run = 0
    for old in 0..<max(0, wanted) {
      if removed.contains(old) {
        run += 1
      } else {
        new = skippingInserted(from: new) + 1
        run = 0
      }
    }
    guard removed.contains(wanted) else { return skippingInserted(from: new) + 1 }
    let replacements = skippingInserted(from: new) - new
    return new + min(run, max(0, replacements - 1)) + 1
  }

  /// The runs of old lines, among so many, that runs of new ones replace; either
  /// may be empty.
  func replacements(of count: Int) -> [(old: Range<Int>, new: Range<Int>)] {
    var runs: [(old: Range<Int>, new: Range<Int>)] = []
    var (from, to) = (0, 0)
    while from <= count {
      let start = (from, to)
      while removed.contains(from) { from += 1 }
      to = skippingInserted(from: to)
      if start != (from, to) { runs.append((start.0..<from, start.1..<to)) }
      from += 1
      to += 1
    }
    return runs
  }

  private func skippingInserted(from line: Int) -> Int {
    var line = line
    while inserted.contains(line) { line += 1 }
    return line
  }
}
