/// A set of `Pointer.raw` values as a sorted array: most sets are small, and
/// a union is one linear merge.
struct PointerSet: Hashable, Sendable {
  /// Ascending, without duplicates.
  private(set) var values: [Int32] = []

  init() {}

  /// Takes values that are already ascending and distinct.
  init(sorted values: [Int32]) { self.values = values }

  var isEmpty: Bool { values.isEmpty }
  var count: Int { values.count }

  /// The pointers in order.
  var pointers: some Sequence<Pointer> { values.lazy.map { Pointer(raw: $0) } }

  /// Whether `value` is in the set: binary search.
  func contains(_ value: Int32) -> Bool {
    let index = lowerBound(value)
    return index < values.count && values[index] == value
  }

  private func lowerBound(_ value: Int32) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds all of `other` and returns those that were new.
  mutating func formUnion(_ other: PointerSet) -> PointerSet {
    if values.isEmpty {
      values = other.values
      return other
    }
    if other.count == 1 { return insert(other.values[0]) }
    let new = other.subtracting(self)
    if new.isEmpty { return new }
    values = Self.merge(values, new.values)
    return new
  }

  private mutating func insert(_ value: Int32) -> PointerSet {
    let index = lowerBound(value)
    if index < values.count, values[index] == value { return PointerSet() }
    values.insert(value, at: index)
    return PointerSet(sorted: [value])
  }

  /// The values that are not in `other`.
  func subtracting(_ other: PointerSet) -> PointerSet {
    if other.isEmpty || isEmpty { return self }
    // A small set against a large one: search instead of walking.
    if values.count * 16 < other.count {
      return PointerSet(sorted: values.filter { !other.contains($0) })
    }
    var result: [Int32] = []
    var index = 0
    for value in values {
      while index < other.values.count, other.values[index] < value { index += 1 }
      if index < other.values.count, other.values[index] == value { continue }
      result.append(value)
    }
    return PointerSet(sorted: result)
  }

  private static func merge(_ left: [Int32], _ right: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(left.count + right.count)
    var i = 0
    var j = 0
    while i < left.count, j < right.count {
      if left[i] < right[j] {
        result.append(left[i])
        i += 1
      } else {
        result.append(right[j])
        j += 1
      }
    }
    result.append(contentsOf: left[i...])
    result.append(contentsOf: right[j...])
    return result
  }

  /// All values with the mark of a pointer into the middle.
  func interiors() -> PointerSet { deduplicated { $0 | 1 } }

  /// All values, and for each pointer into the middle its object's start.
  func bases() -> PointerSet {
    var starts = deduplicated { $0 & ~1 }
    _ = starts.formUnion(self)
    return starts
  }

  private func deduplicated(_ transform: (Int32) -> Int32) -> PointerSet {
    var result: [Int32] = []
    result.reserveCapacity(values.count)
    for value in values {
      let mapped = transform(value)
      if result.last != mapped { result.append(mapped) }
    }
    return PointerSet(sorted: result)
  }

  /// The values that do not belong to `object`.
  func without(_ object: ObjectID) -> PointerSet {
    guard contains(object << 1) || contains(object << 1 | 1) else { return self }
    return PointerSet(sorted: values.filter { $0 >> 1 != object })
  }
}
