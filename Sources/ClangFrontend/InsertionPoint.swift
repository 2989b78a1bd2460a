/// Finds the line of a file at which an `#include` can be added, while the
/// file's tokens are read.
///
/// That is behind the last include that stands in no conditional and between
/// two declarations, else behind the last conditional that holds includes,
/// else where the file's text begins. An include guard is no conditional, nor is
/// another one that holds the whole file, such as `#ifdef __linux__`: what stands
/// in front of its includes (`#define _GNU_SOURCE`) has to come first. What
/// `#pragma pack` holds for is no such place: it would pack what is included.
struct InsertionPoint {
  private struct Conditional {
    /// Behind its `#endif`'s line; `nil` while it is open.
    var end: Int?
    /// The macro that `#ifndef` asks about.
    var guardName: String?
    /// Whether the first thing in it defines that macro.
    var definesGuard = false
    /// Whether nothing but comments and simple directives comes before it.
    var isFirst = false
    /// Where its first `#else` or its like begins.
    var alternative: Int?
  }

  private struct Include {
    /// Behind its line.
    var end: Int
    /// The conditionals around it, from the outermost.
    var conditionals: [Int]
  }

  private var conditionals: [Conditional] = []
  private var open: [Int] = []
  private var includes: [Include] = []
  /// Whether nothing but comments and simple directives has come so far, all
  /// conditionals aside, and behind the include guard.
  private var isLeading = true
  private var isLeadingInGuard = false
  /// Where the text begins, outside every conditional and in the guard.
  private var start: Int
  private var startInGuard: Int?
  /// Whether something follows the conditional that may be the guard.
  private var goesOnBehindGuard = false

  // What tells whether a declaration is open.
  private var braces = 0
  private var parentheses = 0
  private var isBetweenDeclarations = true
  private var last: [UInt8] = []
  private var isBehindExtern = false
  /// Whether records are packed, for each `#pragma pack(push)` that is open.
  private var packings = [false]
  private var isPacked: Bool { packings.last ?? false }

  /// - Parameter start: the offset of the file's first byte of text.
  init(start: Int) { self.start = start }

  /// The offset of a line's start.
  ///
  /// - Parameters:
  ///   - limit: the offset of the first token that needs the include.
  ///   - last: that of the last one.
  func offset(before limit: Int, last: Int) -> Int {
    let isGuarded = isGuarded(upTo: last)
    let include = isGuarded ? 0 : -1
    func around(_ entry: Include) -> ArraySlice<Int> {
      entry.conditionals.first == include ? entry.conditionals.dropFirst() : entry.conditionals[...]
    }
    let usable = includes.filter { $0.end <= limit }
    if let plain = usable.last(where: { around($0).isEmpty }) { return plain.end }
    let ends = usable.compactMap { around($0).first.flatMap { conditionals[$0].end } }
    if let end = ends.last(where: { $0 <= limit }) { return end }
    return isGuarded ? min(startInGuard ?? start, limit) : start
  }

  /// Whether the first conditional holds the whole file, or its first arm what
  /// comes up to an offset.
  private func isGuarded(upTo offset: Int) -> Bool {
    guard let first = conditionals.first, first.isFirst, !goesOnBehindGuard else { return false }
    return offset <= first.alternative ?? .max
  }

  // MARK: What comes in the file

  /// A comment that ends its line.
  mutating func noteComment(end: Int) {
    // Comments behind directives belong to what comes.
    if isLeading, conditionals.isEmpty, !hasDirective { start = end }
  }

  private var hasDirective = false

  /// A token of the code.
  mutating func noteCode(_ token: ArraySlice<UInt8>, isLiteral: Bool) {
    leave()
    if conditionals.first?.end != nil { goesOnBehindGuard = true }
    defer {
      isBehindExtern = isLiteral && last.elementsEqual("extern".utf8)
      last = token.count <= 8 ? Array(token) : []
    }
    isBetweenDeclarations = false
    guard token.count <= 2, let byte = token.first else { return }
    switch byte {
    case UInt8(ascii: "{"): openBrace()
    case UInt8(ascii: "<") where token.elementsEqual("<%".utf8): openBrace()
    case UInt8(ascii: "}"): closeBrace()
    case UInt8(ascii: "%") where token.elementsEqual("%>".utf8): closeBrace()
    case UInt8(ascii: "("): parentheses += 1
    case UInt8(ascii: ")"):
      parentheses = max(0, parentheses - 1)
      isBetweenDeclarations = true  // `MACRO(x)` without a semicolon
    case UInt8(ascii: ";"): isBetweenDeclarations = true
    default: break
    }
  }

  private mutating func openBrace() {
    // `extern "C" {` opens no declaration.
    if isBehindExtern { isBetweenDeclarations = true } else { braces += 1 }
  }

  private mutating func closeBrace() {
    braces = max(0, braces - 1)
    isBetweenDeclarations = true
  }

  /// An `#include`.
  mutating func noteInclude(end: Int) {
    noteBehindGuard()
    leave()
    guard braces == 0, parentheses == 0, isBetweenDeclarations, !isPacked else { return }
    includes.append(Include(end: end, conditionals: open))
  }

  /// A `#define`.
  mutating func noteDefinition(of name: String, end: Int) {
    if conditionals.count == 1, open == [0], !conditionals[0].definesGuard,
      conditionals[0].guardName == name, isLeadingInGuard
    {
      conditionals[0].definesGuard = true
      startInGuard = end
    }
    noteOther(end: end)
  }

  /// Another directive that opens and closes nothing.
  mutating func noteOther(end: Int) {
    noteBehindGuard()
    hasDirective = true
    if isPacked { leave() }
    if open.isEmpty, isLeading { start = end }
    if open == [0], isLeadingInGuard {
      if conditionals[0].definesGuard { startInGuard = end } else { isLeadingInGuard = false }
    }
  }

  /// `#pragma pack`, with what stands behind it: `(push, 1)`, `(2)`, `()`, `(pop)`.
  mutating func notePack(_ tokens: [String]) {
    let isGiven = tokens.contains { $0.first?.isNumber == true }
    if tokens.contains("pop") {
      if packings.count > 1 { packings.removeLast() }
    } else if tokens.contains("push") {
      packings.append(isGiven || isPacked)
    } else {
      packings[packings.count - 1] = isGiven
    }
  }

  /// `#if` and its like.
  mutating func openConditional(guardName: String?) {
    noteBehindGuard()
    let isFirst = conditionals.isEmpty && isLeading
    isLeadingInGuard = isFirst && guardName != nil
    isLeading = false
    open.append(conditionals.count)
    conditionals.append(Conditional(guardName: guardName, isFirst: isFirst))
  }

  /// `#else` and its like.
  mutating func noteAlternative(at offset: Int) {
    guard let last = open.last, conditionals[last].alternative == nil else { return }
    conditionals[last].alternative = offset
  }

  /// `#endif`.
  mutating func closeConditional(end: Int) {
    guard let last = open.popLast() else { return }
    // Behind a conditional that ends in the middle of a declaration nothing
    // can be put.
    conditionals[last].end = braces == 0 && parentheses == 0 ? end : Int.max
  }

  private mutating func noteBehindGuard() {
    if conditionals.first?.end != nil { goesOnBehindGuard = true }
  }

  private mutating func leave() {
    isLeading = false
    isLeadingInGuard = false
  }
}
