import Analysis
package import SourceModel

extension ScannedProgram {
  /// The wrappers that the rules don't declare, those called most first.
  package var undeclaredWrappers: [Wrapper] {
    Analysis.undeclaredWrappers(program, rules: project.rules)
  }
}
