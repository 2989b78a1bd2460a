import SourceModel

/// The order in which the statements of one function run, as far as its blocks
/// tell.
struct ControlFlow {
  let blocks: [FlowBlock]
  let exits: [FlowExit]
  private let choices: [FlowChoice]
  /// The calls that never come back.
  private let endings: EndingCalls

  /// `nil` for a function of which the blocks are not known in a unit.
  init?(of function: String, unit: Int, _ context: SizeContext) {
    guard let known = context.definition(of: function, unit: unit), !known.blocks.isEmpty,
      !context.returnsTwice(function, unit: unit)
    else { return nil }
    self.init(of: known, endings: context.index.endings.calls(in: function, unit: unit))
  }

  /// The order in a function that does not go on at a place that it has passed.
  init(of function: FlowFunction, endings: EndingCalls = EndingCalls()) {
    blocks = function.blocks
    exits = function.exits
    choices = function.choices
    self.endings = endings
  }

  /// Whether each run of `later` comes after one of `earlier`.
  func dominates(_ earlier: Moment, _ later: Moment) -> Bool {
    dominates(earlier, order: later.order, in: later.block)
  }

  private func dominates(_ earlier: Moment, order: Int, in block: Int) -> Bool {
    guard earlier.order < order else { return false }
    var (block, order) = (block, order)
    while blocks.indices.contains(block) {
      if block == earlier.block { return earlier.order <= order }
      (block, order) = (blocks[block].parent, blocks[block].order)
    }
    return false
  }

  /// The latest place since which one of some others has surely run before
  /// `later`: one of them, or the start of a choice with one in each arm.
  func start(ofOneIn places: [Moment], before later: Moment) -> FlowChoice.Place? {
    let last = FlowChoice.Place(block: later.block, order: later.order - 1)
    return start(ofOneIn: places, upTo: last, inside: nil)
  }

  private func start(
    ofOneIn places: [Moment], upTo end: FlowChoice.Place, inside outer: Int?
  ) -> FlowChoice.Place? {
    var (block, order) = (end.block, end.order)
    while blocks.indices.contains(block), block != outer {
      let own = places.filter { $0.block == block && $0.order <= order }.map(\.order)
      let chosen = choices.filter { choice in
        choice.block == block && choice.orders.upperBound <= order
          && choice.ends.allSatisfy { start(ofOneIn: places, upTo: $0, inside: block) != nil }
      }
      if let latest = (own + chosen.map(\.orders.lowerBound)).max() {
        return FlowChoice.Place(block: block, order: latest)
      }
      (block, order) = (blocks[block].parent, blocks[block].order)
    }
    return nil
  }

  /// Whether one of some places runs, but for jumps away, each time that another
  /// has run, in one of the arms of a choice, or else one of some pointers is null.
  func surelyFollows(
    oneIn places: [Moment], _ first: Moment, unlessNull pointers: [Tested],
    in function: FlowFunction
  ) -> Bool {
    choices.contains { choice in
      let (block, order) = (choice.block, choice.orders.lowerBound)
      let start = Moment(at: FlowChoice.Place(block: block, order: order), in: function)
      return order >= first.order && runsTogether(first, start, unlessNull: pointers)
        && choice.ends.allSatisfy { self.start(ofOneIn: places, upTo: $0, inside: block) != nil }
    }
  }

  /// Whether something can run after the last run of `start` and before the
  /// next of `end`, which `start` dominates.
  ///
  /// A jump back that does not pass `start` again leads to a label that `start`
  /// does not dominate, and so not `end` behind it.
  func mayRun(_ other: Moment, between start: Moment, and end: Moment) -> Bool {
    guard other.order != start.order, other.order != end.order else { return false }
    let isBetween = start.order < other.order && other.order < end.order
    guard isBetween || isInLoop(other) else { return false }
    let inner = loops(around: end).subtracting(loops(around: start))
    guard isBetween || !inner.isDisjoint(with: loops(around: other)) else { return false }
    return !neverLeads(from: other, to: end) && !jumpsPast(end, from: other, outOf: inner)
  }

  /// Whether a function may come to an earlier place after another one, by loops and jumps
  /// back.
  func mayComeBack(from later: Moment, to earlier: Moment) -> Bool {
    var first = start(ofLoops: loops(around: later), around: later.order)
    while let jump = exits.first(where: { exit in
      exit.order > first && exit.target.map { $0.order < first } ?? true
    }) {
      guard let target = jump.target else { return true }
      first = start(ofLoops: Set(target.loops), around: target.order)
    }
    return first < earlier.order
  }

  /// The last position before some loops, which are around another one.
  private func start(ofLoops loops: Set<Int>, around order: Int) -> Int {
    blocks.filter { !loops.isDisjoint(with: $0.loops) }.reduce(order) { min($0, $1.order) }
  }

  /// Whether each run of a place comes to a jump that leads behind another one and out
  /// of some loops around that.
  private func jumpsPast(_ end: Moment, from other: Moment, outOf inner: Set<Int>) -> Bool {
    exits.contains { exit in
      guard let target = exit.target, other.order < exit.order, end.order <= target.order,
        end.order < other.order || exit.order < end.order, inner.isDisjoint(with: target.loops)
      else { return false }
      let place = FlowChoice.Place(block: exit.block, order: exit.order)
      return surelyFollows(place, other, unlessNull: [])
        && !mayLeave(from: other.order, to: exit.order, unlessNull: [], orBehind: [])
    }
  }

  /// Whether each run of a place comes to a call that never comes back before it
  /// comes to another place.
  ///
  /// - Parameter end: `nil` for the function's end.
  func neverLeads(from other: Moment, to end: Moment?) -> Bool {
    endings.next(after: other, in: blocks).contains { ending in
      if let end, other.order < end.order, end.order <= ending.order { return false }
      return other.order == ending.order
        || surelyFollows(ending, other, unlessNull: [])
          && !mayLeave(from: other, to: ending, unlessNull: [], orBehind: [])
    }
  }

  // MARK: Pairs

  /// A pointer that is tested, from when on its test says what is asked.
  struct Tested {
    var place: Expression
    var order: Int
  }

  /// Whether control may jump away between two places of which the first has
  /// been reached.
  ///
  /// - Parameters:
  ///   - pointers: where one of these is null, jumping away does no harm.
  ///   - releases: nor behind one of these.
  ///   - ends: nor to a label with one of these right behind it.
  func mayLeave(
    from first: Moment, to second: Moment, unlessNull pointers: [Tested],
    orBehind releases: [Moment], orTo ends: [Moment] = []
  ) -> Bool {
    mayLeave(
      from: first.order, to: second.order, unlessNull: pointers, orBehind: releases, orTo: ends)
  }

  private func mayLeave(
    from first: Int, to second: Int, unlessNull pointers: [Tested], orBehind releases: [Moment],
    orTo ends: [Moment] = []
  ) -> Bool {
    exits.contains { exit in
      guard first < exit.order, exit.order < second else { return false }
      // It ends a statement that lies between the two.
      if exit.start >= first, exit.start > 0, exit.end < second { return false }
      if let target = exit.target,
        ends.contains(where: { $0.block == target.block && $0.order == target.order + 1 })
      {
        return false
      }
      return !isHarmless(
        exit.order, exit.block, since: first, ifNull: pointers, orBehind: releases)
    }
  }

  /// Whether at a place that runs after another one of some pointers is null, or
  /// one of some releases has run.
  func isHarmless(
    _ order: Int, _ block: Int, since first: Int, ifNull pointers: [Tested],
    orBehind releases: [Moment]
  ) -> Bool {
    isGuarded(block, pointers)
      || releases.contains { first < $0.order && dominates($0, order: order, in: block) }
  }

  /// Whether one of some pointers is null in a block.
  private func isGuarded(_ block: Int, _ pointers: [Tested]) -> Bool {
    var block = block
    while blocks.indices.contains(block) {
      if case .sometimes(let guards) = blocks[block].entry {
        let isNull = pointers.contains { pointer in
          blocks[block].order >= pointer.order
            && guards.contains { $0.isNull && $0.place == pointer.place }
        }
        if isNull { return true }
      }
      block = blocks[block].parent
    }
    return false
  }

  /// Whether two places run together but for jumps away: the second each time
  /// that the first has run, or else one of some pointers is null; and the
  /// first each time before the second.
  func runsTogether(_ first: Moment, _ second: Moment, unlessNull pointers: [Tested]) -> Bool {
    var surely: Set<Int> = [first.block]
    var block = first.block
    while blocks.indices.contains(block), blocks[block].entry == .always {
      block = blocks[block].parent
      surely.insert(block)
    }
    return isReached(second.block, from: surely, since: first, unlessNull: pointers)
  }

  /// Whether a place runs, but for jumps away, each time that another has run,
  /// or else one of some pointers is null.
  func surelyFollows(_ second: Moment, _ first: Moment, unlessNull pointers: [Tested]) -> Bool {
    surelyFollows(
      FlowChoice.Place(block: second.block, order: second.order), first, unlessNull: pointers)
  }

  private func surelyFollows(
    _ second: FlowChoice.Place, _ first: Moment, unlessNull pointers: [Tested]
  ) -> Bool {
    guard first.order < second.order,
      loops(around: first).isSubset(of: loops(in: second.block))
    else { return false }
    var passed: Set<Int> = []
    var block = first.block
    while blocks.indices.contains(block), passed.insert(block).inserted {
      block = blocks[block].parent
    }
    return isReached(second.block, from: passed, since: first, unlessNull: pointers)
  }

  /// Whether a block is entered each time that one of some others runs on, or
  /// else one of some pointers is null.
  private func isReached(
    _ block: Int, from others: Set<Int>, since first: Moment, unlessNull pointers: [Tested]
  ) -> Bool {
    var block = block
    while !others.contains(block) {
      guard blocks.indices.contains(block), blocks[block].order >= first.order else { return false }
      if case .sometimes(let guards) = blocks[block].entry {
        let isRun = guards.contains { found in
          !found.isNull && found.isExact
            && pointers.contains {
              $0.place == found.place && blocks[block].order >= $0.order
            }
        }
        guard isRun else { return false }
      }
      block = blocks[block].parent
    }
    return true
  }

  /// Whether a block is another or runs only behind it.
  func isInside(_ inner: Int, _ outer: Int) -> Bool {
    var block = inner
    while blocks.indices.contains(block) {
      if block == outer { return true }
      block = blocks[block].parent
    }
    return false
  }

  /// The loops that repeat a place.
  func loops(around moment: Moment) -> Set<Int> { loops(in: moment.block) }

  private func isInLoop(_ moment: Moment) -> Bool {
    blocks.indices.contains(moment.block) && !blocks[moment.block].loops.isEmpty
  }

  /// The loops that repeat a block.
  func loops(in block: Int) -> Set<Int> {
    blocks.indices.contains(block) ? Set(blocks[block].loops) : []
  }
}
