import Foundation

@testable import RuleFiles

/// Where the fixtures and the shipped packs are in the source tree.
enum Paths {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let valid = here.appending(path: "Fixtures/valid").path
  static let invalid = here.appending(path: "Fixtures/invalid").path
  static let packs =
    here.deletingLastPathComponent().deletingLastPathComponent().appending(path: "rules").path

  /// The names of a folder's `.yml` files that are cases of their own: those
  /// that start with `_` are used by others.
  static func cases(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yml") && !$0.hasPrefix("_") }.sorted()
  }
}

/// A loader that sees the shipped packs.
let loader = RuleLoader(packDirectories: [Paths.packs])

/// The text of the file beside a case, without its last newline.
func expectation(_ path: String) throws -> String {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  return text.hasSuffix("\n") ? String(text.dropLast()) : text
}

/// What loading the file says: its errors, or nothing.
func errors(_ path: String, in folder: String) -> String {
  do {
    _ = try loader.load(file: path)
    return ""
  } catch let error as RuleFileError {
    return error.description.replacing(folder + "/", with: "").replacing(
      Paths.packs + "/", with: "rules/")
  } catch {
    return "another error: \(error)"
  }
}

/// A folder that goes away with the test.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The errors of a file with these bytes, as `file.yml:line:col: error: …`.
func errors(of bytes: [UInt8]) throws -> String {
  try withTemporaryFolder { folder in
    let path = folder + "/file.yml"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return errors(path, in: folder)
  }
}
