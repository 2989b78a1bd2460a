/// A set of `Pointer.raw` values as a bitmap without its empty words: objects
/// that go together are numbered together, so that a word holds many of them
/// and a union is one short merge.
struct PointerSet: Hashable, Sendable {
  /// The numbers of the words that are not zero, ascending.
  private var indices: [Int32] = []
  /// Bit `i` of the word with number `n` stands for the value `64 n + i`.
  private var words: [UInt64] = []
  /// How many values it has.
  private(set) var count = 0

  init() {}

  /// The set of one value.
  init(_ value: Int32) {
    indices = [value >> 6]
    words = [Self.bit(value)]
    count = 1
  }

  private static func bit(_ value: Int32) -> UInt64 { 1 << UInt64(value & 63) }

  var isEmpty: Bool { count == 0 }
  /// How many words it takes, the measure of the time that a union takes.
  var size: Int { words.count }

  /// Walks over the pointers of a set in order.
  struct Pointers: Sequence, IteratorProtocol {
    private let set: PointerSet
    private var position = 0
    private var word: UInt64

    fileprivate init(_ set: PointerSet) {
      self.set = set
      word = set.words.first ?? 0
    }

    mutating func next() -> Pointer? {
      while word == 0 {
        position += 1
        guard position < set.words.count else { return nil }
        word = set.words[position]
      }
      let value = set.indices[position] << 6 + Int32(word.trailingZeroBitCount)
      word &= word - 1
      return Pointer(raw: value)
    }
  }

  /// The pointers in order.
  var pointers: Pointers { Pointers(self) }

  /// The values in order.
  var values: [Int32] { pointers.map(\.raw) }

  /// Whether `value` is in the set: binary search.
  func contains(_ value: Int32) -> Bool {
    let position = lowerBound(value >> 6)
    return position < indices.count && indices[position] == value >> 6
      && words[position] & Self.bit(value) != 0
  }

  private func lowerBound(_ index: Int32) -> Int {
    var low = 0
    var high = indices.count
    while low < high {
      let middle = (low + high) / 2
      if indices[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds all of `other` and returns those that were new.
  mutating func formUnion(_ other: PointerSet) -> PointerSet {
    if isEmpty {
      self = other
      return other
    }
    let new = other.subtracting(self)
    guard !new.isEmpty else { return new }
    if new.size == 1 {
      insert(new)
      return new
    }
    var merged = PointerSet()
    merged.reserve(size + new.size)
    var (i, j) = (0, 0)
    while i < size || j < new.size {
      if j == new.size || i < size && indices[i] < new.indices[j] {
        merged.append(indices[i], words[i])
        i += 1
      } else if i == size || new.indices[j] < indices[i] {
        merged.append(new.indices[j], new.words[j])
        j += 1
      } else {
        merged.append(indices[i], words[i] | new.words[j])
        i += 1
        j += 1
      }
    }
    self = merged
    return new
  }

  /// Adds a set of one word.
  private mutating func insert(_ new: PointerSet) {
    let position = lowerBound(new.indices[0])
    if position < size, indices[position] == new.indices[0] {
      words[position] |= new.words[0]
    } else {
      indices.insert(new.indices[0], at: position)
      words.insert(new.words[0], at: position)
    }
    count += new.count
  }

  /// The values that are not in `other`.
  func subtracting(_ other: PointerSet) -> PointerSet {
    if other.isEmpty || isEmpty { return self }
    var result = PointerSet()
    var position = other.lowerBound(indices[0])
    for own in indices.indices {
      let (index, word) = (indices[own], words[own])
      while position < other.size, other.indices[position] < index { position += 1 }
      let isShared = position < other.size && other.indices[position] == index
      let rest = isShared ? word & ~other.words[position] : word
      if rest != 0 { result.append(index, rest) }
    }
    return result
  }

  private mutating func reserve(_ size: Int) {
    indices.reserveCapacity(size)
    words.reserveCapacity(size)
  }

  /// Adds a word behind all others.
  private mutating func append(_ index: Int32, _ word: UInt64) {
    indices.append(index)
    words.append(word)
    count += word.nonzeroBitCount
  }

  /// The bits of pointers to the start of an object.
  private static let starts: UInt64 = 0x5555_5555_5555_5555

  /// All values with the mark of a pointer into the middle.
  func interiors() -> PointerSet { mapped { $0 & ~Self.starts | ($0 & Self.starts) << 1 } }

  /// All values, and for each pointer into the middle its object's start.
  func bases() -> PointerSet { mapped { $0 | ($0 & ~Self.starts) >> 1 } }

  private func mapped(_ transform: (UInt64) -> UInt64) -> PointerSet {
    var result = PointerSet()
    result.reserve(size)
    for (index, word) in zip(indices, words) { result.append(index, transform(word)) }
    return result
  }

  /// The values that do not belong to `object`.
  func without(_ object: ObjectID) -> PointerSet {
    var pair = PointerSet(object << 1)
    _ = pair.formUnion(PointerSet(object << 1 | 1))
    return subtracting(pair)
  }
}
