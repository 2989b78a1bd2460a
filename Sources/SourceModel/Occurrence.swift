/// One identifier token in scope that spells a family function's name or, where
/// the function is used by it, that of a macro which is another name of it, and
/// what it turned out to be. Scan's accounting is the sum of these.
package struct Occurrence: Hashable, Sendable, Codable {
  /// What the token is. When units disagree about a token in a header, the
  /// first of these that any unit saw is taken.
  package enum Category: String, Sendable, Codable, CaseIterable, Comparable {
    /// A call of the family function.
    case call
    /// A call in the body of a macro.
    case macroBody = "call-in-macro-body"
    /// The function's address is taken.
    case addressTaken = "address-taken"
    /// A declaration or definition of the function, or of a macro that is another name of
    /// it and whose uses are sites.
    case declaration
    /// The name of something else: a member, variable, label, macro or
    /// parameter, or a function of the project's own.
    case shadowed
    /// A token of a macro's argument that its expansion drops.
    case discarded
    /// In another preprocessor directive, such as `#undef free`.
    case directive = "in-directive"
    /// In an arm that the preprocessor skips in every unit.
    case inactive
    /// In a file that no compile command covers.
    case uncovered
    /// None of these: clang could not make sense of it.
    case unexplained

    package static func < (left: Category, right: Category) -> Bool {
      guard let left = allCases.firstIndex(of: left), let right = allCases.firstIndex(of: right)
      else { return false }
      return left < right
    }
  }

  /// The family function's name.
  package var name: String
  /// The macro that the token spells instead of it.
  package var alias: String?
  package var location: SourceLocation
  package var category: Category
  /// For a token in a macro's body, how many expansions became calls.
  package var expansions: Int
  /// Why it is unexplained, or what else is worth saying; empty when nothing is.
  package var reason: String

  package init(
    name: String, location: SourceLocation, category: Category, expansions: Int = 0,
    reason: String = "", alias: String? = nil
  ) {
    self.name = name
    self.alias = alias
    self.location = location
    self.category = category
    self.expansions = expansions
    self.reason = reason
  }
}
