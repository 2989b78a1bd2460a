import SourceModel

/// Walks a file's tokens once and sorts them into code and directives.
struct DirectiveReader {
  private let bytes: [UInt8]
  private let tokens: [LexedFile.Token]
  private let names: [Int: [(bytes: [UInt8], name: String)]]

  private(set) var macros: [LexedFile.MacroDefinition] = []
  private(set) var candidates: [LexedFile.Candidate] = []
  /// The end of each directive, by the offset of its `#`.
  private(set) var directiveEnds: [Int: Int] = [:]
  private var includes: [(name: ByteRange, range: ByteRange, isConditional: Bool)] = []
  /// How many conditionals are open.
  private var depth = 0
  /// The number of directives read so far.
  private var directives = 0
  /// The macro that the file's first directive, an `#ifndef`, asks about.
  private var guardName: String?
  /// Whether the include guard's conditional is open.
  private var isInGuard = false
  /// Where the code begins, after leading comments and the include guard.
  private var preambleEnd = 0

  init(bytes: [UInt8], tokens: [LexedFile.Token], names: Set<String>) {
    self.bytes = bytes
    self.tokens = tokens
    self.names = Dictionary(
      grouping: names.map { (bytes: Array($0.utf8), name: $0) }, by: { $0.bytes.count })
  }

  /// Fills `macros`, `candidates` and the includes.
  mutating func read() {
    var index = 0
    var isLineStart = true
    while index < tokens.count {
      let token = tokens[index]
      if isLineStart, token.kind == .punctuation, spells(token, "#") {
        let end = directiveEnd(from: index)
        readDirective(index..<end)
        index = end
        continue
      }
      note(index, at: .code)
      if token.kind == .comment {
        if index + 1 < tokens.count, breaksLine(index) { isLineStart = true }
      } else {
        isLineStart = index + 1 < tokens.count && breaksLine(index)
      }
      index += 1
    }
  }

  /// The facts that adding an include needs.
  func includeFacts(resolve: (Int) -> FilePath?) -> IncludeFacts {
    let directives = includes.map { include in
      IncludeFacts.Directive(
        range: include.range,
        name: String(
          decoding: bytes[include.name.lower + 1..<include.name.upper - 1], as: UTF8.self),
        nameRange: include.name, resolved: resolve(include.range.lower))
    }
    let first = candidates.first { $0.position == .code || isMacroBody($0.position) }?.offset
    let last = includes.last { !$0.isConditional && $0.range.lower < first ?? Int.max }
    let offset = last.map { lineAfter($0.range.upper) } ?? preamble
    return IncludeFacts(directives: directives, insertionOffset: offset)
  }

  private func isMacroBody(_ position: LexedFile.Position) -> Bool {
    if case .macroBody = position { true } else { false }
  }

  // MARK: Directives

  private mutating func readDirective(_ range: Range<Int>) {
    let parts = range.filter { tokens[$0].kind != .comment }
    defer { directives += 1 }
    guard parts.count > 1 else { return }
    directiveEnds[tokens[range.lowerBound].lower] = tokens[range.upperBound - 1].upper
    switch text(parts[1]) {
    case "define": readDefine(range, parts)
    case "include", "import", "include_next": readInclude(range, parts)
    case "if", "ifdef", "ifndef":
      if directives == 0, text(parts[1]) == "ifndef", parts.count > 2 { guardName = text(parts[2]) }
      depth += 1
      noteAll(parts.dropFirst(2), at: .directive)
    case "endif":
      depth = max(0, depth - 1)
      if depth == 0 { isInGuard = false }
    default: noteAll(parts.dropFirst(2), at: .directive)
    }
  }

  private mutating func readDefine(_ range: Range<Int>, _ parts: [Int]) {
    guard parts.count > 2 else { return }
    let name = parts[2]
    if directives == 1, depth == 1, text(name) == guardName {
      isInGuard = true
      preambleEnd = lineAfter(tokens[range.upperBound - 1].upper)
    }
    note(name, at: .macroName)
    var bodyStart = name + 1
    var parameters: [String]?
    if parts.count > 3, spells(tokens[parts[3]], "("), tokens[parts[3]].lower == tokens[name].upper
    {
      let closing = parts.dropFirst(4).first { spells(tokens[$0], ")") } ?? parts[3]
      let inside = parts.filter { $0 > parts[3] && $0 < closing }
      parameters = inside.filter { !spells(tokens[$0], ",") }.map(text)
      noteAll(inside[...], at: .macroName)
      bodyStart = closing + 1
    }
    let body = min(bodyStart, range.upperBound)..<range.upperBound
    macros.append(
      LexedFile.MacroDefinition(
        name: text(name), nameOffset: tokens[name].lower, parameters: parameters, body: body))
    let shadowed = Set(parameters ?? [])
    for index in body where tokens[index].kind == .identifier {
      note(index, at: shadowed.contains(text(index)) ? .macroName : .macroBody(macros.count - 1))
    }
  }

  private mutating func readInclude(_ range: Range<Int>, _ parts: [Int]) {
    guard parts.count > 2 else { return }
    let first = tokens[parts[2]]
    // A comment behind the name belongs to the line that the include takes up.
    let line = ByteRange(tokens[range.lowerBound].lower, tokens[range.upperBound - 1].upper)
    let isConditional = depth > (isInGuard ? 1 : 0)
    if first.kind == .literal {
      includes.append((ByteRange(first.lower, first.upper), line, isConditional))
    } else if spells(first, "<"),
      let end = parts.dropFirst(3).first(where: { spells(tokens[$0], ">") })
    {
      includes.append((ByteRange(first.lower, tokens[end].upper), line, isConditional))
    }
  }

  // MARK: Tokens

  private mutating func noteAll(_ indices: some Sequence<Int>, at position: LexedFile.Position) {
    for index in indices { note(index, at: position) }
  }

  private mutating func note(_ index: Int, at position: LexedFile.Position) {
    let token = tokens[index]
    guard token.kind == .identifier else { return }
    guard let name = names[Int(token.length)]?.first(where: { spells(token, $0.bytes) })?.name
    else { return }
    candidates.append(
      LexedFile.Candidate(name: name, token: index, offset: token.lower, position: position))
  }

  private func text(_ index: Int) -> String {
    String(decoding: bytes[tokens[index].lower..<tokens[index].upper], as: UTF8.self)
  }

  private func spells(_ token: LexedFile.Token, _ text: String) -> Bool {
    bytes[token.lower..<token.upper].elementsEqual(text.utf8)
  }

  private func spells(_ token: LexedFile.Token, _ text: [UInt8]) -> Bool {
    bytes[token.lower..<token.upper].elementsEqual(text)
  }

  /// The index after a directive's last token.
  private func directiveEnd(from start: Int) -> Int {
    var index = start
    while index + 1 < tokens.count, !breaksLine(index) { index += 1 }
    return index + 1
  }

  /// Whether a line ends between a token and the next, one that a backslash
  /// does not continue.
  private func breaksLine(_ index: Int) -> Bool {
    var offset = tokens[index].upper
    // A line comment's token may or may not hold its line's end.
    if tokens[index].kind == .comment, offset > 0, bytes[offset - 1] == UInt8(ascii: "\n") {
      return true
    }
    let end = tokens[index + 1].lower
    while offset < end {
      if bytes[offset] == UInt8(ascii: "\n"), !isSpliced(offset) { return true }
      offset += 1
    }
    return false
  }

  private func isSpliced(_ newline: Int) -> Bool {
    var offset = newline - 1
    if offset >= 0, bytes[offset] == UInt8(ascii: "\r") { offset -= 1 }
    return offset >= 0 && bytes[offset] == UInt8(ascii: "\\")
  }

  // MARK: Lines

  /// The offset at which the line after the one that holds `offset` starts.
  private func lineAfter(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "\n"), !isSpliced(end) { return end + 1 }
      end += 1
    }
    return bytes.count
  }

  /// Where an include can stand in a file that has none of its own: after the
  /// byte order mark, the leading comments and the include guard.
  private var preamble: Int {
    if preambleEnd > 0 { return preambleEnd }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    guard let last = tokens.prefix(while: { $0.kind == .comment }).last else { return start }
    return max(start, lineAfter(last.upper))
  }
}
