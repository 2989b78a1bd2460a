import SourceModel

/// A point of a function's execution.
struct Moment: Sendable {
  /// See `FlowStore.order`, `block` and `isRepeated`.
  var order: Int
  /// The order of the call or statement that it was made of.
  private(set) var opening: Int
  var block: Int
  var isRepeated: Bool
  var location: SourceLocation

  /// The moment at which something happens.
  init(_ happening: some Happening) {
    order = happening.order
    opening = happening.order
    block = happening.block
    isRepeated = happening.isRepeated
    location = happening.location
  }

  /// Before anything of a function runs.
  init(entryOf function: FlowFunction) {
    order = 0
    opening = 0
    block = 0
    isRepeated = false
    location = function.location
  }

  /// A place in a function.
  init(at place: FlowChoice.Place, in function: FlowFunction) {
    self.init(entryOf: function)
    order = place.order
    opening = place.order
    block = place.block
  }

  /// Before the arguments of a call are evaluated: what the call is given may be
  /// read before or after what their evaluation changes.
  init(argumentsOf call: FlowCall) {
    self.init(call)
    order = call.start
  }
}

/// A fact about one point of a function's execution.
protocol Happening {
  var order: Int { get }
  var block: Int { get }
  var isRepeated: Bool { get }
  var location: SourceLocation { get }
}

extension FlowCall: Happening {}
extension FlowStore: Happening {}
extension CharacterWrite: Happening {}

extension FlowReturn: Happening {
  /// It is not known whether it may run more than once.
  var isRepeated: Bool { true }
}
