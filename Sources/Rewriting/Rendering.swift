import SourceModel

/// Turns the edit groups of one file into flat, sorted, disjoint text edits.
///
/// At one offset stand, in this order: what continues the text before it
/// (innermost site first), what introduces the text behind it (outermost site
/// first), replacements (outermost first). Edits that fall into a range that
/// an enclosing edit quotes are made where it is quoted.
///
/// - Parameters:
///   - groups: without conflicts among them.
///   - loose: edits that belong to no site and stand outside every site.
package func render(
  _ groups: [EditGroup], loose: [Edit] = [], in original: [UInt8]
) -> [TextEdit] {
  let placed = depths(of: groups).flatMap { group, depth in
    group.edits.map { Rendering.Placed(edit: $0, depth: depth) }
  }
  let edits = (loose.map { Rendering.Placed(edit: $0, depth: -1) } + placed).stablySorted()
  return Rendering(original: original).flat(edits)
}

/// The bytes after the edits, which are sorted and disjoint.
package func apply(_ edits: [TextEdit], to original: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(original.count + edits.reduce(0) { $0 + $1.bytes.count })
  var offset = 0
  for edit in edits {
    result += original[offset..<edit.range.lower]
    result += edit.bytes
    offset = edit.range.upper
  }
  result += original[offset...]
  return result
}

/// Each group with the number of groups that stand around it.
///
/// Groups nest or are apart, so one pass with a stack of open ranges is enough.
private func depths(of groups: [EditGroup]) -> [(EditGroup, Int)] {
  let sorted = groups.sorted {
    ($0.whole.lower, -$0.whole.upper) < ($1.whole.lower, -$1.whole.upper)
  }
  var open: [ByteRange] = []
  return sorted.map { group in
    while let last = open.last, !(last.contains(group.whole) && last != group.whole) {
      open.removeLast()
    }
    open.append(group.whole)
    return (group, open.count - 1)
  }
}

/// The rendering of one file.
private struct Rendering {
  struct Placed {
    var edit: Edit
    var depth: Int

    /// Where the edit comes among the others.
    var key: (Int, Int, Int) {
      let lower = edit.range.lower
      if edit.range.count > 0 { return (lower, 2, depth) }
      return edit.placement == .suffix ? (lower, 0, -depth) : (lower, 1, depth)
    }
  }

  let original: [UInt8]

  /// Edits that no other edit encloses, rendered; `edits` are sorted.
  func flat(_ edits: [Placed]) -> [TextEdit] {
    var result: [TextEdit] = []
    var index = 0
    while index < edits.count {
      let placed = edits[index]
      let range = placed.edit.range
      var next = index + 1
      while next < edits.count, edits[next].edit.range.lower < range.upper { next += 1 }
      let inner = Array(edits[(index + 1)..<next])
      append(TextEdit(range: range, bytes: bytes(of: placed.edit, inner: inner)), to: &result)
      index = next
    }
    return result
  }

  private func bytes(of edit: Edit, inner: [Placed]) -> [UInt8] {
    var result: [UInt8] = []
    for fragment in edit.fragments {
      switch fragment {
      case .text(let text): result += text.utf8
      case .source(let range):
        var offset = range.lower
        for edit in flat(inner.filter { range.contains($0.edit.range) }) {
          result += original[offset..<edit.range.lower]
          result += edit.bytes
          offset = edit.range.upper
        }
        result += original[offset..<range.upper]
      }
    }
    return result
  }

  /// Insertions at one offset become one edit, and so does an insertion right
  /// before a replacement.
  private func append(_ edit: TextEdit, to result: inout [TextEdit]) {
    if let last = result.last, last.range.upper == edit.range.lower, last.range.count == 0 {
      result[result.count - 1] = TextEdit(range: edit.range, bytes: last.bytes + edit.bytes)
    } else {
      result.append(edit)
    }
  }
}

extension [Rendering.Placed] {
  /// By their keys, equal ones in the order in which they were.
  fileprivate func stablySorted() -> Self {
    indices
      .map { (self[$0].key, $0) }
      .sorted { left, right in left.0 == right.0 ? left.1 < right.1 : left.0 < right.0 }
      .map { self[$0.1] }
  }
}
