internal import Foundation

/// Reads a log line by line, so that gigabytes need no memory.
enum LogLines {
  /// Hands over each line without its end, the last one though it be unended;
  /// stops where the file cannot be read on.
  ///
  /// - Returns: whether the file could be opened.
  @discardableResult
  static func read(_ path: String, line: (ArraySlice<UInt8>) -> Void) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    var rest: [UInt8] = []
    while let chunk = try? file.read(upToCount: 1 << 20), !chunk.isEmpty {
      rest += chunk
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        line(rest[start..<end])
        start = end + 1
      }
      rest.removeSubrange(..<start)
    }
    if !rest.isEmpty { line(rest[...]) }
    return true
  }
}
