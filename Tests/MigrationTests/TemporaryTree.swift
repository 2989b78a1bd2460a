import Foundation

@testable import Migration

/// A tree of files that lives as long as a test.
final class TemporaryTree {
  private let directory: TemporaryDirectory
  /// The absolute path of its root.
  var root: String { directory.path }

  /// Makes files with their texts; a path that ends in `/` makes a folder.
  init(_ files: [String: String] = [:]) throws {
    directory = try TemporaryDirectory()
    // A boundary, so that nothing of the machine is found above.
    try FileSystem.makeDirectory(root + "/.git")
    for (path, text) in files { try write(text, to: path) }
  }

  /// Writes one file and makes its folders.
  func write(_ text: String, to path: String) throws {
    if path.hasSuffix("/") { return try FileSystem.makeDirectory(root + "/" + path.dropLast()) }
    try FileSystem.makeDirectory(PathText.parent("\(root)/\(path)"))
    try FileSystem.write(Array(text.utf8), to: "\(root)/\(path)")
  }

  /// Makes a link.
  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/\(path)", withDestinationPath: target)
  }

  /// A compile database with one command a file, in the folder `build`.
  func database(of files: [String], flags: [String] = []) -> String {
    let entries = files.map { file in
      let arguments = (["cc"] + flags + ["-c", "\(root)/\(file)"]).map { "\"\($0)\"" }
      return "{\"directory\": \"\(root)\", \"file\": \"\(root)/\(file)\", "
        + "\"arguments\": [\(arguments.joined(separator: ", "))]}"
    }
    return "[" + entries.joined(separator: ",\n") + "]"
  }
}
