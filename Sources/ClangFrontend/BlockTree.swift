import CLibClang
import SourceModel

/// The blocks of a function's body while it is walked, and what surely runs
/// before each; see `FlowBlock`.
///
/// The statements of C nest, so what ran before a block ran in the block around
/// it. Only labels are entered from elsewhere: what ran before one is what runs
/// before all that leads there.
struct BlockTree {
  /// A place in the walk.
  struct Point: Hashable {
    var block: Int
    var order: Int

    /// Nothing is known to have run.
    static let unknown = Point(block: -1, order: 0)
  }

  /// A block that is left for a while.
  struct Outer {
    fileprivate var point: Point
    fileprivate var entries: Int
    fileprivate var loops: [Int]
  }

  private(set) var blocks = [FlowBlock(parent: -1, order: 0)]
  /// The choices so far.
  private(set) var choices: [FlowChoice] = []
  /// The jumps so far.
  private(set) var exits: [FlowExit] = []
  /// Those of `continue`, by position.
  private var continues: Set<Int> = []
  /// The block that is being walked.
  private(set) var current = 0
  /// The open loops, the outermost first.
  private var loops: [Int] = []
  /// Where the open `switch` statements stand.
  private var switches: [Point] = []
  /// What runs before the labels in the open blocks.
  private var entries: [Point] = []
  /// The jumps to each label so far, by the label's offset.
  private var jumps: [Int: [Point]] = [:]
  /// How many jumps to each label there are.
  private var counts: [Int: Int] = [:]
  /// The positions in `exits` of the jumps to labels that are still to come.
  private var pending: [Int: [Int]] = [:]
  /// Where the labels are that have come, by offset.
  private var targets: [Int: FlowExit.Target] = [:]
  /// Whether jumps may lead to any label.
  private var isUnclear = false

  /// The tree of a function without jumps.
  init() {}

  init(of tree: SyntaxTree) {
    for (index, node) in tree.nodes.enumerated() {
      switch node.kind {
      case CXCursor_GotoStmt:
        guard let label = Self.label(of: index, in: tree) else {
          isUnclear = true
          continue
        }
        counts[label, default: 0] += 1
      case CXCursor_IndirectGotoStmt, CXCursor_GCCAsmStmt, CXCursor_AsmStmt: isUnclear = true
      default: break
      }
    }
  }

  /// The offset of the label that a `goto` names; `nil` when clang does not tell.
  static func label(of jump: Int, in tree: SyntaxTree) -> Int? {
    guard let label = tree.firstChild(of: jump).map({ tree[$0].cursor.referenced }),
      clang_Cursor_isNull(label) == 0
    else { return nil }
    return label.start.fileOffset
  }

  // MARK: Walking

  /// Starts a block inside the current one.
  ///
  /// - Parameters:
  ///   - loop: the loop that repeats it; `nil` for none.
  ///   - entry: when it is entered.
  mutating func enter(at order: Int, loop: Int?, entry: FlowBlock.Entry) -> Outer {
    let outer = Outer(
      point: Point(block: current, order: order), entries: entries.count, loops: loops)
    if let loop { loops.append(loop) }
    start(behind: outer.point, entry: entry)
    return outer
  }

  /// Goes on with the block around the current one, or with one that takes its
  /// place when a label inside can be reached past what ran before.
  mutating func leave(to outer: Outer, at order: Int) {
    loops = outer.loops
    let before = entries[outer.entries...].map { meet($0, outer.point) }
    let passing = before.filter { $0 != outer.point }
    entries.removeSubrange(outer.entries...)
    guard let first = passing.first else {
      current = outer.point.block
      return
    }
    let point = passing.dropFirst().reduce(first) { meet($0, $1) }
    entries.append(point)
    start(behind: point)
  }

  /// Notes two arms of which one has run, unless a label inside can be reached past
  /// what ran before.
  mutating func endChoice(from start: Point, at order: Int, ends: [Point]) {
    guard current == start.block else { return }
    choices.append(
      FlowChoice(
        block: current, orders: start.order...order,
        ends: ends.map { FlowChoice.Place(block: $0.block, order: $0.order) }))
  }

  /// Notes that the `case` labels that come are those of a `switch` here.
  mutating func startSwitch(at order: Int) {
    switches.append(Point(block: current, order: order))
  }

  /// Ends the innermost `switch`.
  mutating func endSwitch() { switches.removeLast() }

  /// Starts the block behind a `case` label.
  mutating func startCase(at order: Int) {
    let point = switches.last ?? .unknown
    entries.append(point)
    start(behind: point)
  }

  /// Starts the block behind a label. Jumps that are still to come lead back.
  mutating func startLabel(_ label: Int, at order: Int) {
    let before = jumps[label] ?? []
    var point = Point.unknown
    if !isUnclear, before.count == counts[label] ?? 0 {
      point = before.reduce(Point(block: current, order: order)) { meet($0, $1) }
    }
    entries.append(point)
    start(behind: point)
    let target = FlowExit.Target(order: order, loops: loops, block: current)
    targets[label] = target
    for index in pending.removeValue(forKey: label) ?? [] { exits[index].target = target }
  }

  /// Notes a `goto`.
  ///
  /// - Parameters:
  ///   - label: the label's offset; `nil` when it is not known.
  ///   - last: the last order before it.
  mutating func jump(to label: Int?, behind last: Int, at order: Int) {
    if let label {
      jumps[label, default: []].append(Point(block: current, order: last))
      if targets[label] == nil { pending[label, default: []].append(exits.count) }
    }
    exit(at: order, start: 0, target: label.flatMap { targets[$0] })
  }

  /// Notes a jump.
  ///
  /// - Parameter start: see `FlowExit.start`.
  mutating func exit(
    at order: Int, start: Int, isContinue: Bool = false, target: FlowExit.Target? = nil
  ) {
    if isContinue { continues.insert(exits.count) }
    exits.append(FlowExit(order: order, block: current, start: start, target: target))
  }

  /// Ends a statement to whose end jumps lead.
  ///
  /// - Parameters:
  ///   - first: how many jumps there were before it.
  ///   - isLoop: whether `continue` belongs to it.
  mutating func endJumps(since first: Int, at order: Int, isLoop: Bool) {
    for index in exits[first...].indices
    where exits[index].start > 0 && exits[index].end == 0 && (isLoop || !continues.contains(index))
    {
      exits[index].end = order
      if !continues.contains(index) {
        exits[index].target = FlowExit.Target(order: order, loops: loops)
      }
    }
  }

  private mutating func start(behind point: Point, entry: FlowBlock.Entry = .sometimes([])) {
    blocks.append(
      FlowBlock(parent: point.block, order: point.order, loops: loops, entry: entry))
    current = blocks.count - 1
  }

  // MARK: Meeting

  /// What surely ran before both of two places.
  private func meet(_ left: Point, _ right: Point) -> Point {
    var (left, right) = (left, right)
    // A block's parent was started before it.
    while left.block != right.block {
      if left.block > right.block {
        left = parent(of: left.block)
      } else {
        right = parent(of: right.block)
      }
      if left.block < 0 || right.block < 0 { return .unknown }
    }
    return Point(block: left.block, order: min(left.order, right.order))
  }

  private func parent(of block: Int) -> Point {
    Point(block: blocks[block].parent, order: blocks[block].order)
  }
}
