import SourceModel

/// A point of a function's execution.
struct Moment {
  /// See `FlowStore.order`, `block` and `isRepeated`.
  var order: Int
  var block: Int
  var isRepeated: Bool
  var location: SourceLocation

  init(_ call: FlowCall) {
    order = call.order
    block = call.block
    isRepeated = call.isRepeated
    location = call.location
  }

  init(_ store: FlowStore) {
    order = store.order
    block = store.block
    isRepeated = store.isRepeated
    location = store.location
  }

  init(_ statement: FlowReturn) {
    order = statement.order
    block = statement.block
    isRepeated = true
    location = statement.location
  }

  init(_ write: CharacterWrite) {
    order = write.order
    block = write.block
    isRepeated = write.isRepeated
    location = write.location
  }
}
