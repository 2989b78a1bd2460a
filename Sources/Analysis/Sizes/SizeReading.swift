import SourceModel

/// The size of a writer's block as it is computed from some point on.
struct SizeReading {
  var size: Expression
  let block: Block
  private var locals: LocalValues

  /// `nil` when the writer makes no block of a known size.
  init?(_ writer: PointerWriter, context: SizeContext) {
    guard let block = writer.block, case .bytes(let bytes) = block.size,
      let function = writer.store.function ?? block.context.function
    else { return nil }
    let made = block.context
    self.block = block
    size = bytes.simplified
    locals = LocalValues(
      context: context, function: function, unit: made.unit,
      moment: Moment(argumentsOf: made.facts))
  }

  /// Not after the call that makes the block.
  var since: Moment { locals.earliest }
  /// Whether nothing runs in between but what the call passes.
  var isAtCall: Bool { since.order >= block.context.facts.start }

  /// Replaces locals by what they are assigned; `false` when there are none.
  mutating func open() -> Bool {
    guard let opened = locals.opened(size) else { return false }
    size = opened
    return true
  }
}
