import Rewriting
import SourceModel

/// Finds sites by their tokens alone, so that the rewriter can be tested on C
/// text without libclang. It takes every family name in front of `(` for a
/// call and knows no declarations.
struct ToyFrontend {
  static let functions: [FamilyFunction] = [
    FamilyFunction(name: "malloc", family: "libc", role: .allocate, size: 1),
    FamilyFunction(name: "calloc", family: "libc", role: .allocateZeroed, count: 1, element: 2),
    FamilyFunction(name: "realloc", family: "libc", role: .resize, size: 2, pointer: 1),
    FamilyFunction(name: "strdup", family: "libc", role: .duplicate, string: 1),
    FamilyFunction(name: "strndup", family: "libc", role: .duplicate, string: 1, limit: 2),
    FamilyFunction(name: "free", family: "libc", role: .release, pointer: 1),
    FamilyFunction(name: "xfree_sized", family: "x", role: .release, size: 2, pointer: 1),
  ]

  let path: FilePath
  let source: CText
  private let tokens: [(kind: CText.Element, range: ByteRange)]

  init(path: FilePath, bytes: [UInt8]) {
    self.path = path
    source = CText(bytes)
    tokens = source.elements(in: source.range).filter {
      $0.kind != .blank && $0.kind != .comment && $0.kind != .newline
    }
  }

  /// The sites in order; all of them are in the scope `""`.
  func sites() -> [Site] {
    var count: [String: Int] = [:]
    return tokens.indices.compactMap { index in
      let name = text(index)
      guard let function = Self.functions.first(where: { $0.name == name }) else { return nil }
      let macro = macroName(around: tokens[index].range.lower)
      let syntax = call(at: index)
      count[name, default: 0] += 1
      let lower = tokens[index].range.lower
      let location = SourceLocation(file: path, line: 1, column: 1, offset: lower)
      return Site(
        identity: SiteIdentity(file: path, scope: "", callee: name, ordinal: count[name] ?? 0),
        function: function,
        form: syntax == nil
          ? .addressTaken : macro.map { .macroBody(MacroBody(name: $0, words: [])) } ?? .call,
        location: location, syntax: syntax,
        uses: [SiteUse(location: location, enclosingFunction: "")])
    }
  }

  /// The directives, and the place behind the last include in no conditional
  /// but the file's guard.
  func includes(among files: Set<FilePath>) -> IncludeFacts {
    var facts = IncludeFacts(directives: [], insertionOffset: source.endOfLeadingComments())
    var guardDepth = 0
    for index in tokens.indices.dropLast(2) where text(index) == "#" {
      if facts.directives.isEmpty, text(index + 1) == "ifndef" { guardDepth = 1 }
      guard text(index + 1) == "include" else { continue }
      let start = tokens[index + 2].range
      var nameRange = start
      if text(index + 2) == "<" {
        let close = tokens[index...].firstIndex { source.at($0.range.lower) == UInt8(ascii: ">") }
        nameRange.upper = tokens[close ?? index].range.upper
      }
      let spelled = source.string(nameRange)
      let isName = !spelled.hasPrefix("<") && !spelled.hasPrefix("\"")
      let name = isName ? spelled : String(spelled.dropFirst().dropLast())
      facts.directives.append(
        IncludeFacts.Directive(
          range: ByteRange(tokens[index].range.lower, nameRange.upper), name: name,
          nameRange: nameRange, resolved: resolve(spelled, among: files)))
      let depth = source.surroundings(at: [nameRange.lower])[0].conditionals.count
      if depth <= guardDepth {
        facts.insertionOffset = source.lineStart(atOrAfter: nameRange.upper)
      }
    }
    return facts
  }

  /// `LIST_H` stands for `"list.h"`, and `include` is searched for all names.
  private func resolve(_ spelled: String, among files: Set<FilePath>) -> FilePath? {
    if spelled.hasSuffix("_H") {
      return resolve("\"" + spelled.dropLast(2).lowercased() + ".h\"", among: files)
    }
    let name = String(spelled.dropFirst().dropLast())
    var folder = path.directory.split(separator: "/")
    for part in name.split(separator: "/") {
      if part == ".." { _ = folder.popLast() } else { folder.append(part) }
    }
    let beside = FilePath(folder.joined(separator: "/"))
    if spelled.hasPrefix("\""), files.contains(beside) { return beside }
    let searched = FilePath("include/" + name)
    return files.contains(searched) ? searched : nil
  }

  private func text(_ index: Int) -> String { source.string(tokens[index].range) }

  private func macroName(around offset: Int) -> String? {
    var start = offset
    while start > 0, source.bytes[start - 1] != UInt8(ascii: "\n") || isSpliced(start - 1) {
      start -= 1
    }
    guard let first = tokens.firstIndex(where: { $0.range.lower >= start }),
      text(first) == "#", text(first + 1) == "define"
    else { return nil }
    return text(first + 2)
  }

  private func isSpliced(_ newline: Int) -> Bool {
    let before = source.at(newline - 1)
    if before == UInt8(ascii: "\r") { return source.at(newline - 2) == UInt8(ascii: "\\") }
    return before == UInt8(ascii: "\\")
  }

  private func call(at index: Int) -> CallSyntax? {
    var callee = tokens[index].range
    var open = index + 1
    if index > 0, open + 1 < tokens.count, text(index - 1) == "(", text(open) == ")",
      text(open + 1) == "("
    {
      callee = ByteRange(tokens[index - 1].range.lower, tokens[open].range.upper)
      open += 1
    }
    guard open < tokens.count, text(open) == "(" else { return nil }
    var depth = 0
    var groups: [[Int]] = [[]]
    for next in open..<tokens.count {
      let token = text(next)
      if [")", "]", "}"].contains(token) { depth -= 1 }
      if depth == 0, next > open {
        let close = tokens[next].range.lower
        return CallSyntax(
          whole: ByteRange(callee.lower, close + 1), callee: callee,
          open: tokens[open].range.lower, close: close,
          arguments: groups.filter { !$0.isEmpty }.map(argument))
      }
      if token == ",", depth == 1 {
        groups.append([])
      } else if next > open {
        groups[groups.count - 1].append(next)
      }
      if ["(", "[", "{"].contains(token) { depth += 1 }
    }
    return nil
  }

  private func argument(_ indices: [Int]) -> ArgumentSyntax {
    let words = indices.map(text)
    var hasSideEffects = false
    for (word, next) in zip(words, words.dropFirst()) {
      if word == next, word == "+" || word == "-" { hasSideEffects = true }
      if next == "(", word.first?.isLetter == true, word != "sizeof" { hasSideEffects = true }
      if next == "=", !["=", "!", "<", ">"].contains(word) { hasSideEffects = true }
    }
    let lower = tokens[indices[0]].range.lower
    let upper = tokens[indices[indices.count - 1]].range.upper
    return ArgumentSyntax(
      range: ByteRange(lower, upper), text: words.joined(separator: " "),
      hasSideEffects: hasSideEffects,
      isPostfix: words.count == 1 || !words.contains { "+-*/&|<".contains($0) })
  }
}
