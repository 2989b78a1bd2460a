/// What stands around an offset of a C file.
package struct Surroundings: Hashable, Sendable {
  /// The conditional groups (`#if` … `#else` …) that it is in, outermost first,
  /// as numbers that are equal for equal groups.
  package var conditionals: [Int] = []
  /// How many braces are open. A conditional does not count those that it
  /// leaves open, such as that of `extern "C" {`.
  package var braces = 0
}

extension CText {
  /// What stands around each of the offsets.
  ///
  /// - Parameter offsets: in ascending order.
  package func surroundings(at offsets: [Int]) -> [Surroundings] {
    var result: [Surroundings] = []
    var reader = SurroundingsReader()
    var isAtLineStart = true
    var isInDirective = false
    var offset = 0
    while offset < bytes.count, result.count < offsets.count {
      while result.count < offsets.count, offsets[result.count] <= offset {
        result.append(reader.current)
      }
      let next = element(at: offset)
      switch next.kind {
      case .newline:
        isAtLineStart = true
        isInDirective = false
      case .blank, .comment: break
      case .punctuator where isAtLineStart && bytes[offset] == UInt8(ascii: "#"):
        isAtLineStart = false
        isInDirective = true
        reader.enter(directive(after: next.end))
      default:
        isAtLineStart = false
        if !isInDirective { reader.pass(bytes[offset]) }
      }
      offset = next.end
    }
    while result.count < offsets.count { result.append(reader.current) }
    return result
  }

  private func directive(after hash: Int) -> String {
    var offset = hash
    while offset < bytes.count {
      let next = element(at: offset)
      switch next.kind {
      case .blank, .comment: offset = next.end
      case .identifier: return String(decoding: bytes[offset..<next.end], as: UTF8.self)
      default: return ""
      }
    }
    return ""
  }
}

/// Follows the directives and braces of a file.
private struct SurroundingsReader {
  private(set) var current = Surroundings()
  /// The open braces at each `#if` that is open.
  private var bracesAtIf: [Int] = []
  private var directives = 0

  mutating func enter(_ directive: String) {
    directives += 1
    switch directive {
    case "if", "ifdef", "ifndef":
      current.conditionals.append(directives)
      bracesAtIf.append(current.braces)
    case "elif", "elifdef", "elifndef", "else":
      guard let braces = bracesAtIf.last else { return }
      current.conditionals[current.conditionals.count - 1] = directives
      current.braces = braces
    case "endif":
      guard let braces = bracesAtIf.popLast() else { return }
      current.conditionals.removeLast()
      current.braces = braces
    default: break
    }
  }

  mutating func pass(_ byte: UInt8) {
    if byte == UInt8(ascii: "{") { current.braces += 1 }
    if byte == UInt8(ascii: "}") { current.braces = max(0, current.braces - 1) }
  }
}
