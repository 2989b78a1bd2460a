import SourceModel

/// Walks a file's tokens once and sorts them into code and directives.
struct DirectiveReader {
  private let bytes: [UInt8]
  private let tokens: [LexedFile.Token]
  private let names: [Int: [(bytes: [UInt8], name: String)]]

  private(set) var macros: [LexedFile.MacroDefinition] = []
  private(set) var candidates: [LexedFile.Candidate] = []
  /// See `LexedFile.conditions`.
  private(set) var conditions: [Int: [ByteRange]] = [:]
  /// See `LexedFile.weakNames`.
  private(set) var weakNames: [LexedFile.WeakName] = []
  /// See `LexedFile.arms`.
  private(set) var arms: [FlowArm] = []
  /// The offsets of the `#if`s that are open, with the arms around them.
  private var openConditionals: [(offset: Int, arm: Int)] = []
  private var includes: [IncludeFacts.Directive] = []
  private var insertion: InsertionPoint
  /// See `IncludeFacts.generatedFrom`.
  private var generatedFrom: String?

  init(bytes: [UInt8], tokens: [LexedFile.Token], names: Set<String>) {
    self.bytes = bytes
    self.tokens = tokens
    self.names = Dictionary(
      grouping: names.map { (bytes: Array($0.utf8), name: $0) }, by: { $0.bytes.count })
    insertion = InsertionPoint(start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  /// Fills `macros`, `candidates` and the includes.
  mutating func read() {
    var index = 0
    var isLineStart = true
    while index < tokens.count {
      let token = tokens[index]
      if isLineStart, token.kind == .punctuation, spells(token, "#") || spells(token, "%:") {
        let end = directiveEnd(from: index)
        readDirective(index..<end)
        index = end
        continue
      }
      note(index, at: .code)
      readWeakName(behind: index)
      let isLineEnd = index + 1 >= tokens.count || breaksLine(index)
      if token.kind == .comment {
        if isLineEnd {
          isLineStart = true
          insertion.noteComment(end: lineAfter(token.upper))
        }
      } else {
        isLineStart = isLineEnd
        insertion.noteCode(bytes[token.lower..<token.upper], isLiteral: token.kind == .literal)
      }
      index += 1
    }
  }

  /// The facts that adding an include needs.
  func includeFacts() -> IncludeFacts {
    let uses = candidates.filter { $0.position == .code || isMacroBody($0.position) }
    let offset = insertion.offset(
      before: uses.first?.offset ?? bytes.count, last: uses.last?.offset ?? bytes.count)
    return IncludeFacts(
      directives: includes, insertionOffset: offset, generatedFrom: generatedFrom)
  }

  private func isMacroBody(_ position: LexedFile.Position) -> Bool {
    if case .macroBody = position { true } else { false }
  }

  // MARK: Directives

  private mutating func readDirective(_ range: Range<Int>) {
    let parts = range.filter { tokens[$0].kind != .comment }
    let end = lineAfter(tokens[range.upperBound - 1].upper)
    guard parts.count > 1 else { return }
    let line = ByteRange(tokens[range.lowerBound].lower, tokens[range.upperBound - 1].upper)
    let name = spelling(parts[1])
    switch name {
    case "define":
      readDefine(range, parts)
      insertion.noteDefinition(of: parts.count > 2 ? spelling(parts[2]) : "", end: end)
    case "include", "import", "include_next":
      readInclude(range, parts)
      insertion.noteInclude(end: end)
    case "if", "ifdef", "ifndef":
      insertion.openConditional(guardName: guardName(name, parts.dropFirst(2)))
      openConditionals.append((line.lower, arms.last?.number ?? 0))
      conditions[line.lower] = [line]
      arms.append(FlowArm(start: line.upper, number: arms.count + 1))
      noteAll(parts.dropFirst(2), at: .directive)
    case "else", "elif", "elifdef", "elifndef":
      insertion.noteAlternative(at: line.lower)
      if let opening = openConditionals.last {
        conditions[opening.offset]?.append(line)
        arms.append(FlowArm(start: line.upper, number: arms.count + 1))
      }
      noteAll(parts.dropFirst(2), at: .directive)
    case "endif":
      insertion.closeConditional(end: end)
      if let closed = openConditionals.popLast() {
        arms.append(FlowArm(start: line.upper, number: closed.arm))
      }
    default:
      if name == "line" { readLine(parts) }
      // Each thread may have variables of its own in what follows.
      if name == "pragma", parts.count > 2, spelling(parts[2]) == "omp" {
        arms.append(FlowArm(start: line.upper, number: arms.count + 1))
      }
      if name == "pragma" { readWeakName(parts.dropFirst(2).map(spelling), at: line.lower) }
      if name == "pragma", parts.count > 2, spelling(parts[2]) == "pack" {
        insertion.notePack(parts.dropFirst(3).map(spelling))
      }
      insertion.noteOther(end: end)
      noteAll(parts.dropFirst(2), at: .directive)
    }
  }

  /// `weak name = target`, of a pragma.
  private mutating func readWeakName(_ words: [String], at offset: Int) {
    guard words.count == 4, words[0] == "weak", words[2] == "=" else { return }
    weakNames.append(LexedFile.WeakName(name: words[1], target: words[3], offset: offset))
  }

  /// The same in parentheses: `_Pragma("weak name = target")`, or without quotes as the
  /// argument of a macro that adds them.
  private mutating func readWeakName(behind index: Int) {
    guard tokens[index].length == 1, spells(tokens[index], "("), index + 1 < tokens.count else {
      return
    }
    let first = tokens[index + 1]
    if first.kind == .literal, index > 0, spells(tokens[index - 1], "_Pragma") {
      let text = spelling(index + 1).filter { $0 != "\"" }.replacing("=", with: " = ")
      readWeakName(text.split(whereSeparator: \.isWhitespace).map(String.init), at: first.lower)
    } else if spells(first, "weak"), index + 5 < tokens.count, spells(tokens[index + 5], ")") {
      readWeakName((index + 1...index + 4).map(spelling), at: first.lower)
    }
  }

  /// `#line 12 "grammar.y"`.
  private mutating func readLine(_ parts: [Int]) {
    guard generatedFrom == nil, parts.count > 3 else { return }
    let name = FilePath(spelling(parts[3]).filter { $0 != "\"" })
    let isC = [".c", ".h"].contains { name.string.hasSuffix($0) }
    if !isC { generatedFrom = name.lastComponent }
  }

  /// The macro that a conditional asks not to be defined: `#ifndef NAME`,
  /// `#if !defined(NAME)`; `nil` for any other.
  private func guardName(_ directive: String, _ parts: ArraySlice<Int>) -> String? {
    let texts = parts.prefix(6).map(spelling)
    switch directive {
    case "ifndef": return texts.first
    case "if":
      guard texts.starts(with: ["!", "defined"]) else { return nil }
      let name = texts.dropFirst(2).filter { $0 != "(" && $0 != ")" }
      return name.count == 1 ? name.first : nil
    default: return nil
    }
  }

  private mutating func readDefine(_ range: Range<Int>, _ parts: [Int]) {
    guard parts.count > 2 else { return }
    let name = parts[2]
    note(name, at: .macroName)
    var bodyStart = name + 1
    var parameters: [String]?
    if parts.count > 3, spells(tokens[parts[3]], "("), tokens[parts[3]].lower == tokens[name].upper
    {
      let closing = parts.dropFirst(4).first { spells(tokens[$0], ")") } ?? parts[3]
      let inside = parts.filter { $0 > parts[3] && $0 < closing }
      parameters = inside.filter { !spells(tokens[$0], ",") }.map(spelling)
      noteAll(inside[...], at: .macroName)
      bodyStart = closing + 1
    }
    let body = min(bodyStart, range.upperBound)..<range.upperBound
    macros.append(
      LexedFile.MacroDefinition(
        name: spelling(name), nameOffset: tokens[name].lower, parameters: parameters, body: body,
        digest: Digest(Array(bytes[tokens[name].lower..<tokens[body.last ?? bodyStart - 1].upper]))
          .hash))
    let shadowed = Set(parameters ?? [])
    for index in body { readWeakName(behind: index) }
    for index in body where tokens[index].kind == .identifier {
      note(
        index, at: shadowed.contains(spelling(index)) ? .macroName : .macroBody(macros.count - 1))
    }
  }

  private mutating func readInclude(_ range: Range<Int>, _ parts: [Int]) {
    guard parts.count > 2 else { return }
    let first = tokens[parts[2]]
    let name: ByteRange
    if first.kind == .literal {
      name = ByteRange(first.lower, first.upper)
    } else if spells(first, "<"),
      let end = parts.dropFirst(3).first(where: { spells(tokens[$0], ">") })
    {
      name = ByteRange(first.lower, tokens[end].upper)
    } else {
      return
    }
    guard name.count >= 2 else { return }
    includes.append(
      IncludeFacts.Directive(
        // A comment behind the name belongs to the directive.
        range: ByteRange(tokens[range.lowerBound].lower, tokens[range.upperBound - 1].upper),
        name: String(decoding: bytes[name.lower + 1..<name.upper - 1], as: UTF8.self),
        nameRange: name, resolved: nil))
  }

  // MARK: Tokens

  private mutating func noteAll(_ indices: some Sequence<Int>, at position: LexedFile.Position) {
    for index in indices { note(index, at: position) }
  }

  private mutating func note(_ index: Int, at position: LexedFile.Position) {
    let token = tokens[index]
    guard token.kind == .identifier else { return }
    guard let name = vocabularyName(token) else { return }
    candidates.append(
      LexedFile.Candidate(name: name, token: index, offset: token.lower, position: position))
  }

  /// The name that an identifier spells; `nil` for none that is looked for.
  private func vocabularyName(_ token: LexedFile.Token) -> String? {
    if let known = names[Int(token.length)]?.first(where: { spells(token, $0.bytes) }) {
      return known.name
    }
    // A splice in the middle of a name is no reason to miss it.
    guard token.length > 2, bytes[token.lower..<token.upper].contains(UInt8(ascii: "\\")) else {
      return nil
    }
    let spelling = LexedFile.unspliced(bytes[token.lower..<token.upper])
    return names[spelling.count]?.first { $0.bytes == spelling }?.name
  }

  /// A token's text without line splices.
  private func spelling(_ index: Int) -> String {
    let token = bytes[tokens[index].lower..<tokens[index].upper]
    guard token.contains(UInt8(ascii: "\\")) else { return String(decoding: token, as: UTF8.self) }
    return String(decoding: LexedFile.unspliced(token), as: UTF8.self)
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
    if tokens[index].kind == .comment, offset > 0, bytes.endsLine(at: offset - 1) {
      return true
    }
    let end = tokens[index + 1].lower
    while offset < end {
      if bytes.endsLine(at: offset), !isSpliced(offset) { return true }
      offset += 1
    }
    return false
  }

  private func isSpliced(_ newline: Int) -> Bool {
    var offset = newline - 1
    if offset >= 0, bytes[offset] == UInt8(ascii: "\r"), bytes[newline] != bytes[offset] {
      offset -= 1
    }
    return offset >= 0 && bytes[offset] == UInt8(ascii: "\\")
  }

  // MARK: Lines

  /// The offset at which the line after the one that holds `offset` starts.
  private func lineAfter(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count {
      if bytes.endsLine(at: end), !isSpliced(end) { return end + 1 }
      end += 1
    }
    return bytes.count
  }
}
