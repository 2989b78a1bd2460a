import CLibClang
package import SourceModel

/// The `compile_commands.json` of a build, read with libclang.
package enum CompilationDatabase {
  /// Why a database could not be used.
  package struct LoadError: Error {
    /// What is wrong, where, and what to do, in one line.
    package var message: String
  }

  /// All commands of the database in `directory`, in its order, response files
  /// expanded. Paths are made absolute but not checked.
  package static func load(directory: String) throws(LoadError) -> [CompileCommand] {
    var code = CXCompilationDatabase_NoError
    let database = clang_CompilationDatabase_fromDirectory(directory, &code)
    guard let database, code == CXCompilationDatabase_NoError else {
      throw LoadError(
        message: "\(directory)/compile_commands.json: not a compile database that clang can read; "
          + "run the build again to write it anew (cmake: -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, "
          + "make: bear -- make)")
    }
    defer { clang_CompilationDatabase_dispose(database) }
    guard let commands = clang_CompilationDatabase_getAllCompileCommands(database) else {
      return []
    }
    defer { clang_CompileCommands_dispose(commands) }
    return (0..<clang_CompileCommands_getSize(commands)).compactMap { index in
      clang_CompileCommands_getCommand(commands, index).map(command)
    }
  }

  private static func command(_ raw: CXCompileCommand) -> CompileCommand {
    let directory = String(disposing: clang_CompileCommand_getDirectory(raw))
    let file = String(disposing: clang_CompileCommand_getFilename(raw))
    let arguments = (0..<clang_CompileCommand_getNumArgs(raw)).map {
      String(disposing: clang_CompileCommand_getArg(raw, $0))
    }
    return CompileCommand(
      directory: directory, file: file.hasPrefix("/") ? file : directory + "/" + file,
      arguments: arguments)
  }
}
