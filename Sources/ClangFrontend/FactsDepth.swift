/// How much the front end tells of each unit.
package enum FactsDepth: Sendable {
  /// What counting needs: sites, occurrences, wrappers, and who calls these.
  /// The flow facts hold the functions that use a family function and, of the
  /// others, only which functions they call.
  case sites
  /// All flow facts, for the whole-program analysis.
  case flow
}
