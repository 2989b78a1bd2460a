import CLibClang
import SourceModel

/// A file's tokens, with what the preprocessor would make of them: directives,
/// macro definitions and includes, those in skipped arms included.
///
/// It depends on the file's bytes alone, so one serves all units that read the
/// file.
final class LexedFile: Sendable {
  /// One token. Comments are tokens, too.
  struct Token {
    enum Kind: UInt8 { case punctuation, keyword, identifier, literal, comment }
    var offset: Int32
    var length: Int32
    var kind: Kind

    var lower: Int { Int(offset) }
    var upper: Int { Int(offset) + Int(length) }
  }

  /// A `#define`.
  struct MacroDefinition {
    var name: String
    var nameOffset: Int
    /// `nil` for an object-like macro.
    var parameters: [String]?
    /// The indices of the body's tokens, comments included.
    var body: Range<Int>
    /// What identifies its name, parameters and body: equal if they are.
    var digest: UInt64
  }

  /// Where a token stands, as far as directives go.
  enum Position: Equatable {
    case code
    /// In the body of the macro with this index.
    case macroBody(Int)
    /// A macro's own name or one of its parameters.
    case macroName
    case directive
  }

  /// An identifier that spells a name of the vocabulary.
  struct Candidate {
    var name: String
    var token: Int
    var offset: Int
    var position: Position
  }

  /// `#pragma weak name = target`.
  struct WeakName {
    var name: String
    var target: String
    var offset: Int
  }

  let bytes: [UInt8]
  let tokens: [Token]
  /// In source order, those in skipped arms included.
  let weakNames: [WeakName]
  /// In source order.
  let macros: [MacroDefinition]
  /// The positions in `macros` of each name's definitions, ascending.
  let definitions: [String: [Int]]
  /// The includes, none of them resolved: that is different in each unit.
  let includes: IncludeFacts
  /// In source order.
  let candidates: [Candidate]
  /// The lines of each `#if` and of the `#elif`s and `#else` that belong to it,
  /// by the offset of the `#if`'s `#`.
  let conditions: [Int: [ByteRange]]
  /// What each directive of a conditional, or pragma of OpenMP, begins, in source order;
  /// 0 is the number of what is in none.
  private let arms: [FlowArm]
  private let lineStarts: [Int]

  /// - Parameters:
  ///   - names: the identifiers to look for.
  init(unit: TranslationUnit, file: CXFile, names: Set<String>) {
    let buffer = unit.contents(of: file)
    bytes = Array(buffer)
    lineStarts = Self.lineStarts(bytes)
    tokens = Tokenizer.tokens(unit: unit, file: file, count: bytes.count)
    var reader = DirectiveReader(bytes: bytes, tokens: tokens, names: names)
    reader.read()
    macros = reader.macros
    definitions = Dictionary(grouping: macros.indices) { [macros] in macros[$0].name }
    candidates = reader.candidates
    conditions = reader.conditions
    weakNames = reader.weakNames
    arms = reader.arms
    includes = reader.includeFacts()
  }

  /// The location of an offset, lines and columns counted from 1.
  func location(_ offset: Int, in path: FilePath) -> SourceLocation {
    let line = lineStarts.partitioningIndex { $0 > offset }
    return SourceLocation(
      file: path, line: line, column: offset - lineStarts[line - 1] + 1, offset: offset)
  }

  /// The index of the token that starts at or after `offset`.
  func tokenIndex(atOrAfter offset: Int) -> Int {
    tokens.partitioningIndex { $0.lower >= offset }
  }

  /// The position in `macros` of the one whose name stands at an offset.
  func macro(at nameOffset: Int) -> Int? {
    let index = macros.partitioningIndex { $0.nameOffset >= nameOffset }
    return index < macros.count && macros[index].nameOffset == nameOffset ? index : nil
  }

  /// The text of a token.
  func text(_ token: Token) -> String {
    String(decoding: bytes[token.lower..<token.upper], as: UTF8.self)
  }

  /// An identifier without the line splices that may stand in it.
  func identifier(_ token: Token) -> String {
    let spelling = bytes[token.lower..<token.upper]
    guard spelling.contains(UInt8(ascii: "\\")) else { return text(token) }
    return String(decoding: Self.unspliced(spelling), as: UTF8.self)
  }

  /// Bytes without backslashes at line ends, blanks behind these included.
  static func unspliced(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "\\") {
        var end = index + 1
        while end < bytes.endIndex, [0x20, 0x09, 0x0D].contains(bytes[end]),
          !bytes.endsLine(at: end)
        { end += 1 }
        if end < bytes.endIndex, bytes.endsLine(at: end) {
          index = end + 1
          continue
        }
      }
      result.append(bytes[index])
      index += 1
    }
    return result
  }

  /// The name before the parentheses in which a token is all of one argument;
  /// `nil` when it is not.
  func callee(ofArgument index: Int) -> String? {
    let next = tokens[index...].dropFirst().first { $0.kind != .comment }
    guard let next, isSpelled(next, ",") || isSpelled(next, ")") else { return nil }
    var depth = 0
    var isFirst = true
    var isOpened = false
    // Lists of arguments are not longer than this.
    for token in tokens[max(0, index - 1000)..<index].reversed() where token.kind != .comment {
      if isOpened { return token.kind == .identifier ? identifier(token) : nil }
      if isFirst, !isSpelled(token, ","), !isSpelled(token, "(") { return nil }
      isFirst = false
      if isSpelled(token, ")") { depth += 1 }
      if isSpelled(token, "(") {
        isOpened = depth == 0
        depth -= 1
      }
    }
    return nil
  }

  /// Whether a token is spelled like this.
  func isSpelled(_ token: Token, _ spelling: StaticString) -> Bool {
    guard Int(token.length) == spelling.utf8CodeUnitCount else { return false }
    let expected = UnsafeBufferPointer(
      start: spelling.utf8Start, count: spelling.utf8CodeUnitCount)
    return bytes[token.lower..<token.upper].elementsEqual(expected)
  }

  /// The tokens of a range without comments, one blank wherever the source
  /// separates two of them.
  func text(_ range: Range<Int>) -> String {
    var result: [UInt8] = []
    var end: Int?
    for token in tokens[range] where token.kind != .comment {
      if let end, end != token.lower { result.append(UInt8(ascii: " ")) }
      result += bytes[token.lower..<token.upper]
      end = token.upper
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What the body of a macro is made of.
  func contents(of macro: MacroDefinition) -> MacroBody {
    let words = tokens[macro.body].lazy.filter { token in
      switch token.kind {
      case .identifier, .keyword: true
      case .literal: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self.bytes[token.lower])
      case .punctuation, .comment: false
      }
    }
    return MacroBody(
      name: macro.name,
      words: Set(words.map(identifier)).subtracting(macro.parameters ?? []).sorted())
  }

  /// Whether one pair of parentheses encloses tokens.
  func isParenthesised(_ range: Range<Int>) -> Bool {
    let code = range.filter { tokens[$0].kind != .comment }
    guard code.count > 2, let first = code.first else { return false }
    return closing(first, before: range.upperBound) == code.last
  }

  /// The token that closes a parenthesis; `nil` when `open` is none, or when it is not
  /// closed before `end`.
  func closing(_ open: Int, before end: Int) -> Int? {
    guard isSpelled(tokens[open], "(") else { return nil }
    var depth = 0
    for index in open..<end {
      if isSpelled(tokens[index], "(") { depth += 1 }
      if isSpelled(tokens[index], ")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The tokens that lie in a range of bytes.
  func tokens(in range: ByteRange) -> Range<Int> {
    let lower = tokenIndex(atOrAfter: range.lower)
    return lower..<max(lower, tokenIndex(atOrAfter: range.upper))
  }

  /// The arms of conditionals in a range, the one at its start first; none where a
  /// single one holds it.
  func arms(in range: ByteRange) -> [FlowArm] {
    let first = arms.partitioningIndex { $0.start >= range.lower }
    let inside = arms[first...].prefix { $0.start < range.upper }
    guard !inside.isEmpty else { return [] }
    let outer = first > 0 ? arms[first - 1].number : 0
    return [FlowArm(start: range.lower, number: outer)] + inside
  }

  /// Whether a range names something in the arm of conditionals alone in which it
  /// starts.
  func namesInOneArm(_ name: String, in range: ByteRange) -> Bool {
    let arms = arms(in: range)
    return arms.isEmpty
      || tokens[tokens(in: range)].allSatisfy { token in
        token.kind != .identifier || identifier(token) != name
          || arms.last { $0.start <= token.lower }?.number == arms[0].number
      }
  }

  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer.endsLine(at: index) {
        starts.append(index + 1)
      }
    }
    return starts
  }
}

/// Runs libclang's raw lexer over a file.
enum Tokenizer {
  /// The tokens of the first `count` bytes.
  static func tokens(unit: TranslationUnit, file: CXFile, count: Int) -> [LexedFile.Token] {
    let range = clang_getRange(
      clang_getLocationForOffset(unit.raw, file, 0),
      clang_getLocationForOffset(unit.raw, file, UInt32(clamping: count)))
    var raw: UnsafeMutablePointer<CXToken>?
    var number: UInt32 = 0
    clang_tokenize(unit.raw, range, &raw, &number)
    guard let raw else { return [] }
    defer { clang_disposeTokens(unit.raw, raw, number) }
    return UnsafeBufferPointer(start: raw, count: Int(number)).map { token in
      let extent = clang_getTokenExtent(unit.raw, token)
      let lower = clang_getRangeStart(extent).fileOffset
      let upper = clang_getRangeEnd(extent).fileOffset
      return LexedFile.Token(
        offset: Int32(lower), length: Int32(upper - lower), kind: kind(token))
    }
  }

  private static func kind(_ token: CXToken) -> LexedFile.Token.Kind {
    switch clang_getTokenKind(token) {
    case CXToken_Keyword: .keyword
    case CXToken_Identifier: .identifier
    case CXToken_Literal: .literal
    case CXToken_Comment: .comment
    default: .punctuation
    }
  }
}
