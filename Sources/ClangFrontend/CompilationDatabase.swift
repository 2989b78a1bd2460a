package import SourceModel

/// The `compile_commands.json` of a build, read with libclang.
package enum CompilationDatabase {
  /// Why a database could not be used.
  package struct LoadError: Error {
    /// What is wrong, where, and what to do, in one line.
    package var message: String
  }

  /// All commands of the database in `directory`, in its order, response files
  /// expanded.
  package static func load(directory: String) throws(LoadError) -> [CompileCommand] {
    []
  }
}
