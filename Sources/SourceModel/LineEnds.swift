extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Whether a line ends with the byte at an offset: a line feed, or a carriage return
  /// that none follows, as C compilers read lines.
  @inlinable package func endsLine(at offset: Int) -> Bool {
    switch self[offset] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): offset + 1 >= endIndex || self[offset + 1] != UInt8(ascii: "\n")
    default: false
    }
  }
}
