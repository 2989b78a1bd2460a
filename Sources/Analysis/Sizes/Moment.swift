import SourceModel

/// A point of a function's execution.
struct Moment {
  /// See `FlowStore.order`, `block` and `isRepeated`.
  var order: Int
  /// The order of the call or statement that it was made of.
  private(set) var opening: Int
  var block: Int
  var isRepeated: Bool
  var location: SourceLocation

  init(_ call: FlowCall) {
    order = call.order
    opening = call.order
    block = call.block
    isRepeated = call.isRepeated
    location = call.location
  }

  /// Before the arguments of a call are evaluated: what the call is given may be
  /// read before or after what their evaluation changes.
  init(argumentsOf call: FlowCall) {
    self.init(call)
    order = call.start
  }

  init(_ store: FlowStore) {
    order = store.order
    opening = store.order
    block = store.block
    isRepeated = store.isRepeated
    location = store.location
  }

  init(_ statement: FlowReturn) {
    order = statement.order
    opening = statement.order
    block = statement.block
    isRepeated = true
    location = statement.location
  }

  init(_ write: CharacterWrite) {
    order = write.order
    opening = write.order
    block = write.block
    isRepeated = write.isRepeated
    location = write.location
  }
}
