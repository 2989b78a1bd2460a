/// A value that few of many have: it lies apart, and takes one word where there is none.
@propertyWrapper
package indirect enum Rare<Value> {
  case none
  case some(Value)

  package init(wrappedValue: Value?) {
    self = wrappedValue.map { .some($0) } ?? .none
  }

  package var wrappedValue: Value? {
    get { if case .some(let value) = self { value } else { nil } }
    set { self = Rare(wrappedValue: newValue) }
  }
}

extension Rare: Equatable where Value: Equatable {}
extension Rare: Hashable where Value: Hashable {}
extension Rare: Sendable where Value: Sendable {}
extension Rare: Encodable where Value: Encodable {}
extension Rare: Decodable where Value: Decodable {}
