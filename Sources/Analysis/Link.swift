package import SourceModel

/// Joins the facts of all units into those of the program.
///
/// The result does not depend on the order of `units`.
///
/// - Parameter files: every C source and header in scope.
package func link(_ units: [FileFacts], files: [FilePath]) -> ProgramFacts {
  ProgramFacts(units: units, files: files)
}
