/// A JSON document whose objects keep the order of their members, so that the
/// same result always gives the same bytes and a diff shows only what changed.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and value of an object.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// An object from pairs, in their order.
  package static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(pairs.map { Member($0.key, $0.value) })
  }

  /// A string, or null for nothing.
  package static func optional(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }

  /// An array of strings.
  package static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }

  /// The document in UTF-8 with a newline at its end. Arrays and objects are
  /// indented by two blanks a level, those without an inner array or object
  /// stand on one line.
  package func serialized() -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, depth: 0, inline: false)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Whether it is written on one line: no non-empty array or object inside.
  private var isFlat: Bool {
    switch self {
    case .array(let items): items.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy(\.value.isScalar)
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  private func write(to bytes: inout [UInt8], depth: Int, inline: Bool) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let items):
      Self.write(items, "[", "]", depth, inline || isFlat, to: &bytes) { item, bytes, inline in
        item.write(to: &bytes, depth: depth + 1, inline: inline)
      }
    case .object(let members):
      Self.write(members, "{", "}", depth, inline || isFlat, to: &bytes) { member, bytes, inline in
        Self.write(member.name, to: &bytes)
        bytes += ": ".utf8
        member.value.write(to: &bytes, depth: depth + 1, inline: inline)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, _ depth: Int, _ inline: Bool,
    to bytes: inout [UInt8], item: (Item, inout [UInt8], Bool) -> Void
  ) {
    bytes += open.utf8
    for (index, element) in items.enumerated() {
      if index > 0 { bytes += (inline ? ", " : ",").utf8 }
      if !inline { newLine(depth + 1, to: &bytes) }
      item(element, &bytes, inline)
    }
    if !inline, !items.isEmpty { newLine(depth, to: &bytes) }
    bytes += close.utf8
  }

  private static func newLine(_ depth: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: depth * 2)
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case 0..<0x20, 0x7F:
        bytes += "\\u00".utf8
        bytes += hexDigits(byte).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hexDigits(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }
}
