/// Writes `Codable` values as bytes for the cache, small and fast: fields one
/// after the other without their names, whole numbers as variable-length
/// integers (LEB128, zigzag for the sign), each string spelled once.
///
/// What is written can only be read by the same build: neither names nor types
/// stand in the bytes.
final class FactsEncoder: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  fileprivate var bytes: [UInt8] = []
  /// The strings that have been spelled, by their numbers.
  private var strings: [String: Int] = [:]

  private init() {}

  /// The bytes of a value.
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = FactsEncoder()
    encoder.bytes.reserveCapacity(1 << 16)
    try value.encode(to: encoder)
    return encoder.bytes
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    assert(Key(intValue: 0) == nil, "a dictionary's keys are not written: no String, no Int")
    return KeyedEncodingContainer(Fields<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(self) }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  fileprivate func write(unsigned value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  fileprivate func write(_ value: Int64) {
    write(unsigned: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  fileprivate func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  fileprivate func write(_ value: String) {
    if let known = strings[value] { return write(unsigned: UInt64(known)) }
    write(unsigned: UInt64(strings.count))
    strings[value] = strings.count
    write(unsigned: UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }
}

/// The fields of a structure, or the case of an enumeration with its values.
private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: FactsEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { encoder.write(false) }
  func encode(_ value: Bool, forKey key: Key) { encoder.write(value) }
  func encode(_ value: String, forKey key: Key) { encoder.write(value) }
  func encode(_ value: Int, forKey key: Key) { encoder.write(Int64(value)) }
  func encode(_ value: Int32, forKey key: Key) { encoder.write(Int64(value)) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try value.encode(to: encoder) }

  // The standard library would write nothing for nil.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOptional(value) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOptional(value) }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    try encodeOptional(value)
  }

  private func encodeOptional<T: Encodable>(_ value: T?) throws {
    encoder.write(value != nil)
    try value?.encode(to: encoder)
  }

  /// The values of an enumeration's case, after the case's name.
  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder.write(key.stringValue)
    return encoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder }
  func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

/// The elements of an array or the keys and values of a dictionary, after their
/// number.
private struct Elements: UnkeyedEncodingContainer {
  /// The number takes four bytes, as it is known only when all are written.
  static let countSize = 4

  private let encoder: FactsEncoder
  private let start: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(_ encoder: FactsEncoder) {
    self.encoder = encoder
    start = encoder.bytes.count
    encoder.bytes.append(contentsOf: repeatElement(0, count: Self.countSize))
  }

  private mutating func countElement() {
    count += 1
    for byte in 0..<Self.countSize {
      encoder.bytes[start + byte] = UInt8(truncatingIfNeeded: count >> (8 * byte))
    }
  }

  mutating func encodeNil() {
    countElement()
    encoder.write(false)
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    countElement()
    // An element that is nil writes false itself.
    if T.self is any OptionalElement.Type, (value as? any OptionalElement)?.isPresent == true {
      encoder.write(true)
    }
    try value.encode(to: encoder)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    countElement()
    return encoder.container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    countElement()
    return encoder.unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    countElement()
    return encoder
  }
}

private protocol OptionalElement {
  var isPresent: Bool { get }
}

extension Optional: OptionalElement {
  fileprivate var isPresent: Bool { self != nil }
}

private struct Single: SingleValueEncodingContainer {
  let encoder: FactsEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoder.write(false) }
  func encode(_ value: Bool) { encoder.write(value) }
  func encode(_ value: String) { encoder.write(value) }
  func encode(_ value: Double) { encoder.write(unsigned: value.bitPattern) }
  func encode(_ value: Float) { encoder.write(unsigned: UInt64(value.bitPattern)) }

  func encode<T: Encodable & FixedWidthInteger>(_ value: T) {
    encoder.write(Int64(truncatingIfNeeded: value))
  }

  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: encoder) }
}
