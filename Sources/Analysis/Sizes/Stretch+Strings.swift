import SourceModel

/// Whether strings keep their lengths.
extension Stretch {
  /// Whether a pointer points at the same place throughout. An array's name does while
  /// it is in scope, whatever is stored in it.
  func keepsPointer(_ expression: Expression) -> Bool {
    switch expression {
    case .variable(let place) where isArray(place):
      if case .local = place { node(place).map(isInScope) ?? false } else { true }
    case .field(let base, let place) where isArray(place):
      !expression.places.contains(where: context.index.isInUnion) && keepsObject(base)
    case .binary("+", let pointer, let amount, _): keepsPointer(pointer) && keeps(amount)
    case .element(let array, let index):
      if let place = array.pointerPlace, isArray(place) {
        keepsPointer(array) && keeps(index) && isQuiet && !isAssignedByName(array)
          && isUnassigned(place)
      } else {
        keeps(expression)
      }
    default: keeps(expression)
    }
  }

  /// Whether the string that an expression points at stays as it is, and stays.
  func keepsString(_ expression: Expression) -> Bool {
    if let array = expression.pointer, let place = array.pointerPlace, isArray(place) {
      return isUnassigned(place) && (isQuiet || keepsCharacters(of: array, place))
    }
    if isQuiet { return true }
    guard let running, let place = expression.pointerPlace, let node = node(place) else {
      return false
    }
    let objects = Set(context.solution.pointsTo(node).pointers.map(\.object))
    if objects.isEmpty { return isInLibrary(expression) && !callsLibrary }
    return objects.allSatisfy(isLasting) && !writes(to: objects) && !releases(objects, running)
  }

  /// Whether nothing that may run meanwhile writes to an array through a pointer, or
  /// releases what it is a member of.
  private func keepsCharacters(of array: Expression, _ place: FlowNode) -> Bool {
    guard let running, !runsOutside, let node = node(place) else { return false }
    var objects: Set<ObjectID> = []
    if case .field(let base, _) = array {
      objects = context.objects(holding: base, unit: unit)
      if objects.isEmpty { return false }
    }
    if let own = context.graph.objects.existing(.place(node)) { objects.insert(own) }
    return objects.allSatisfy(isLasting) && !writes(to: objects) && !releases(objects, running)
  }

  private func isArray(_ place: FlowNode) -> Bool {
    node(place).map(context.index.arrays.contains) ?? false
  }

  private func isUnassigned(_ place: FlowNode) -> Bool { node(place).map(isNotAssigned) ?? false }

  /// Whether nothing that is not seen changes an object.
  private func isLasting(_ object: ObjectID) -> Bool {
    switch context.solution.kind(object) {
    case .function, .outsideFunction, .throughAddress: false
    case .library, .unknown, .lent, .assigned: !callsLibrary
    // What is in scope at neither end belongs to a caller.
    case .place(let node):
      context.scopes[node].map {
        $0.scope.contains(end.location.offset) || !$0.mayBeNamed(at: start.location.offset)
      } ?? true
    case .heap, .foreign, .clientMemory, .literal: true
    }
  }

  /// Whether an expression is a member of a record that a library keeps.
  private func isInLibrary(_ expression: Expression) -> Bool {
    guard case .field(.variable(let base), _) = expression, let node = node(base) else {
      return false
    }
    let objects = context.solution.objects(of: node)
    return !objects.isEmpty
      && objects.allSatisfy {
        if case .library = context.solution.kind($0) { true } else { false }
      }
  }
}

extension Expression {
  /// What a pointer expression starts from: `s` of `s + 1`.
  fileprivate var pointer: Expression? {
    switch self {
    case .variable, .field: self
    case .binary("+", let left, _, _): left.pointer
    default: nil
    }
  }

  /// The variable or member that it starts from.
  fileprivate var pointerPlace: FlowNode? {
    switch pointer {
    case .variable(let node), .field(_, let node): node
    default: nil
    }
  }
}
