package import SourceModel

/// What the analysis found out about a program.
package struct AnalysisResult: Sendable {
  /// One decision a site, in the order of `ProgramFacts.sites`.
  package var decisions: [Decision]
  package var diagnostics: [Diagnostic]

  package init(decisions: [Decision], diagnostics: [Diagnostic] = []) {
    self.decisions = decisions
    self.diagnostics = diagnostics
  }
}

/// Decides for every site what is to become of it under the rules.
package func decide(_ program: ProgramFacts, rules: RuleSet) -> AnalysisResult {
  AnalysisResult(decisions: [])
}
