import SourceModel

/// How large a block is, as its allocation says.
enum BlockSize: Hashable {
  /// The value of an expression in the allocating function.
  case bytes(Expression)
  /// A copy of a string, and its terminator.
  case string
  /// The allocation does not say, or its uses disagree.
  case unknown

  /// The number of bytes that an allocating call asks for, as one expression;
  /// `nil` for one that copies a string.
  static func expression(of call: FlowCall) -> Expression? {
    func argument(_ position: Int?) -> Expression? {
      position.flatMap { call.arguments[safe: $0 - 1]?.expression }
    }
    guard let family = call.familyFunction else { return nil }
    if let count = argument(family.count), let element = argument(family.element) {
      return count.constantValue == 1 ? element : .binary("*", count, element, .unsignedLong)
    }
    return argument(family.size)
  }

  /// What one allocating call says.
  init(of call: FlowCall) {
    if call.familyFunction?.role == .duplicate, call.familyFunction?.string != nil {
      self = .string
    } else {
      self = Self.expression(of: call).map { .bytes($0) } ?? .unknown
    }
  }
}

/// A block that can reach a release. Many releases have the same ones.
final class Block {
  let object: ObjectID
  let size: BlockSize
  /// The size in terms of the function that makes the allocation call.
  let ownSize: BlockSize
  /// The allocation's call, the first of several units.
  let call: ProgramCall
  /// For a wrapper's block, the wrapper's call, in whose function the size is
  /// to be read; otherwise the allocation's call.
  let context: ProgramCall
  /// How the calls spell the constants that the size may be made of.
  let constants: [NamedConstant]

  fileprivate init(
    object: ObjectID, size: BlockSize, ownSize: BlockSize, call: ProgramCall, context: ProgramCall,
    constants: [NamedConstant]
  ) {
    self.object = object
    self.size = size
    self.ownSize = ownSize
    self.call = call
    self.context = context
    self.constants = constants
  }
}

extension Collection<Block> {
  /// The first of blocks that one call brings, each with the same size: a function
  /// that allocates where it has nothing to resize has two. `nil` for others.
  var alike: Block? {
    guard let first else { return nil }
    return dropFirst().allSatisfy {
      $0.size == first.size && $0.context.unit == first.context.unit
        && $0.context.index == first.context.index
    } ? first : nil
  }
}

extension Solution {
  /// Describes a heap object; `nil` for any other.
  func block(_ object: ObjectID) -> Block? {
    guard case .heap = kind(object), let calls = graph.allocations[object],
      let first = calls.first
    else { return nil }
    let sizes = Set(calls.map { BlockSize(of: graph.calls[$0].facts).withoutPositions })
    let call = graph.calls[first]
    let own = sizes.count == 1 ? BlockSize(of: call.facts) : .unknown
    let seen = seen(own, of: object, madeBy: call)
    return Block(
      object: object, size: seen.size, ownSize: own, call: call, context: seen.context,
      constants: seen.constants)
  }

  /// A block's size if no conversion on the way cuts it. A block that as many
  /// bytes are written to has that size: what is cut makes a smaller one, or none
  /// at all.
  func roomySize(of block: Block) -> BlockSize {
    seen(block.ownSize, of: block.object, madeBy: block.call, uncut: true).size
  }

  /// The size of the block that a wrapper's call returns, in terms of the wrapper's
  /// parameters; `nil` when it may return another pointer, and when its arguments
  /// do not tell.
  func wrappedSize(of call: ProgramCall) -> Expression? {
    guard let result = call.result else { return nil }
    let pointers = Array(pointsTo(result).pointers)
    let position = graph.entered.position(of: call)
    let sizes = pointers.compactMap { pointer -> Expression? in
      guard !pointer.isInterior, let clone = graph.sizedClones[pointer.object],
        clone.call == position,
        case .bytes(let size) = origin(of: pointer.object).flatMap(block)?.size
      else { return nil }
      return size.replacing(clone.values)
    }
    guard sizes.count == pointers.count, Set(sizes).count == 1 else { return nil }
    return sizes.first
  }

  /// A block's size as some call sees it.
  private struct Seen {
    var size: BlockSize
    var context: ProgramCall
    var constants: [NamedConstant]
  }

  /// A block's size as the caller of a wrapper sees it, if the arguments tell,
  /// and where.
  ///
  /// - Parameter uncut: see `roomySize(of:)`.
  private func seen(
    _ own: BlockSize, of object: ObjectID, madeBy call: ProgramCall, uncut: Bool = false
  ) -> Seen {
    guard let origin = origin(of: object) else {
      return Seen(size: own, context: call, constants: call.facts.sizeConstants)
    }
    var seen = seen(own, of: origin, madeBy: call, uncut: uncut)
    guard let clone = graph.sizedClones[object] else { return seen }
    seen.context = graph.calls[clone.call]
    guard case .bytes(let size) = seen.size else { return seen }
    let expression = size.replacing(clone.values)
    let arguments = seen.context.facts.arguments
    seen.size = .bytes(
      expression.replacingParameters(by: arguments, uncut: uncut && expression.onlyGrows))
    for variable in expression.variables {
      if case .parameter(_, let index, _) = variable {
        seen.constants += arguments[safe: index]?.constants ?? []
      }
    }
    return seen
  }
}

extension FlowCall {
  /// How an allocating call spells the constants in its size.
  fileprivate var sizeConstants: [NamedConstant] {
    let positions = [familyFunction?.size, familyFunction?.count, familyFunction?.element]
    return positions.flatMap { position in
      position.flatMap { arguments[safe: $0 - 1]?.constants } ?? []
    }
  }
}

extension BlockSize {
  /// Without what differs between two readings of the same text.
  fileprivate var withoutPositions: BlockSize {
    guard case .bytes(let expression) = self else { return self }
    return .bytes(
      expression.mapped { node in
        if case .opaque(let text, _) = node { .opaque(text: text, offset: 0) } else { node }
      })
  }
}
