import SourceModel

/// One rung of the ladder of sizes: a way to know how large the blocks are that
/// reach a release.
protocol SizeStrategy: Sendable {
  /// The key under which decisions and reports name it.
  static var name: String { get }

  /// The size at a release, or `nil` when the rung's conditions do not hold.
  static func size(for request: SizeRequest) -> SizeFinding?

  /// What keeps the rung from holding, where it nearly does: what to change in
  /// the program, so that the size can be known.
  static func obstacles(for request: SizeRequest) -> [Evidence]
}

extension SizeStrategy {
  static func obstacles(for request: SizeRequest) -> [Evidence] { [] }
}

/// What a rung found out.
struct SizeFinding: Hashable {
  /// C text that is valid at the release; `nil` for a string, whose length
  /// tells its size.
  var text: String?
  /// What must be true beside what the analysis saw; none means *proven*.
  var assumptions: [Assumption] = []
  var evidence: [Evidence] = []
  /// The variable that takes the size before it changes.
  var earlier: EarlierSize?
  /// Whether a variable in the text may have no value yet where the pointer is null:
  /// it is not read then, but compilers warn of it.
  var mayBeUnset = false
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

  /// The pointer's expression: where it is null, nothing is released.
  var pointerExpression: Expression? {
    pointerArgument.map { $0.unlessNull ?? $0.expression }
  }

  /// The type that the pointer points at.
  var pointerArgument: FlowCall.Argument? {
    call.facts.familyFunction?.pointer.flatMap { call.facts.arguments[safe: $0 - 1] }
  }

  /// The macro in whose body the release stands.
  var macro: MacroBody? {
    if case .macroBody(let body) = site.form { body } else { nil }
  }

  /// Whether a part of a size can be written: no word of it is a macro's name, and in a
  /// macro's body, only what it spells has a meaning in all its uses.
  func canSpell(_ text: String) -> Bool {
    let hidden = context.graph.program.units[call.unit].flow.macroNames
    if hidden.isEmpty, macro == nil { return true }
    return text.split { !$0.isWordCharacter }.allSatisfy { word in
      !hidden.contains(String(word)) && macro?.words.contains(String(word)) ?? true
    }
  }

  /// Whether the releasing function declares something by a name.
  func isLocalName(_ name: String) -> Bool {
    guard let usr = call.function, let function = context.definition(of: usr, unit: call.unit)
    else { return false }
    let nodes = context.graph.program.units[call.unit].flow.nodes
    return function.names.contains(name)
      || function.locals.contains { nodes[Int($0.node)].name == name }
  }

  /// The name of a global variable, or of a function's static one, if it surely means that
  /// at the release: it is declared before, and the function declares nothing else by the
  /// name.
  func name(ofGlobal variable: FlowNode) -> String? {
    guard let usr = call.function, let function = context.definition(of: usr, unit: call.unit)
    else { return nil }
    let facts = context.graph.program.units[call.unit].flow
    let place = call.facts.location
    if let own = function.locals.first(where: { facts.nodes[Int($0.node)] == variable }) {
      let isVisible =
        own.scope.contains(place.offset) && !LiveExpressionStrategy.isHidden(variable, self)
      return isVisible ? variable.name : nil
    }
    guard !isLocalName(variable.name) else { return nil }
    let isKnown = facts.variables.contains {
      facts.nodes[Int($0.node)] == variable
        && ($0.location.file != place.file || $0.location.offset < place.offset)
    }
    return isKnown ? variable.name : nil
  }
}

/// The rungs in the order in which they are tried.
enum Ladder {
  static let rungs: [any SizeStrategy.Type] = [
    TypeStrategy.self,
    ConstantStrategy.self,
    LiveExpressionStrategy.self,
    CompanionFieldStrategy.self,
    CopiedPairStrategy.self,
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

  /// Why no rung holds: the allocations, and what each rung lacks.
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
    if rest > 0 { evidence.append(Evidence(text: "and \(rest) more")) }
    let obstacles = rungs.flatMap { $0.obstacles(for: request) }
    if !obstacles.isEmpty { return evidence + obstacles }
    if let macro = request.macro {
      let text = "nothing that the body of \(macro.name) spells tells the size in all its uses"
      return evidence + [Evidence(text: text)]
    }
    let text =
      request.blocks.alike == nil
      ? "nothing that can be named here tells which of these blocks it is"
      : "nothing that can be named here holds the size of the block"
    return evidence + [Evidence(text: text)]
  }
}
