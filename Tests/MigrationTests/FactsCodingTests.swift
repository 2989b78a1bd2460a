import Testing

@testable import Migration

/// Whatever `FactsEncoder` writes must come back, and nothing else may be taken
/// for it.
@Suite struct FactsCodingTests {
  /// One of each kind of thing that the facts are made of.
  struct Everything: Codable, Equatable {
    enum Role: String, Codable { case allocate, release }

    indirect enum Tree: Codable, Equatable {
      case leaf
      case number(Int)
      case node(left: Tree, right: Tree?)
      case list([Tree], String)
    }

    struct Key: Codable, Hashable {
      var name: String

      init(_ name: String) { self.name = name }
      init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
      }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
      }
    }

    var numbers = [0, 1, -1, 63, 64, -64, -65, 1 << 40, Int.max, Int.min]
    var small: [Int32] = [.min, 0, .max]
    var large: UInt64 = .max
    var bytes: [UInt8] = [0, 255]
    var texts = ["", "a", "ä", "a", "\0", "漢"]
    var truths = [true, false]
    var role = Role.release
    var noRole: Role?
    var someRole: Role? = .allocate
    var holes: [String?] = [nil, "x", nil, ""]
    var roleHoles: [Role?] = [nil, .allocate]
    var noNumber: Int?
    var someNumber: Int? = -5
    var noFlag: Bool?
    var someFlag: Bool? = false
    var noText: String?
    var someText: String? = "text"
    var someSmall: Int32? = 7
    var someByte: UInt8? = 9
    var noLists: [[Int]] = []
    var lists: [[Int]] = [[], [1], [1, 2]]
    var keyed = [Key("a"): 1, Key("b"): 2]
    var unique: Set<String> = ["x", "y"]
    var tree = Tree.node(
      left: .list([.leaf, .number(-3)], "n"), right: .node(left: .leaf, right: nil))
    var real = 1.5
  }

  @Test func returnsWhatWasWritten() throws {
    let bytes = try FactsEncoder.encode(Everything())
    #expect(try FactsDecoder.decode(Everything.self, from: bytes) == Everything())
  }

  @Test func noticesMissingAndFurtherBytes() throws {
    let bytes = try FactsEncoder.encode(Everything())
    for count in bytes.indices {
      #expect(throws: (any Error).self) {
        try FactsDecoder.decode(Everything.self, from: Array(bytes.prefix(count)))
      }
    }
    #expect(throws: FactsDecoder.Damage.self) {
      try FactsDecoder.decode(Everything.self, from: bytes + [0])
    }
  }

  /// Other bytes may spell another value, but must not crash.
  @Test func survivesOtherBytes() throws {
    let bytes = try FactsEncoder.encode(Everything())
    for index in bytes.indices {
      for byte: UInt8 in [0, 1, 0x7f, 0x80, 0xff, bytes[index] ^ 1] {
        var changed = bytes
        changed[index] = byte
        _ = try? FactsDecoder.decode(Everything.self, from: changed)
      }
    }
  }
}
