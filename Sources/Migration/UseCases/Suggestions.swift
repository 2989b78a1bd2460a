import Analysis
package import SourceModel

extension ScannedProgram {
  /// The functions outside the program of which the rules say nothing, those
  /// called most first.
  package var undescribed: [UndescribedFunction] {
    undescribedFunctions(program, rules: project.rules)
  }

  /// The wrappers that the rules don't declare, those called most first.
  package var undeclaredWrappers: [Wrapper] {
    Analysis.undeclaredWrappers(program, rules: project.rules)
  }
}
