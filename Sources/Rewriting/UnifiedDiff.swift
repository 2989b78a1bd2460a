import SourceModel

/// The patch for one file, in the form that `git apply` and `patch -p1` take.
///
/// Lines end at line feeds; what else a line holds, a carriage return or bytes
/// in any encoding, goes through as it is. Nothing is searched for: the edits
/// say which lines changed.
///
/// - Returns: an empty patch for an output that equals what it replaces.
package func unifiedDiff(_ file: OutputFile) -> [UInt8] {
  let isNew = file.path != file.source
  let differ =
    isNew
    ? LineDiff(original: [], edits: [TextEdit(range: ByteRange(0, 0), bytes: file.bytes)])
    : LineDiff(original: file.original, edits: file.edits)
  let hunks = differ.hunks()
  guard !hunks.isEmpty else { return [] }
  let old = quotedPath("a/" + file.path.string)
  let new = quotedPath("b/" + file.path.string)
  var header = "diff --git \(old) \(new)\n"
  if isNew { header += "new file mode 100644\n" }
  header += isNew ? "--- /dev/null\n" : "--- \(terminated(old))\n"
  header += "+++ \(terminated(new))\n"
  return Array(header.utf8) + hunks
}

/// The path as git writes it: with C escapes in quotes when it holds bytes
/// that could be misread.
private func quotedPath(_ path: String) -> String {
  func isPlain(_ byte: UInt8) -> Bool {
    0x20 <= byte && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
  if path.utf8.allSatisfy(isPlain) { return path }
  let escaped = path.utf8.map { byte in
    if isPlain(byte) { return String(Character(Unicode.Scalar(byte))) }
    let octal = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
  }
  return "\"" + escaped.joined() + "\""
}

/// With a tab behind a path that holds a blank, so that `patch` does not take
/// the rest of the line for a date.
private func terminated(_ path: String) -> String {
  path.contains(" ") && !path.hasPrefix("\"") ? path + "\t" : path
}

/// The hunks between a text and the same with edits.
private struct LineDiff {
  private static let newline = UInt8(ascii: "\n")
  private static let context = 3

  /// These old lines become those.
  private struct Change {
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
  }

  private let original: [UInt8]
  private let edits: [TextEdit]
  /// The old lines with their ends.
  private let lines: [ArraySlice<UInt8>]
  /// The offset of each line, and the text's end.
  private let starts: [Int]

  init(original: [UInt8], edits: [TextEdit]) {
    self.original = original
    self.edits = edits
    lines = Self.lines(original[...])
    starts = lines.map(\.startIndex) + [original.count]
  }

  /// All hunks as bytes; empty when nothing changes.
  func hunks() -> [UInt8] {
    var result: [UInt8] = []
    var shift = 0
    var group: [Change] = []
    for change in changes() {
      if let last = group.last, change.old.lowerBound - last.old.upperBound > 2 * Self.context {
        result += hunk(group, shift: &shift)
        group = []
      }
      group.append(change)
    }
    return group.isEmpty ? result : result + hunk(group, shift: &shift)
  }

  /// The changed lines in order, edits that share a line joined.
  private func changes() -> [Change] {
    var result: [Change] = []
    var index = 0
    while index < edits.count {
      let first = line(at: edits[index].range.lower)
      var last = line(at: edits[index].range.upper)
      var next = index + 1
      while next < edits.count, line(at: edits[next].range.lower) <= last {
        last = line(at: edits[next].range.upper)
        next += 1
      }
      let end = min(last + 1, lines.count)
      let range = ByteRange(starts[first], starts[end])
      let change = Change(
        old: first..<end, new: Self.lines(rendered(range, edits[index..<next])[...]))
      let trimmed = trimmed(change)
      if !trimmed.old.isEmpty || !trimmed.new.isEmpty { result.append(trimmed) }
      index = next
    }
    return result
  }

  /// The index of the line that holds the offset; the text's end is on the
  /// line behind the last if that one is complete.
  private func line(at offset: Int) -> Int {
    if offset >= original.count, original.isEmpty || original.last == Self.newline {
      return lines.count
    }
    return min(starts.partitioningIndex { $0 > offset }, lines.count) - 1
  }

  private func rendered(_ range: ByteRange, _ edits: ArraySlice<TextEdit>) -> [UInt8] {
    var result: [UInt8] = []
    var offset = range.lower
    for edit in edits {
      result += original[offset..<edit.range.lower] + edit.bytes
      offset = edit.range.upper
    }
    return result + original[offset..<range.upper]
  }

  /// Without the lines at either end that stay as they are.
  private func trimmed(_ change: Change) -> Change {
    var change = change
    while let first = change.old.first, let new = change.new.first, lines[first] == new {
      change.old = (first + 1)..<change.old.upperBound
      change.new.removeFirst()
    }
    while let last = change.old.last, let new = change.new.last, lines[last] == new {
      change.old = change.old.lowerBound..<last
      change.new.removeLast()
    }
    return change
  }

  private func hunk(_ group: [Change], shift: inout Int) -> [UInt8] {
    guard let first = group.first, let last = group.last else { return [] }
    let start = max(0, first.old.lowerBound - Self.context)
    let end = min(lines.count, last.old.upperBound + Self.context)
    var body: [UInt8] = []
    var position = start
    var growth = 0
    for change in group {
      for line in lines[position..<change.old.lowerBound] { Self.append(" ", line, to: &body) }
      for line in lines[change.old] { Self.append("-", line, to: &body) }
      for line in change.new { Self.append("+", line, to: &body) }
      growth += change.new.count - change.old.count
      position = change.old.upperBound
    }
    for line in lines[position..<end] { Self.append(" ", line, to: &body) }
    let old = Self.span(start: start, count: end - start)
    let new = Self.span(start: start + shift, count: end - start + growth)
    shift += growth
    return Array("@@ -\(old) +\(new) @@\n".utf8) + body
  }

  /// `start,count` as in a hunk's header: lines count from 1, and an empty
  /// span names the line before it.
  private static func span(start: Int, count: Int) -> String {
    count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
  }

  private static func append(
    _ mark: Unicode.Scalar, _ line: ArraySlice<UInt8>, to body: inout [UInt8]
  ) {
    body.append(UInt8(ascii: mark))
    body += line
    if line.last != newline { body += Array("\n\\ No newline at end of file\n".utf8) }
  }

  private static func lines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: newline).map { $0 + 1 } ?? text.endIndex
      result.append(text[start..<end])
      start = end
    }
    return result
  }
}
