import SourceModel

/// Moves compile commands to a copy of the tree they were made for.
struct CommandMapping {
  /// The absolute root that the commands name.
  let root: String
  /// The absolute root of the copy.
  let copy: String

  /// Flags whose value is a path, joined to them or in the next argument.
  private static let pathFlags = [
    "-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-F",
  ]

  /// The command in the copy; `nil` when the copy does not have its file.
  ///
  /// A path is moved when the copy has it. Other paths, such as those of headers
  /// that the build made, stay where they are.
  func map(_ command: CompileCommand) -> CompileCommand? {
    let file = map(command.file, in: command.directory)
    guard file != command.file, FileSystem.isFile(file) else { return nil }
    var arguments: [String] = []
    var isPath = false
    for argument in command.arguments {
      if isPath {
        arguments.append(map(argument, in: command.directory))
        isPath = false
      } else if let flag = Self.pathFlags.first(where: { argument.hasPrefix($0) }) {
        let value = String(argument.dropFirst(flag.count))
        isPath = value.isEmpty
        arguments.append(value.isEmpty ? flag : flag + map(value, in: command.directory))
      } else {
        arguments.append(argument)
      }
    }
    return CompileCommand(directory: command.directory, file: file, arguments: arguments)
  }

  private func map(_ path: String, in directory: String) -> String {
    let absolute = PathText.normalized(PathText.join(directory, path))
    let canonical = FileSystem.canonical(absolute) ?? absolute
    guard let relative = PathText.relative(canonical, to: root) else { return path }
    let moved = relative.isEmpty ? copy : PathText.join(copy, relative)
    return FileSystem.status(moved) != nil ? moved : absolute
  }
}
