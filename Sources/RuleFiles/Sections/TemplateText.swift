internal import SourceModel

/// Reads templates, `MEM_FREE({allocator}, {pointer}, {size})`, and knows what
/// each kind of template may and must ask for.
enum TemplateText {
  /// The values that a kind of site has to offer; a template of that kind must
  /// use all of them. Leaving one out would lose a part of the old call, so a
  /// target that has no use for it leaves the template out: the site then gets
  /// the unsized form, or stays raw and is reported.
  static func values(of kind: TemplateKind) -> [Template.Placeholder] {
    switch kind {
    case .allocate, .allocateZeroedSize: [.size]
    case .allocateZeroed, .allocateArray: [.count, .element]
    case .allocateAligned: [.alignment, .size]
    case .resizeSized: [.pointer, .oldSize, .size]
    case .resizeAdopted, .resizeUnsized: [.pointer, .size]
    case .resizeArraySized: [.pointer, .oldSize, .count, .element]
    case .resizeArrayAdopted, .resizeArrayUnsized: [.pointer, .count, .element]
    case .duplicate: [.string]
    case .duplicateBounded: [.string, .limit]
    case .releaseSized: [.pointer, .size]
    case .releaseAdopted, .releaseString, .releaseUnsized: [.pointer]
    case .allocateCallback, .allocateZeroedCallback, .resizeCallback, .duplicateCallback,
      .releaseCallback, .resizeAdoptedCallback, .releaseAdoptedCallback:
      []
    }
  }

  /// Placeholders that name the allocator; any kind of template may use them.
  static let allocatorNames: [Template.Placeholder] = [.allocator, .subsystem, .short]

  /// The template of `kind` that a field holds.
  static func decode(_ field: Field, kind: TemplateKind) -> Template? {
    let needed = values(of: kind)
    guard let template = parse(field, admits: allocatorNames + needed, of: kind.rawValue) else {
      return nil
    }
    let used = template.placeholders
    if let missing = needed.first(where: { !used.contains($0) }) {
      field.error(missingMessage(missing, kind: kind))
      return nil
    }
    return template
  }

  /// The text of a field cut at its placeholders, of which only `admitted` may
  /// occur. `{{` and `}}` stand for braces.
  static func parse(
    _ field: Field, admits admitted: [Template.Placeholder], of kind: String
  ) -> Template? {
    guard let text = field.text("C text such as NAME({pointer})") else { return nil }
    guard let problem = unbalanced(text) else {
      return split(text, field, admitted, kind)
    }
    field.error("\(field.name) \(problem)")
    return nil
  }

  private static func split(
    _ text: String, _ field: Field, _ admitted: [Template.Placeholder], _ kind: String
  ) -> Template? {
    var pieces: [Template.Piece] = []
    var literal = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        literal.append(rest.removeFirst())
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          field.error("\(field.name) has a '{' without its '}'; write '{{' for a brace of C")
          return nil
        }
        guard let name = placeholder(String(rest[..<end]), field, admitted, kind) else {
          return nil
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        literal = ""
        pieces.append(.placeholder(name))
        rest = rest[rest.index(after: end)...]
      } else if character == "}" {
        field.error("\(field.name) has a '}' without its '{'; write '}}' for a brace of C")
        return nil
      } else {
        literal.append(character)
      }
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    return Template(pieces: pieces)
  }

  private static func placeholder(
    _ name: String, _ field: Field, _ admitted: [Template.Placeholder], _ kind: String
  ) -> Template.Placeholder? {
    let spellings = admitted.map(\.rawValue)
    if let known = Template.Placeholder(rawValue: name) {
      if admitted.contains(known) { return known }
      field.error(
        "'\(kind)' has no {\(name)}; it can use "
          + spellings.sorted().map { "{\($0)}" }.joined(separator: ", "))
      return nil
    }
    field.error(
      "unknown placeholder {\(name)} in \(field.name)\(Spelling.hint(for: name, in: spellings))")
    return nil
  }

  private static func missingMessage(_ missing: Template.Placeholder, kind: TemplateKind) -> String
  {
    let start = "'\(kind.rawValue)' must use {\(missing.rawValue)}"
    switch kind {
    case .releaseSized, .resizeSized, .resizeArraySized:
      let other = kind.rawValue.replacingSuffix("-sized", with: "-unsized")
      return start + "; a target that takes no size has only '\(other)', so rename the key"
    default:
      return start + ", or that part of the old call would be lost; add it, or remove the key"
    }
  }

  /// What is wrong with the brackets or line breaks of C text; `nil` if nothing.
  static func unbalanced(_ text: String) -> String? {
    var open: [Character] = []
    for character in text {
      switch character {
      case "\n", "\r", "\r\n": return "goes over several lines; write it on one"
      case "(": open.append(")")
      case "[": open.append("]")
      case ")", "]":
        if open.popLast() != character { return "has a '\(character)' without its opening bracket" }
      default: break
      }
    }
    return open.last.map { "ends before its '\($0)'; add it" }
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
