/// How one translation unit is compiled.
package struct CompileCommand: Hashable, Sendable, Codable {
  /// The working directory, absolute.
  package var directory: String
  /// The main source file, absolute.
  package var file: String
  /// The arguments as the compiler gets them, its own name first.
  package var arguments: [String]

  package init(directory: String, file: String, arguments: [String]) {
    self.directory = directory
    self.file = file
    self.arguments = arguments
  }
}
