import SourceModel

/// What happens in one function between two points, such as the allocation and
/// the release of a block: whether an expression has the same value at both.
struct Stretch {
  let context: SizeContext
  let function: String
  let unit: Int
  let start: Moment
  let end: Moment
  /// The variable that holds the block at the end; `nil` when none does.
  private let holder: FlowNode?
  /// The block itself, whose changes do not count; `nil` for none.
  let own: ObjectID?
  /// The calls that are known to write to nothing but the block.
  let fills: Set<Int>
  let span: Span
  /// The function's calls between the two.
  let calls: [ProgramCall]
  /// The functions that may run meanwhile; `nil` when it is not known which do.
  let running: Set<String>?
  /// Whether code of which no rule says anything runs meanwhile.
  var runsOutside: Bool { running?.contains(CallGraph.outside) ?? true }

  /// From a block's allocation to its release; `nil` when the two stand in
  /// different functions or in the wrong order.
  init?(of block: Block, to release: ProgramCall, context: SizeContext) {
    guard let function = release.function, block.context.function == function,
      block.context.unit == release.unit, block.context.facts.order < release.facts.order
    else { return nil }
    var holder: FlowNode?
    if let position = release.facts.familyFunction?.pointer,
      case .variable(let variable)? = release.expression(position)
    {
      holder = variable
    }
    self.init(
      in: function, unit: release.unit, from: Moment(argumentsOf: block.context.facts),
      to: release.moment, context: context, holder: holder)
  }

  init(
    in function: String, unit: Int, from start: Moment, to end: Moment, context: SizeContext,
    holder: FlowNode? = nil, filling own: ObjectID? = nil, by fills: Set<Int> = []
  ) {
    self.context = context
    self.function = function
    self.unit = unit
    self.start = start
    self.end = end
    self.holder = holder
    self.own = own
    self.fills = fills
    let span = Span(
      start: start, end: end, flow: ControlFlow(of: function, unit: unit, context),
      returnsTwice: context.returnsTwice(function, unit: unit))
    self.span = span
    calls = (context.callsByFunction[function] ?? []).filter {
      guard $0.unit == unit, $0.facts.order != end.order else { return false }
      // What begins it is an assignment, an allocation, or a function that makes
      // one, which may do more.
      return $0.facts.order == start.opening
        ? $0.facts.familyFunction == nil : !span.excludes($0.moment)
    }
    running = context.callGraph.functions(duringAny: calls)
  }

  /// Whether all that an expression reads keeps its value. Only local
  /// variables, members of what they are or point at, and the lengths of
  /// strings qualify.
  func keeps(_ expression: Expression) -> Bool {
    switch expression {
    case .field where mayShareBytes(expression): false
    case .constant, .sizeOf: true
    // A counter that was looked at by itself.
    case .call(FieldPairs.placeholderName, _): true
    case .binary(_, let left, let right, _): keeps(left) && keeps(right)
    case .orInstead(let value, _): keeps(value)
    case .variable(let variable): keeps(variable: variable)
    case .call("strlen", let arguments):
      arguments.count == 1 && keepsPointer(arguments[0]) && keepsString(arguments[0])
    case .field(let base, let field):
      if let root = owner(of: base) {
        keeps(variable: root, isExposed: true) && keeps(field: field, of: root)
          && !isWrittenAsOther(field, of: base)
      } else {
        keeps(base) && isQuiet && isNotAssigned(field)
      }
    case .element(let base, let index):
      keeps(base) && keeps(index) && isQuiet && !isAssignedByName(base)
    case .dereference(let base): keeps(base) && isQuiet && !isAssignedByName(base)
    default: false
    }
  }

  /// The variable whose object, or what it points at, has a record as a member:
  /// `p` of `p->state.table`.
  private func owner(of record: Expression) -> FlowNode? {
    switch record {
    case .variable(let variable): variable
    case .field(let base, let field): isRecord(field) ? owner(of: base) : nil
    default: nil
    }
  }

  /// Whether an expression reads a member of a union, which an assignment of
  /// another member changes.
  private func mayShareBytes(_ expression: Expression) -> Bool {
    !context.graph.trustsMembers && expression.places.contains(where: context.index.isInUnion)
  }

  // MARK: Short stretches

  /// Whether nothing runs meanwhile but a few calls that write to nothing else
  /// than the block, and nothing is assigned through a pointer.
  var isQuiet: Bool {
    let own = fills.map { context.graph.calls[$0].facts.location.offset }
    return running?.isEmpty == true && !callsLibrary && !releasesAny
      && !writes(toOthersThan: self.own)
      && !storesPointers(except: own)
  }

  /// Whether a pointer is stored through a pointer between the two places.
  private func storesPointers(except own: [Int]) -> Bool {
    guard let moves = context.moves.between(start.location, end.location) else { return true }
    return moves.contains { $0.constraint.kind == .store && !own.contains($0.offset) }
  }

  /// Whether this function assigns by its own name what a pointer may point at.
  func isAssignedByName(_ pointer: Expression) -> Bool {
    let objects = context.objects(holding: pointer, unit: unit)
    return (context.storesByFunction[function] ?? []).contains { store in
      guard store.unit == unit, !span.excludes(store.moment) else { return false }
      if objects.isEmpty { return true }
      if let own = context.graph.objects.existing(.place(store.target)), objects.contains(own) {
        return true
      }
      return store.facts.base.map {
        !context.objects(holding: $0, unit: unit).isDisjoint(with: objects)
      } ?? false
    }
  }

  private var releasesAny: Bool {
    calls.contains { $0.facts.familyFunction?.role.releases == true }
  }

  private func writes(toOthersThan own: ObjectID?) -> Bool { writes { $0 != own } }

  private func isNotAssigned(_ field: FlowNode) -> Bool {
    guard let node = node(field), !context.exposed.contains(node) else { return false }
    return (context.storesByTarget[node] ?? []).allSatisfy {
      $0.function != function || isOutside($0, of: nil)
    }
  }

  /// Whether nothing but assignments of members changes the objects that a
  /// variable is or points at.
  func leavesWhole(_ base: FlowNode) -> Bool {
    running != nil && !writes(to: objects(holding: base))
  }

  /// Whether a member of what a variable is or points at gets nothing but null.
  func leavesUnfilled(_ member: FlowNode, of base: FlowNode) -> Bool {
    guard let node = node(member), leavesAlone(member), leavesWhole(base),
      !isWrittenAsOther(member, of: .variable(base))
    else { return false }
    return (context.storesByTarget[node] ?? []).allSatisfy { $0.facts.isNull || mayNotRun($0) }
  }

  // MARK: Variables

  func node(_ place: FlowNode) -> NodeID? { context.graph.nodeID(of: place, unit: unit) }

  /// - Parameter isExposed: whether only the variable's own assignments count,
  ///   since others are looked at where its members are.
  private func keeps(variable: FlowNode, isExposed: Bool = false) -> Bool {
    guard let node = node(variable) else { return false }
    switch variable {
    case .parameter:
      guard context.graph.nodes.parameterOwners[node] == function else { return false }
    case .local:
      guard isInScope(node) else { return false }
    // Its name may mean something else elsewhere, but its value is the same.
    case .global:
      guard running != nil else { return false }
    default: return false
    }
    if context.exposed.contains(node), !isExposed || isPointer(variable) { return false }
    if case .global = variable {
      // What a library has, its functions may change, and clients what a header offers.
      guard
        !runsOutside
          || context.index.ownVariables.contains(node) && !context.isOfferedToClients(node)
      else { return false }
      return isNotAssigned(node)
    }
    return (context.storesByTarget[node] ?? []).allSatisfy {
      $0.unit != unit || $0.function == function && isOutside($0, of: variable)
    }
  }

  /// Whether a local variable that is not static is in scope at the end.
  func isInScope(_ node: NodeID) -> Bool {
    guard let scope = context.scopes[node], !scope.isStatic else { return false }
    return scope.scope.contains(end.location.offset) || isInInitialiser(of: scope)
  }

  /// Whether both places come before the end of a variable's declaration: where
  /// the variable plays a part there, that is in its initialiser.
  private func isInInitialiser(of variable: FlowLocal) -> Bool {
    start.block == end.block && start.location.offset < variable.scope.lower
      && end.location.offset < variable.scope.lower
  }

  /// Whether an assignment in this function cannot run between the allocation
  /// and the release of one block.
  private func isOutside(_ store: ProgramStore, of variable: FlowNode?) -> Bool {
    if span.excludes(store.moment) { return true }
    return store.facts.order < start.order && variable.map { outlives($0, store) } ?? false
  }

  /// Whether a variable is initialised where it is declared and the pointer's
  /// scope ends no later, so that each run through its declaration has a
  /// pointer of its own.
  private func outlives(_ variable: FlowNode, _ store: ProgramStore) -> Bool {
    guard let holder, let scope = node(variable).flatMap({ context.scopes[$0]?.scope }),
      let inner = node(holder).flatMap({ context.scopes[$0]?.scope })
    else { return false }
    // An initialiser stands before the end of its declaration.
    return store.facts.location.offset <= scope.lower && inner.upper <= scope.upper
  }

  // MARK: Members

  private func keeps(field: FlowNode, of base: FlowNode) -> Bool {
    guard let node = node(field), let running, !context.exposed.contains(node),
      leavesAlone(field)
    else { return false }
    let objects = objects(holding: base)
    if objects.isEmpty, isPointer(base) { return false }
    return isNotAssigned(node) && !writes(to: objects) && !releases(objects, running)
  }

  /// Whether a member of another type is assigned meanwhile where a field is.
  private func isWrittenAsOther(_ field: FlowNode, of base: Expression) -> Bool {
    context.otherWrites(to: field, of: base, unit: unit).contains { !mayNotRun($0) }
  }

  /// Whether no library can assign a field meanwhile because it knows its record.
  func leavesAlone(_ field: FlowNode) -> Bool { !runsOutside || context.isOfProgram(field) }

  /// Whether neither this function nor one that it calls assigns a field or
  /// global variable meanwhile.
  func isNotAssigned(_ node: NodeID) -> Bool {
    running != nil && (context.storesByTarget[node] ?? []).allSatisfy(mayNotRun)
  }

  /// Whether neither this function nor one that it calls comes to an assignment.
  private func mayNotRun(_ store: ProgramStore) -> Bool {
    running?.contains(store.function ?? "") == false
      && (store.function != function || isOutside(store, of: nil))
  }

  /// Whether a place, as `p->table`, is a member of the same object throughout,
  /// so that the assignments of other members go to one object.
  func keepsObject(_ place: Expression) -> Bool {
    switch place {
    case .variable(let variable):
      return isRecord(variable) || keeps(variable: variable, isExposed: true)
    case .field(let base, let field):
      guard keepsObject(base) else { return false }
      if isRecord(field) { return true }
      guard let node = node(field), !context.exposed.contains(node), leavesAlone(field) else {
        return false
      }
      return isNotAssigned(node) && !isWrittenAsOther(field, of: base)
    default: return keeps(place)
    }
  }

  /// Whether a global variable or a member is a record and no pointer to one.
  private func isRecord(_ place: FlowNode) -> Bool {
    guard let node = node(place) else { return false }
    switch place {
    case .global: return context.index.recordVariables.contains(node)
    case .field:
      return context.solution.pointsTo(node).isEmpty && context.storesByTarget[node] == nil
    default: return false
    }
  }

  private func isPointer(_ variable: FlowNode) -> Bool {
    guard let node = node(variable) else { return true }
    return context.scopes[node]?.type.hasSuffix("*")
      ?? !context.index.recordVariables.contains(node)
  }

  /// The objects whose members `base.field` or `base->field` is.
  private func objects(holding base: FlowNode) -> Set<ObjectID> {
    guard let node = node(base) else { return [] }
    if isPointer(base) {
      return Set(context.solution.pointsTo(node).pointers.map(\.object))
    }
    return context.graph.objects.existing(.place(node)).map { [$0] } ?? []
  }
}
