package import SourceModel

/// A template in which everything but the call's own arguments is text.
package struct FilledTemplate: Hashable, Sendable {
  /// A run of text or one of the call's arguments by its index from 0.
  package enum Item: Hashable, Sendable {
    case text(String)
    case argument(Int)
  }

  /// `NAME(argument, …)` taken apart.
  package struct Call: Hashable, Sendable {
    package var name: String
    /// The items of each argument, without the blanks around it.
    package var arguments: [[Item]]
  }

  /// No two neighbours are text, and no text is empty.
  package private(set) var items: [Item] = []

  /// Puts the values in the places of the placeholders.
  ///
  /// A value is put in parentheses where its text could fall apart: behind or
  /// before other text, or because of a comma that a macro would split at.
  ///
  /// - Parameters:
  ///   - value: the text or argument for a placeholder; `nil` if there is none.
  /// - Returns: `nil` and the placeholder for which there is no value.
  package static func fill(
    _ template: Template, value: (Template.Placeholder) -> Item?
  ) -> Result<FilledTemplate, MissingValue> {
    var filled = FilledTemplate()
    for (index, piece) in template.pieces.enumerated() {
      switch piece {
      case .text(let text): filled.append(.text(text))
      case .placeholder(let placeholder):
        guard let item = value(placeholder) else {
          return .failure(MissingValue(placeholder: placeholder))
        }
        if !placeholder.isName, case .text(let text) = item {
          let isAlone = filled.startsArgument && template.endsArgument(behind: index)
          filled.append(.text(isAlone ? protected(text) : operand(text)))
        } else {
          filled.append(item)
        }
      }
    }
    return .success(filled)
  }

  /// A placeholder that a template uses and a site has no value for.
  package struct MissingValue: Error {
    package var placeholder: Template.Placeholder
  }

  /// The items as a call; `nil` when the template has another shape.
  package var call: Call? {
    guard case .text(let first) = items.first, case .text(let last) = items.last,
      let open = first.firstIndex(of: "("), last.hasSuffix(")")
    else { return nil }
    let name = first[..<open]
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    var inner = items
    inner[0] = .text(String(first[first.index(after: open)...]))
    guard case .text(let end) = inner.last else { return nil }
    inner[inner.count - 1] = .text(String(end.dropLast()))
    return Self.split(inner).map { Call(name: String(name), arguments: $0) }
  }

  /// The arguments between the parentheses; `nil` when the first parenthesis
  /// closes before the end.
  private static func split(_ items: [Item]) -> [[Item]]? {
    var arguments: [[Item]] = [[]]
    var depth = 0
    for item in items {
      guard case .text(let text) = item else {
        arguments[arguments.count - 1].append(item)
        continue
      }
      let source = CText(text)
      var start = 0
      for element in source.elements(in: source.range) where element.kind == .punctuator {
        switch source.bytes[element.range.lower] {
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"):
          depth -= 1
          if depth < 0 { return nil }
        case UInt8(ascii: ",") where depth == 0:
          let part = source.string(ByteRange(start, element.range.lower))
          arguments[arguments.count - 1].append(.text(part))
          arguments.append([])
          start = element.range.upper
        default: break
        }
      }
      let rest = source.string(ByteRange(start, source.bytes.count))
      arguments[arguments.count - 1].append(.text(rest))
    }
    guard depth == 0 else { return nil }
    let trimmed = arguments.map(trimmed)
    return trimmed == [[]] ? [] : trimmed
  }

  /// Without blanks at either end and without empty texts.
  private static func trimmed(_ argument: [Item]) -> [Item] {
    var argument = argument
    if case .text(let text) = argument.first {
      argument[0] = .text(String(text.drop { $0 == " " }))
    }
    if case .text(let text) = argument.last {
      let blanks = text.reversed().prefix { $0 == " " }.count
      argument[argument.count - 1] = .text(String(text.dropLast(blanks)))
    }
    return argument.filter { $0 != .text("") }
  }

  /// Whether what comes next is the first of an argument.
  private var startsArgument: Bool {
    guard case .text(let text) = items.last else { return items.isEmpty }
    return text.last { $0 != " " }.map { $0 == "(" || $0 == "," } ?? false
  }

  private mutating func append(_ item: Item) {
    if case .text(let more) = item {
      if more.isEmpty { return }
      if case .text(let text) = items.last {
        items[items.count - 1] = .text(text + more)
        return
      }
    }
    items.append(item)
  }

  /// `text` as an argument of a macro.
  private static func protected(_ text: String) -> String {
    let source = CText(text)
    return source.topLevelCommas(in: source.range).isEmpty ? text : "(\(text))"
  }

  /// `text` as an operand.
  private static func operand(_ text: String) -> String {
    let source = CText(text)
    let elements = source.elements(in: source.range)
    let isOneToken = elements.count == 1
    return isOneToken || text.hasPrefix("(") && source.isParenthesised ? text : "(\(text))"
  }
}

extension CText {
  /// Whether the first byte is a parenthesis that the last one closes.
  fileprivate var isParenthesised: Bool {
    var depth = 0
    for element in elements(in: range) where element.kind == .punctuator {
      if bytes[element.range.lower] == UInt8(ascii: "(") { depth += 1 }
      if bytes[element.range.lower] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return element.range.upper == bytes.count }
    }
    return false
  }
}

extension Template.Placeholder {
  /// Whether its text is a part of an identifier.
  fileprivate var isName: Bool { self == .subsystem || self == .short }
}

extension Template {
  /// Whether the piece at `index` is the last of an argument.
  fileprivate func endsArgument(behind index: Int) -> Bool {
    guard index + 1 < pieces.count else { return true }
    guard case .text(let text) = pieces[index + 1] else { return false }
    return text.first { $0 != " " }.map { $0 == ")" || $0 == "," } ?? false
  }
}
