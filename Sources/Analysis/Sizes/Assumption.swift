import SourceModel

/// What an inferred size rests on.
struct Assumption: Hashable, Comparable, ExpressibleByStringInterpolation {
  var text: String
  /// What would make it needless; `nil` where no rule can.
  var remedy: Remedy?

  init(_ text: String, _ remedy: Remedy? = nil) {
    self.text = text
    self.remedy = remedy
  }

  init(stringLiteral value: String) { self.init(value) }

  static func < (left: Assumption, right: Assumption) -> Bool { left.text < right.text }
}

extension ProgramGraph {
  /// What the program takes of its clients.
  func assumption(onClients text: String) -> Assumption {
    // Units that are not read may be clients whatever the rules say.
    Assumption(text, program.hasOtherUnits ? nil : .noClients)
  }

  /// What is taken of a function.
  func assumption(on name: String, _ text: String) -> Assumption {
    Assumption(text, remedy(describing: name))
  }

  /// An entry for a function outside the program that has none.
  func remedy(describing name: String) -> Remedy? {
    guard external(name) == nil, foreign(name) == nil, entered.families[name] == nil,
      entered.outsideNames.contains(name)
    else { return nil }
    return .description(of: LibraryNames.standard(name))
  }
}
