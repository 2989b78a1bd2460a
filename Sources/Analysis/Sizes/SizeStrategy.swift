import SourceModel

/// One rung of the ladder of sizes: a way to know how large the blocks are that
/// reach a release.
protocol SizeStrategy: Sendable {
  /// The key under which decisions and reports name it.
  static var name: String { get }

  /// The size at a release, or `nil` when the rung's conditions do not hold.
  static func size(for request: SizeRequest) -> SizeFinding?
}

/// What a rung found out.
struct SizeFinding: Hashable {
  /// C text that is valid at the release; `nil` for a string, whose length
  /// tells its size.
  var text: String?
  /// What must be true beside what the analysis saw; none means *proven*.
  var assumptions: [String] = []
  var evidence: [Evidence] = []
  /// The variable that takes the size before it changes.
  var earlier: EarlierSize?
}

/// A release or resize whose size is wanted: one compiled use of a site.
struct SizeRequest {
  var site: Site
  /// The call of the release.
  var call: ProgramCall
  /// The pointer as it is spelled; `nil` when the text cannot be used again.
  var pointer: ArgumentSyntax?
  /// All blocks that reach it.
  var blocks: [Block]
  /// The assignments that the pointer's value comes from, where they are known.
  var stores: ReachingStores?
  let context: SizeContext

  var isResize: Bool { call.facts.familyFunction?.role == .resize }

  /// The pointer's expression.
  var pointerExpression: Expression? {
    call.expression(call.facts.familyFunction?.pointer)
  }

  /// The type that the pointer points at.
  var pointerArgument: FlowCall.Argument? {
    call.facts.familyFunction?.pointer.flatMap { call.facts.arguments[safe: $0 - 1] }
  }
}

/// The rungs in the order in which they are tried.
enum Ladder {
  static let rungs: [any SizeStrategy.Type] = [
    TypeStrategy.self,
    ConstantStrategy.self,
    LiveExpressionStrategy.self,
    CompanionFieldStrategy.self,
    FlexibleArrayStrategy.self,
    StringStrategy.self,
  ]

  /// The first rung that holds, with its name.
  static func size(for request: SizeRequest) -> (name: String, finding: SizeFinding)? {
    guard !request.blocks.isEmpty else { return nil }
    for rung in rungs {
      if let finding = rung.size(for: request) { return (rung.name, finding) }
    }
    return nil
  }

  /// Why no rung holds, as far as the sizes of the allocations tell.
  static func explanation(for request: SizeRequest) -> [Evidence] {
    var evidence: [Evidence] = []
    for block in request.blocks.prefix(4) {
      let text =
        switch block.size {
        case .bytes(let size):
          size.constantValue.map { "a block of \($0) bytes" } ?? "a block of a computed size"
        case .string: "a copy of a string"
        case .unknown: "a block of unknown size"
        }
      evidence.append(
        Evidence(location: block.context.facts.location, text: text + " comes from here"))
    }
    let rest = request.blocks.count - evidence.count
    evidence += changes(of: request)
    if let obstacle = CompanionFieldStrategy.obstacle(for: request) { evidence.append(obstacle) }
    if rest > 0 { evidence.append(Evidence(text: "and \(rest) more")) }
    return evidence
  }

  /// For strings, where they may be shortened.
  private static func changes(of request: SizeRequest) -> [Evidence] {
    var places: Set<Evidence> = []
    for block in request.blocks where block.size == .string {
      for change in request.context.mutations(of: block.object) {
        let text = change.name.isEmpty ? "a character is stored" : "\(change.name) writes"
        places.insert(
          Evidence(location: change.location, text: text + " here, which may shorten the string"))
      }
    }
    return places.sorted {
      guard let left = $0.location, let right = $1.location, left != right else {
        return $0.text < $1.text
      }
      return left < right
    }
    .prefix(3).map { $0 }
  }
}
