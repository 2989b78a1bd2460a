package import SourceModel

/// How many tokens that spell a family function fell into each category.
///
/// Every occurrence adds to exactly one term, so the terms always add up to
/// the number of occurrences.
package struct Accounting: Hashable, Sendable, Codable {
  package var calls = 0
  package var macroBodies = 0
  package var addresses = 0
  package var declarations = 0
  package var shadowed = 0
  package var discarded = 0
  package var inactive = 0
  package var directives = 0
  package var uncovered = 0
  package var unexplained = 0

  package init() {}

  package init(_ occurrences: some Sequence<Occurrence>) {
    for occurrence in occurrences { self[occurrence.category] += 1 }
  }

  /// The number of tokens in one category.
  package subscript(category: Occurrence.Category) -> Int {
    get { self[keyPath: Self.term(category)] }
    set { self[keyPath: Self.term(category)] = newValue }
  }

  /// The sum of all terms: every occurrence.
  package var total: Int {
    Occurrence.Category.allCases.reduce(0) { $0 + self[$1] }
  }

  /// `1,233 = 1,190 calls + 21 in macros + 22 addresses + 0 unexplained`. Terms
  /// that are zero are left out, but for the unexplained.
  package var line: String {
    let terms = Occurrence.Category.allCases.filter { self[$0] > 0 || $0 == .unexplained }
    return Wording.number(total) + " = "
      + terms.map { $0.phrase(self[$0]) }.joined(separator: " + ")
  }

  private static func term(
    _ category: Occurrence.Category
  ) -> WritableKeyPath<Accounting, Int> {
    switch category {
    case .call: \.calls
    case .macroBody: \.macroBodies
    case .addressTaken: \.addresses
    case .declaration: \.declarations
    case .shadowed: \.shadowed
    case .discarded: \.discarded
    case .inactive: \.inactive
    case .directive: \.directives
    case .uncovered: \.uncovered
    case .unexplained: \.unexplained
    }
  }
}

extension Occurrence.Category {
  /// A number of occurrences of the category in words: `1 call`, `8 inactive`.
  func phrase(_ count: Int) -> String {
    let number = Wording.number(count)
    return switch self {
    case .call: Wording.count(count, "call")
    case .macroBody: number + (count == 1 ? " in a macro" : " in macros")
    case .addressTaken: Wording.count(count, "address", "addresses")
    case .declaration: Wording.count(count, "declaration")
    case .shadowed: number + " shadowed"
    case .discarded: number + " discarded"
    case .inactive: number + " inactive"
    case .directive: number + (count == 1 ? " in a directive" : " in directives")
    case .uncovered: number + " uncovered"
    case .unexplained: number + " unexplained"
    }
  }
}
