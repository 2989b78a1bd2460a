/// Numbers and lists as English writes them. Nothing here depends on a locale.
package enum Wording {
  /// The number with commas between thousands: `1,233`, `-1,000`.
  package static func number(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// The number with its sign, for changes: `+3`, `-1,000`, `0`.
  package static func signed(_ value: Int) -> String {
    value > 0 ? "+" + number(value) : number(value)
  }

  /// `1 site`, `2 sites`, `0 sites`.
  ///
  /// - Parameter plural: the plural where it is not the singular with an `s`.
  package static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    number(value) + " " + noun(value, singular, plural)
  }

  /// The noun in the number that `value` asks for.
  package static func noun(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    value == 1 ? singular : plural ?? singular + "s"
  }

  /// `a`, `a and b`, `a, b and c`; empty for nothing.
  ///
  /// - Parameter limit: how many to spell out; the rest becomes `and 3 more`.
  package static func list(_ items: [String], limit: Int? = nil) -> String {
    list(items, limit: limit, +)
  }

  /// The same of text of another kind.
  package static func list(_ items: [Prose], limit: Int? = nil) -> Prose {
    list(items, limit: limit, +)
  }

  private static func list<Text: ExpressibleByStringLiteral>(
    _ items: [Text], limit: Int?, _ join: (Text, Text) -> Text
  ) -> Text where Text.StringLiteralType == String {
    var parts = items
    if let limit, items.count > limit {
      parts = items.prefix(limit) + [Text(stringLiteral: number(items.count - limit) + " more")]
    }
    guard let last = parts.popLast() else { return "" }
    guard let first = parts.first else { return last }
    let text = parts.dropFirst().reduce(first) { join(join($0, ", "), $1) }
    return join(join(text, " and "), last)
  }

  /// What a cell says of several items, those beyond the limit only counted.
  static func cell(_ items: [String], limit: Int?) -> String {
    let limit = limit ?? items.count
    let text = items.prefix(limit).joined(separator: ", ")
    return items.count > limit ? text + " and \(number(items.count - limit)) more" : text
  }

  /// The text as a sentence: a capital first letter and a full stop.
  package static func sentence(_ text: String) -> String {
    guard let first = text.first else { return "" }
    let isEnded = text.last.map { ".!?".contains($0) } ?? false
    return first.uppercased() + text.dropFirst() + (isEnded ? "" : ".")
  }

  /// The share of `part` in `whole`, rounded down so that `100%` means all and
  /// `<1%` means some; `n/a` when there is nothing to share.
  package static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "n/a" }
    let value = part * 100 / whole
    return value == 0 && part > 0 ? "<1%" : "\(value)%"
  }
}
