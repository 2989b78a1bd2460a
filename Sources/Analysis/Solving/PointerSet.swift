import SourceModel

/// A set of `Pointer.raw` values as a bitmap without its empty words: objects
/// that go together are numbered together, so that a word holds many of them
/// and a union is one short merge.
struct PointerSet: Hashable, Sendable {
  /// A word of the bitmap that is not zero: its bit `i` stands for the value
  /// `64 index + i`.
  private struct Word: Hashable {
    var index: Int32
    var bits: UInt64
  }

  /// By ascending index.
  private var words: [Word] = []

  init() {}

  /// The set of one value.
  init(_ value: Int32) { words = [Self.word(value)] }

  private init(_ words: [Word]) { self.words = words }

  /// Adds one value.
  mutating func insert(_ value: Int32) { _ = formUnion(PointerSet(value)) }

  private static func word(_ value: Int32) -> Word {
    Word(index: value >> 6, bits: 1 << UInt64(value & 63))
  }

  var isEmpty: Bool { words.isEmpty }
  /// How many values it has.
  var count: Int { words.reduce(0) { $0 + $1.bits.nonzeroBitCount } }
  /// How many words it takes, the measure of the time that a union takes.
  var size: Int { words.count }

  /// Walks over the pointers of a set in order.
  struct Pointers: Sequence, IteratorProtocol {
    private let set: PointerSet
    private var position = 0
    private var bits: UInt64

    fileprivate init(_ set: PointerSet) {
      self.set = set
      bits = set.words.first?.bits ?? 0
    }

    mutating func next() -> Pointer? {
      while bits == 0 {
        position += 1
        guard position < set.words.count else { return nil }
        bits = set.words[position].bits
      }
      let value = set.words[position].index << 6 + Int32(bits.trailingZeroBitCount)
      bits &= bits - 1
      return Pointer(raw: value)
    }
  }

  /// The pointers in order.
  var pointers: Pointers { Pointers(self) }

  /// The values in order.
  var values: [Int32] { pointers.map(\.raw) }

  /// Whether `value` is in the set: binary search.
  func contains(_ value: Int32) -> Bool {
    let sought = Self.word(value)
    let position = lowerBound(sought.index)
    return position < size && words[position].index == sought.index
      && words[position].bits & sought.bits != 0
  }

  private func lowerBound(_ index: Int32) -> Int {
    words.partitioningIndex { $0.index >= index }
  }

  /// Adds all of `other` and returns those that were new.
  mutating func formUnion(_ other: PointerSet) -> PointerSet {
    if isEmpty {
      self = other
      return other
    }
    let new = other.subtracting(self)
    switch new.size {
    case 0: break
    case 1: insert(new.words[0])
    default: words = Self.merge(words, new.words)
    }
    return new
  }

  private static func merge(_ left: [Word], _ right: [Word]) -> [Word] {
    Array(unsafeUninitializedCapacity: left.count + right.count) { buffer, count in
      var (i, j) = (0, 0)
      while i < left.count || j < right.count {
        var word: Word
        if j == right.count || i < left.count && left[i].index < right[j].index {
          word = left[i]
          i += 1
        } else if i == left.count || right[j].index < left[i].index {
          word = right[j]
          j += 1
        } else {
          word = left[i]
          word.bits |= right[j].bits
          i += 1
          j += 1
        }
        buffer.initializeElement(at: count, to: word)
        count += 1
      }
    }
  }

  private mutating func insert(_ word: Word) {
    let position = lowerBound(word.index)
    if position < size, words[position].index == word.index {
      words[position].bits |= word.bits
    } else {
      words.insert(word, at: position)
    }
  }

  /// The values that are not in `other`.
  func subtracting(_ other: PointerSet) -> PointerSet {
    guard let first = words.first, !other.isEmpty else { return self }
    var result: [Word] = []
    var position = other.lowerBound(first.index)
    for (index, var word) in words.enumerated() {
      while position < other.size, other.words[position].index < word.index { position += 1 }
      if position < other.size, other.words[position].index == word.index {
        word.bits &= ~other.words[position].bits
        if word.bits == 0 { continue }
      }
      if result.isEmpty { result.reserveCapacity(words.count - index) }
      result.append(word)
    }
    return PointerSet(result)
  }

  /// The values that are in `other` as well.
  func intersection(_ other: PointerSet) -> PointerSet {
    var result: [Word] = []
    var position = 0
    for var word in words {
      while position < other.size, other.words[position].index < word.index { position += 1 }
      guard position < other.size else { break }
      guard other.words[position].index == word.index else { continue }
      word.bits &= other.words[position].bits
      if word.bits != 0 { result.append(word) }
    }
    return PointerSet(result)
  }

  /// Whether no value is in both.
  func isDisjoint(from other: PointerSet) -> Bool {
    guard let first = words.first else { return true }
    var position = other.lowerBound(first.index)
    for word in words {
      while position < other.size, other.words[position].index < word.index { position += 1 }
      guard position < other.size else { return true }
      let sought = other.words[position]
      if sought.index == word.index, sought.bits & word.bits != 0 { return false }
    }
    return true
  }

  /// The bits of pointers to the start of an object.
  private static let starts: UInt64 = 0x5555_5555_5555_5555

  /// All values with the mark of a pointer into the middle.
  func interiors() -> PointerSet { mapped { $0 & ~Self.starts | ($0 & Self.starts) << 1 } }

  /// All values, and for each pointer into the middle its object's start.
  func bases() -> PointerSet { mapped { $0 | ($0 & ~Self.starts) >> 1 } }

  private func mapped(_ transform: (UInt64) -> UInt64) -> PointerSet {
    PointerSet(words.map { Word(index: $0.index, bits: transform($0.bits)) })
  }

  /// The values that do not belong to `object`.
  func without(_ object: ObjectID) -> PointerSet {
    var pair = PointerSet(object << 1)
    pair.insert(object << 1 | 1)
    return subtracting(pair)
  }
}
