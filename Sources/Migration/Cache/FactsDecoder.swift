/// Reads what `FactsEncoder` has written.
final class FactsDecoder: Decoder {
  /// The bytes end early, or are none that this build has written.
  struct Damage: Error {}

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// The strings that have been spelled so far.
  private var strings: [String] = []

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The value that `bytes` spell.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try bytes.withUnsafeBytes { bytes in
      let decoder = FactsDecoder(bytes)
      let value = try Value(from: decoder)
      guard decoder.position == bytes.count else { throw Damage() }
      return value
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Fields<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try Elements(self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  fileprivate func byte() throws -> UInt8 {
    guard position < bytes.count else { throw Damage() }
    position += 1
    return bytes[position - 1]
  }

  fileprivate func unsigned() throws -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let next = try byte()
      result |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return result }
      shift += 7
    }
    throw Damage()
  }

  fileprivate func integer<T: FixedWidthInteger>(_: T.Type = T.self) throws -> T {
    let value = try unsigned()
    return T(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  fileprivate func boolean() throws -> Bool { try byte() != 0 }

  fileprivate func string() throws -> String {
    let number = try unsigned()
    if number < strings.count { return strings[Int(number)] }
    let count = try unsigned()
    guard number == strings.count, count <= bytes.count - position else { throw Damage() }
    let end = position + Int(count)
    let string = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end
    strings.append(string)
    return string
  }

  /// A number of elements, each of which takes a byte or more.
  fileprivate func count() throws -> Int {
    guard bytes.count - position >= 4 else { throw Damage() }
    let count = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
    position += 4
    guard count <= bytes.count - position else { throw Damage() }
    return Int(count)
  }
}

private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: FactsDecoder
  var codingPath: [any CodingKey] { [] }

  /// The case of an enumeration, which alone asks for it.
  var allKeys: [Key] {
    guard let name = try? decoder.string() else { return [] }
    return Key(stringValue: name).map { [$0] } ?? []
  }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { try !decoder.boolean() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder.boolean() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder.string() }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder.integer() }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder.integer() }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: decoder) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedDecodingContainer<NestedKey> {
    decoder.container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder.unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoder }
  func superDecoder(forKey key: Key) -> any Decoder { decoder }
}

private struct Elements: UnkeyedDecodingContainer {
  private let decoder: FactsDecoder
  private let number: Int
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { number }
  var isAtEnd: Bool { currentIndex >= number }

  init(_ decoder: FactsDecoder) throws {
    self.decoder = decoder
    number = try decoder.count()
  }

  mutating func decodeNil() throws -> Bool {
    let isNil = try !decoder.boolean()
    if isNil { currentIndex += 1 }
    return isNil
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    currentIndex += 1
    return try T(from: decoder)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedDecodingContainer<NestedKey> {
    currentIndex += 1
    return decoder.container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    currentIndex += 1
    return try decoder.unkeyedContainer()
  }

  mutating func superDecoder() -> any Decoder {
    currentIndex += 1
    return decoder
  }
}

private struct Single: SingleValueDecodingContainer {
  let decoder: FactsDecoder
  var codingPath: [any CodingKey] { [] }

  /// Only asked for what can be nil.
  func decodeNil() -> Bool { (try? decoder.boolean()) != true }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.boolean() }
  func decode(_ type: String.Type) throws -> String { try decoder.string() }
  func decode(_ type: Double.Type) throws -> Double { Double(bitPattern: try decoder.unsigned()) }

  func decode(_ type: Float.Type) throws -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: try decoder.unsigned()))
  }

  func decode<T: Decodable & FixedWidthInteger>(_ type: T.Type) throws -> T {
    try decoder.integer()
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
}
