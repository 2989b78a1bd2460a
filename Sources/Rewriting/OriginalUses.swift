package import SourceModel

/// The uses of allocation functions in a text that was migrated afterwards, to tell
/// what a migrated call was before.
package struct OriginalUses: Sendable {
  private struct Use: Sendable {
    var function: FamilyFunction
    var line: Int
    /// Without comments, blanks in a row as one.
    var text: String
    /// Without blanks; `nil` where the name stands alone.
    var arguments: [String]?
  }

  private var uses: [Use] = []

  /// - Parameter functions: by their names.
  package init(_ bytes: [UInt8], functions: [String: FamilyFunction]) {
    let text = CText(bytes)
    var line = 1
    for element in text.elements(in: text.range) {
      if element.kind == .identifier, let function = functions[text.string(element.range)] {
        let list = text.argumentList(after: element.range.upper)
        uses.append(
          Use(
            function: function, line: line,
            text: text.condensed(
              ByteRange(element.range.lower, list?.upper ?? element.range.upper)),
            arguments: list.map(text.arguments)))
      }
      line += text.bytes[element.range.lower..<element.range.upper].count {
        $0 == UInt8(ascii: "\n")
      }
    }
  }

  /// The one use from which a migrated call can have been made: of a function of that
  /// role, on the right line, each of its arguments an argument of the call; `nil` when
  /// it is not one.
  ///
  /// - Parameter isOnLine: whether a line, counted from 1, has become the call's.
  package func text(
    of use: MigratedUse, kind: TemplateKind, role: Role, isOnLine: (Int) -> Bool
  ) -> String? {
    let arguments = Set(use.arguments.map { $0.filter { !$0.isWhitespace } })
    let origins = uses.filter { origin in
      guard origin.function.role == role else { return false }
      guard let own = origin.arguments, !kind.isCallback else {
        return kind.isCallback && origin.arguments == nil && isOnLine(origin.line)
      }
      return own.allSatisfy(arguments.contains) && isOnLine(origin.line)
    }
    return origins.count == 1 ? origins[0].text : nil
  }
}

extension CText {
  /// The parentheses that follow a name, with what is between them; `nil` when none do
  /// or they are not closed.
  fileprivate func argumentList(after offset: Int) -> ByteRange? {
    var depth = 0
    var start: Int?
    var offset = offset
    while offset < bytes.count {
      let next = element(at: offset)
      switch (next.kind, bytes[offset]) {
      case (.blank, _), (.newline, _), (.comment, _): break
      case (.punctuator, UInt8(ascii: "(")):
        start = start ?? offset
        depth += 1
      case (.punctuator, UInt8(ascii: ")")) where depth > 0:
        depth -= 1
        if depth == 0, let start { return ByteRange(start, next.end) }
      default: if depth == 0 { return nil }
      }
      offset = next.end
    }
    return nil
  }

  /// The arguments between parentheses, without blanks and comments.
  fileprivate func arguments(in list: ByteRange) -> [String] {
    let inner = ByteRange(list.lower + 1, list.upper - 1)
    let ends = topLevelCommas(in: inner) + [inner.upper]
    let starts = [inner.lower] + ends.dropLast().map { $0 + 1 }
    return zip(starts, ends).map { condensed(ByteRange($0, $1)).filter { !$0.isWhitespace } }
  }

  /// The text without comments, on one line, blanks in a row as one.
  fileprivate func condensed(_ range: ByteRange) -> String {
    var result = ""
    for element in elements(in: range) where element.kind != .comment {
      switch element.kind {
      case .blank, .newline: if !result.hasSuffix(" ") { result += " " }
      default: result += string(element.range)
      }
    }
    return result
  }
}
