/// The call that a template writes, to be compared with calls in the sources.
package struct TemplateShape: Sendable {
  private let callee: [Template.Piece]
  private let arguments: [[Template.Piece]]

  /// `nil` when the template is not one call of a named function or macro.
  package init?(_ template: Template) {
    var parts: [[Template.Piece]] = [[]]
    var depth = 0
    for piece in template.pieces {
      guard case .text(let text) = piece else {
        parts[parts.count - 1].append(piece)
        continue
      }
      for character in text where !character.isWhitespace {
        if depth < 0 { return nil }
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == "(" && depth == 1 || character == "," && depth == 1 {
          parts.append([])
        } else if character == ")" && depth == 0 {
          depth = -1
        } else {
          parts[parts.count - 1].append(.text(String(character)))
        }
      }
    }
    guard depth == -1, let callee = parts.first, !callee.isEmpty else { return nil }
    self.callee = callee
    arguments = parts.count == 2 && parts[1].isEmpty ? [] : Array(parts.dropFirst())
  }

  /// Whether the call depends on the subsystem of its site.
  var namesSubsystem: Bool {
    ([callee] + arguments).joined().contains {
      if case .placeholder(let name) = $0 { Self.isFixed(name) } else { false }
    }
  }

  /// The argument, counted from 1, that is what a placeholder stands for and nothing
  /// else; `nil` for none.
  func position(of placeholder: Template.Placeholder) -> Int? {
    arguments.firstIndex(of: [.placeholder(placeholder)]).map { $0 + 1 }
  }

  /// How many of a use's arguments are spelled as the template spells them;
  /// `nil` when the use cannot come from the template.
  ///
  /// - Parameter subsystem: the subsystem whose names are to stand in the call;
  ///   `nil` for any.
  func score(_ use: MigratedUse, subsystem: Subsystem?) -> Int? {
    guard use.arguments.count == arguments.count else { return nil }
    if let name = Self.text(callee, subsystem), name != use.name { return nil }
    var score = 0
    for (pieces, argument) in zip(arguments, use.arguments) {
      guard let text = Self.text(pieces, subsystem) else { continue }
      guard text == Self.squeezed(argument) else { return nil }
      score += 1
    }
    return score
  }

  /// The text without blanks.
  static func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// The pieces' text; `nil` when it depends on the site.
  private static func text(_ pieces: [Template.Piece], _ subsystem: Subsystem?) -> String? {
    var text = ""
    for piece in pieces {
      switch (piece, subsystem) {
      case (.text(let literal), _): text += literal
      case (.placeholder(.allocator), .some(let subsystem)): text += squeezed(subsystem.allocator)
      case (.placeholder(.subsystem), .some(let subsystem)): text += subsystem.name
      case (.placeholder(.short), .some(let subsystem)): text += subsystem.short
      case (.placeholder, _): return nil
      }
    }
    return text
  }

  private static func isFixed(_ placeholder: Template.Placeholder) -> Bool {
    switch placeholder {
    case .allocator, .subsystem, .short: true
    case .size, .oldSize, .count, .element, .pointer, .string, .limit, .alignment: false
    }
  }
}
