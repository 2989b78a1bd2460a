/// The order of a function's statements, seen from the life of one block.
struct Span {
  let start: Moment
  let end: Moment
  private let flow: ControlFlow?
  /// The same where the allocation surely runs before the release.
  private let dominating: ControlFlow?
  /// Whether anything may run again at any time.
  private let returnsTwice: Bool

  init(start: Moment, end: Moment, flow: ControlFlow?, returnsTwice: Bool) {
    self.returnsTwice = returnsTwice
    self.start = start
    self.end = end
    self.flow = flow
    dominating = flow.flatMap { $0.dominates(start, end) ? $0 : nil }
  }

  /// Whether a statement surely does not run between the allocation and the
  /// release: it stands outside, and no loop leads back to it.
  func excludes(_ other: Moment) -> Bool {
    if returnsTwice { return false }
    if let dominating { return !dominating.mayRun(other, between: start, and: end) }
    if flow?.neverLeads(from: other, to: end) == true { return true }
    guard other.order <= start.order || other.order > end.order else { return false }
    if !other.isRepeated || start.block == end.block { return true }
    // A loop that ended before the allocation.
    return other.order <= start.order && !start.isRepeated
  }
}
