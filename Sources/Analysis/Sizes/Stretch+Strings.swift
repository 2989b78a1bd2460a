import SourceModel

/// Whether strings keep their lengths.
extension Stretch {
  /// Whether the string that an expression points at stays as it is, and stays.
  func keepsString(_ expression: Expression) -> Bool {
    if isQuiet { return true }
    guard let running, let place = expression.pointerPlace, let node = node(place) else {
      return false
    }
    let objects = Set(context.solution.pointsTo(node).pointers.map(\.object))
    if objects.isEmpty { return isInLibrary(expression) && !callsLibrary }
    return objects.allSatisfy(isLasting) && !writes(to: objects) && !releases(objects, running)
  }

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
  /// The variable or member that a pointer expression starts from: `s` of
  /// `s + 1`.
  fileprivate var pointerPlace: FlowNode? {
    switch self {
    case .variable(let node), .field(_, let node): node
    case .binary("+", let left, .constant, _): left.pointerPlace
    default: nil
    }
  }
}
