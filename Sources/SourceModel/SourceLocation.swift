/// A half-open range of bytes in one file, counted from the file's first byte
/// (a UTF-8 byte order mark included).
package struct ByteRange: Hashable, Comparable, Sendable, Codable {
  package var lower: Int
  package var upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  package var count: Int { upper - lower }

  package func contains(_ offset: Int) -> Bool { lower <= offset && offset < upper }

  package func contains(_ other: ByteRange) -> Bool { lower <= other.lower && other.upper <= upper }

  package func overlaps(_ other: ByteRange) -> Bool { lower < other.upper && other.lower < upper }

  package static func < (left: ByteRange, right: ByteRange) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}

/// A place in a source file. `line` and `column` count from 1, columns in
/// bytes, as compilers print them; `offset` counts bytes from 0.
package struct SourceLocation: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package var file: FilePath
  // A program has millions of locations.
  private var line32: Int32
  private var column32: Int32
  private var offset32: Int32

  package var line: Int {
    get { Int(line32) }
    set { line32 = Int32(clamping: newValue) }
  }
  package var column: Int { Int(column32) }
  package var offset: Int { Int(offset32) }

  package init(file: FilePath, line: Int, column: Int, offset: Int) {
    self.file = file
    line32 = Int32(clamping: line)
    column32 = Int32(clamping: column)
    offset32 = Int32(clamping: offset)
  }

  private enum CodingKeys: String, CodingKey {
    case file
    case line32 = "line"
    case column32 = "column"
    case offset32 = "offset"
  }

  /// `file:line:column`, the form editors jump to.
  package var description: String { "\(file):\(line):\(column)" }

  package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.offset) < (right.file, right.offset)
  }
}
